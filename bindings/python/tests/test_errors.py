"""What goes wrong is an exception of its kind."""

import pickle
from pathlib import Path
from typing import Any, Type

import pytest

import dixit

WRONG: Any = "rtf"


def test_kinds_are_classes(extractor: dixit.Extractor, tmp_path: Path) -> None:
    short = dixit.Extractor(limits=dixit.Limits(input_bytes=10))
    terse = dixit.Extractor(limits=dixit.Limits(text_bytes=10))
    for name in ("manifest.json", "config.json", "tokenizer.json"):
        (tmp_path / name).write_text("{}")
    for name in ("model.safetensors", "attribution.safetensors"):
        (tmp_path / name).write_text("{}")
    cases: "list[tuple[Any, Type[dixit.DixitError], str]]" = [
        (lambda: short.extract("a" * 11), dixit.LimitError, "11 bytes"),
        (lambda: terse.extract("<i>a</i>" * 11, format="html"), dixit.LimitError, "of text"),
        (lambda: extractor.extract(b"Zo\xeb"), dixit.EncodingError, "byte 2"),
        (lambda: extractor.extract("half a pair: \ud83d"), dixit.EncodingError, "surrogates"),
        (lambda: extractor.extract("", format=WRONG), dixit.ConfigError, "auto, text"),
        (lambda: extractor.extract(b"", encoding="klingon"), dixit.ConfigError, "klingon"),
        (lambda: dixit.Extractor(threads=0), dixit.ConfigError, "at least one thread"),
        (lambda: dixit.Extractor(min_speaker_score=2.0), dixit.ConfigError, "0..=1"),
        (lambda: dixit.Extractor(acts=[WRONG]), dixit.ConfigError, "rtf"),
        (lambda: dixit.Extractor("/no/such/model"), dixit.IoError, "no such directory"),
        (lambda: dixit.Extractor(tmp_path), dixit.ModelFormatError, "manifest.json"),
    ]
    for call, kind, words in cases:
        with pytest.raises(kind, match=words) as caught:
            call()
        assert isinstance(caught.value, dixit.DixitError)
        again = pickle.loads(pickle.dumps(caught.value))
        assert (type(again), str(again), again.kind) == (kind, str(caught.value), kind.kind)
    assert issubclass(dixit.LimitError, ValueError) and issubclass(dixit.IoError, OSError)


@pytest.mark.parametrize("text", [None, 1, ["a"]])
def test_what_is_no_text_is_a_type_error(extractor: dixit.Extractor, text: Any) -> None:
    with pytest.raises(TypeError, match="a text is a str"):
        extractor.extract(text)


def test_a_time_limit_is_kept() -> None:
    extractor = dixit.Extractor(limits=dixit.Limits(seconds=0.05))
    with pytest.raises(dixit.LimitError):
        extractor.extract("“Never,” said Ana Kovic. " * 20_000)


def test_limits_are_values() -> None:
    limits = dixit.Limits(input_bytes=1, text_bytes=2, seconds=0.5)
    assert (limits.input_bytes, limits.statements, limits.seconds) == (1, None, 0.5)
    assert pickle.loads(pickle.dumps(limits)) == limits != dixit.Limits()
    assert repr(limits) == "Limits(input_bytes=1, text_bytes=2, statements=None, seconds=0.5)"
    with pytest.raises(ValueError):
        dixit.Limits(seconds=-1.0)
