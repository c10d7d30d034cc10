"""A component for spaCy pipelines: `nlp.add_pipe("dixit")`.

It sets on a `Doc` the extensions

- `doc._.dixit`: the `dixit.Document`;
- `doc._.statements`: a list of `Statement`, in the order of the text;

and, with `set_ents`, `doc.ents` from the mentions. The text is read as plain text, so offsets are
those of `doc.text`. Spans of characters are widened to whole tokens.
"""

from __future__ import annotations

from typing import Any, Iterable, Iterator, List, NamedTuple, Optional

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans, minibatch

from . import Extractor
from . import Statement as _Statement
from ._dixit import Document

__all__ = ["DixitComponent", "Statement"]

# What spaCy's own English models call them.
LABELS = {"person": "PERSON", "location": "LOC", "organization": "ORG", "miscellaneous": "MISC"}


class Statement(NamedTuple):
    """A statement in spaCy's terms."""

    spans: List[Span]
    """Its pieces, as spans of tokens."""
    cue: Optional[Span]
    """The words that report it."""
    speaker: Optional[Span]
    """The words that name the speaker."""
    source: _Statement
    """The statement itself: its kind, act, score, its speaker's name and entity."""


@Language.factory(
    "dixit",
    default_config={"model": None, "threads": None, "set_ents": False},
    assigns=["doc._.dixit", "doc._.statements"],
)
class DixitComponent:
    """Reads each `Doc`'s text. It needs no other component.

    Args:
        model: A model directory in place of the bundled model.
        threads: Threads of `nlp.pipe`; as many as there are cores if not said.
        set_ents: Whether `doc.ents` are set, to PERSON, LOC, ORG and MISC. Those that are there
            stay, where they do not overlap.
    """

    def __init__(
        self,
        nlp: Language,
        name: str = "dixit",
        model: Optional[str] = None,
        threads: Optional[int] = None,
        set_ents: bool = False,
    ) -> None:
        self.name = name
        self.set_ents = set_ents
        self.extractor = Extractor(model, format="text", threads=threads)
        for extension in ("dixit", "statements"):
            if not Doc.has_extension(extension):
                Doc.set_extension(extension, default=None)

    def __call__(self, doc: Doc) -> Doc:
        return self._set(doc, self.extractor.extract(doc.text))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 64) -> Iterator[Doc]:
        """Reads several at a time, on several threads."""
        for docs in minibatch(stream, batch_size):
            docs = list(docs)
            found = self.extractor.extract_many(doc.text for doc in docs)
            for doc, document in zip(docs, found):
                yield self._set(doc, document)

    def _set(self, doc: Doc, document: Document) -> Doc:
        doc._.dixit = document
        doc._.statements = [self._statement(doc, s) for s in document.statements]
        if self.set_ents:
            own = (_span(doc, m, LABELS[m.kind]) for m in document.mentions)
            doc.ents = filter_spans([*doc.ents, *(span for span in own if span is not None)])
        return doc

    def _statement(self, doc: Doc, statement: _Statement) -> Statement:
        spans = [span for s in statement.spans if (span := _span(doc, s)) is not None]
        speaker = statement.speaker
        return Statement(
            spans=spans,
            cue=_span(doc, statement.cue),
            speaker=_span(doc, speaker and speaker.mention),
            source=statement,
        )


def _span(doc: Doc, place: Any, label: str = "") -> Optional[Span]:
    """The tokens that `place` touches."""
    if place is None:
        return None
    span: Optional[Span] = doc.char_span(
        place.start, place.end, label=label, alignment_mode="expand"
    )
    return span
