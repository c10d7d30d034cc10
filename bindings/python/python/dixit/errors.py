"""What goes wrong, by the kinds of the Rust crate.

Every exception is a `DixitError`; its `kind` is the kind's name, its message says where and what to
do about it.
"""

from __future__ import annotations

__all__ = [
    "CancelledError",
    "ConfigError",
    "DixitError",
    "EncodingError",
    "InferenceError",
    "IoError",
    "LimitError",
    "ModelFormatError",
    "ModelMissingError",
]


class DixitError(Exception):
    """What went wrong in dixit."""

    kind: str = "unknown"


class EncodingError(DixitError, ValueError):
    """The input is no text in UTF-8, or in the encoding that was named."""

    kind = "encoding"


class IoError(DixitError, OSError):
    """A file could not be read."""

    kind = "io"


class ModelMissingError(DixitError):
    """No model was named, and none is compiled in."""

    kind = "model_missing"


class ModelFormatError(DixitError, ValueError):
    """A file of the model is damaged, or describes what this version does not know."""

    kind = "model_format"


class ConfigError(DixitError, ValueError):
    """An argument makes no sense."""

    kind = "config"


class InferenceError(DixitError, RuntimeError):
    """The tokenizer or the encoder failed on a text."""

    kind = "inference"


class LimitError(DixitError, ValueError):
    """The text is over one of the extractor's limits."""

    kind = "limit"


class CancelledError(DixitError):
    """The text was given up, because nobody waits for it any more."""

    kind = "cancelled"
