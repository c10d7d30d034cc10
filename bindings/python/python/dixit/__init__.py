"""Who said what: quotation extraction and attribution for news text, with named entities.

>>> import dixit
>>> d = dixit.Extractor().extract("“We will rebuild,” said Mayor Ana Kovic.")
>>> d.statements[0].speaker.name, d.statements[0].text
('Ana Kovic', 'We will rebuild,')

The model is in the package, and nothing is fetched when it runs.
"""

from ._dixit import (
    SCHEMA,
    TABLES,
    ArrowTable,
    ArrowTables,
    Article,
    Candidate,
    Document,
    Documents,
    Entity,
    Extractor,
    Limits,
    MarkedPhrase,
    Mention,
    Span,
    Speaker,
    Statement,
    TextSpan,
    __version__,
)
from .errors import (
    CancelledError,
    ConfigError,
    DixitError,
    EncodingError,
    InferenceError,
    IoError,
    LimitError,
    ModelFormatError,
    ModelMissingError,
)

__all__ = [
    "SCHEMA",
    "ArrowTable",
    "ArrowTables",
    "Article",
    "CancelledError",
    "Candidate",
    "ConfigError",
    "DixitError",
    "Document",
    "Documents",
    "EncodingError",
    "Entity",
    "Extractor",
    "InferenceError",
    "IoError",
    "LimitError",
    "Limits",
    "MarkedPhrase",
    "Mention",
    "ModelFormatError",
    "ModelMissingError",
    "Span",
    "Speaker",
    "Statement",
    "TABLES",
    "TextSpan",
    "__version__",
]
