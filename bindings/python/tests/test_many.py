"""Many texts: order, streams, threads, signals."""

import itertools
import os
import signal
import subprocess
import sys
import threading
import time
from typing import Any, Iterator

import pytest

import dixit

LONG = "“Never,” said Ana Kovic. " * 10_000


def numbered(count: int) -> Iterator[str]:
    return (f"“It is {i},” said Ana Kovic." + " Nobody spoke." * (i % 7) for i in range(count))


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_documents_come_in_order(extractor: dixit.Extractor, threads: int) -> None:
    documents = extractor.extract_many(numbered(60), threads=threads)
    assert [d.statements[0].text for d in documents] == [f"It is {i}," for i in range(60)]


def test_results_are_those_of_one_by_one(extractor: dixit.Extractor, article: str) -> None:
    texts = [article, "", "Nobody spoke.", *numbered(5)]
    many = [d.to_json() for d in extractor.extract_many(texts)]
    assert many == [extractor.extract(text).to_json() for text in texts]


def test_an_endless_stream_is_read_as_it_comes(extractor: dixit.Extractor) -> None:
    taken = 0

    def endless() -> Iterator[str]:
        nonlocal taken
        for taken in itertools.count(1):
            yield "“No,” said Ana Kovic."

    documents = extractor.extract_many(endless(), ahead=1)
    assert len(list(itertools.islice(documents, 3))) == 3 and taken == 3
    next(iter(extractor.extract_many(endless(), ahead=4)))
    assert taken == 4


def test_a_text_that_fails_is_raised_in_its_place_or_returned() -> None:
    extractor = dixit.Extractor(limits=dixit.Limits(input_bytes=100))
    texts: Any = ["“No,” said Ana Kovic.", "x" * 101, None, b"\xff", "Nobody spoke."]
    found = list(extractor.extract_many(texts, errors="return"))
    kinds = [dixit.Document, dixit.LimitError, TypeError, dixit.EncodingError, dixit.Document]
    assert [type(f) for f in found] == kinds
    documents = extractor.extract_many(texts)
    assert len(next(documents).statements) == 1
    for kind in kinds[1:-1]:
        with pytest.raises(kind):
            next(documents)
    assert next(documents).statements == ()
    with pytest.raises(StopIteration):
        next(documents)


def test_what_the_stream_raises_comes_through(extractor: dixit.Extractor) -> None:
    def broken() -> Iterator[str]:
        yield "“No,” said Ana Kovic."
        raise KeyError("gone")

    documents = extractor.extract_many(broken(), errors="return")
    assert isinstance(next(documents), dixit.Document)
    with pytest.raises(KeyError):
        next(documents)
    assert list(documents) == []
    with pytest.raises(TypeError):
        extractor.extract_many(3)  # type: ignore[call-overload]
    with pytest.raises(dixit.ConfigError):
        extractor.extract_many([], errors="ignore")  # type: ignore[call-overload]


def test_others_run_meanwhile(extractor: dixit.Extractor) -> None:
    counted = 0
    done = threading.Event()

    def count() -> None:
        nonlocal counted
        while not done.wait(0.002):
            counted += 1

    other = threading.Thread(target=count)
    other.start()
    began = time.monotonic()
    extractor.extract(LONG[:5_000])
    took = time.monotonic() - began
    done.set()
    other.join()
    assert counted > took / 0.002 / 20, f"{counted} in {took:.2f} s"


def test_threads_share_an_extractor(extractor: dixit.Extractor) -> None:
    results: "list[str]" = []
    texts = list(numbered(8))
    threads = [
        threading.Thread(target=lambda t=t: results.append(extractor.extract(t).to_json()))
        for t in texts
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == sorted(extractor.extract(t).to_json() for t in texts)


def test_leaving_the_loop_gives_up_what_was_begun(extractor: dixit.Extractor) -> None:
    began = time.monotonic()
    for _ in extractor.extract_many(itertools.chain(["“No,” said Ana Kovic."], [LONG] * 8)):
        break
    extractor.extract("Nobody spoke.")
    assert time.monotonic() - began < 5


CTRL_C = """
import dixit, sys
text = "“Never,” said Ana Kovic. " * 50_000
extractor = dixit.Extractor()
print("ready", flush=True)
try:
    {call}
except KeyboardInterrupt:
    print("interrupted", len(extractor.extract("“No,” said Ana Kovic.").statements))
"""


@pytest.mark.parametrize(
    "call", ["extractor.extract(text)", "list(extractor.extract_many([text] * 3))"]
)
def test_ctrl_c_gives_up_the_text(call: str) -> None:
    child = subprocess.Popen(
        [sys.executable, "-c", CTRL_C.format(call=call)], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None and child.stdout.readline() == "ready\n"
    time.sleep(0.3)
    began = time.monotonic()
    os.kill(child.pid, signal.SIGINT)
    assert child.communicate(timeout=60)[0] == "interrupted 1\n"
    assert time.monotonic() - began < 10
