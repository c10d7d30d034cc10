"""Extractors in other processes: pickled, and over a fork."""

import multiprocessing
import os
import pickle
from typing import List, Optional

import pytest

import dixit

_extractor: Optional[dixit.Extractor] = None


def _begin(extractor: dixit.Extractor) -> None:
    global _extractor
    _extractor = extractor


def _read(text: str) -> str:
    assert _extractor is not None
    return _extractor.extract(text).to_json()


TEXTS = [f"“It is {i},” said Zoë Blanc." for i in range(6)]


def test_an_extractor_is_pickled_with_its_arguments(article: str) -> None:
    extractor = dixit.Extractor(
        offsets="byte",
        threads=1,
        acts=["speech"],
        min_indirect_score=0.1,
        limits=dixit.Limits(input_bytes=1000),
        speaker_candidates=2,
    )
    again = pickle.loads(pickle.dumps(extractor))
    assert again.extract(article).to_json() == extractor.extract(article).to_json()
    with pytest.raises(dixit.LimitError):
        again.extract("a" * 1001)


def test_a_document_says_what_to_send(extractor: dixit.Extractor) -> None:
    with pytest.raises(TypeError, match="to_dict"):
        pickle.dumps(extractor.extract("Nobody spoke."))


@pytest.mark.parametrize("method", ["spawn", "fork", "forkserver"])
def test_a_pool_of_processes(extractor: dixit.Extractor, method: str) -> None:
    expected: List[str] = [extractor.extract(text).to_json() for text in TEXTS]
    context = multiprocessing.get_context(method)
    with context.Pool(2, initializer=_begin, initargs=(extractor,)) as pool:
        assert pool.map(_read, TEXTS) == expected


def test_a_child_goes_on_with_its_parents_extractor(extractor: dixit.Extractor) -> None:
    # The parent's threads are there, and are not in the child.
    documents = extractor.extract_many(TEXTS)
    next(documents)
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            found = [extractor.extract(TEXTS[0]), *extractor.extract_many(TEXTS)]
            os.write(writer, str(sum(len(d.statements) for d in found)).encode())
            del documents
            status = 0
        finally:
            os._exit(status)
    os.close(writer)
    assert os.read(reader, 100) == b"7"
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert len(list(documents)) == 5
