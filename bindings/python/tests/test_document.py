"""One text, and the views on what was found in it."""

import json
import pickle

import pytest

import dixit


def test_who_said_what(extractor: dixit.Extractor, article: str) -> None:
    document = extractor.extract(article)
    first, second = document.statements
    assert (first.kind, first.act, first.text) == (
        "direct",
        "speech",
        "We are not going to wait for an accident,",
    )
    assert first.speaker is not None and first.speaker.name == "Ana Kovic"
    assert (first.speaker.form, first.speaker.kind) == ("pronoun", "person")
    assert first.speaker.mention is not None and first.speaker.mention.text == "she"
    assert first.speaker.entity == document.entities[0]
    assert first.cue is not None and str(first.cue) == "told"
    assert second.kind == "indirect" and second.speaker is not None
    assert second.speaker.name == "Ben Brandt" and 0 <= second.speaker.score <= 1
    assert second.speakers == (second.speaker,) and second.parent is None
    assert "Ana Kovic" in repr(first) and "2 statements" in repr(document)


@pytest.mark.parametrize("unit", ["char", "byte", "utf16"])
def test_offsets_count_what_was_asked_for(unit: str) -> None:
    text = "𝄞 « Ça suffit », said Zoë Blanc. “Non,” said 😀 Eva Noir, “encore « non ».”"
    document = dixit.Extractor(offsets=unit).extract(text)  # type: ignore[arg-type]

    def slice_of(start: int, end: int) -> str:
        if unit == "char":
            return text[start:end]
        width, encoding = (2, "utf-16-le") if unit == "utf16" else (1, "utf-8")
        return text.encode(encoding)[start * width : end * width].decode(encoding)

    assert document.offset_unit == unit
    assert len(document.mentions) == 2 and len(document.statements) == 2
    for mention in document.mentions:
        assert slice_of(mention.start, mention.end) == mention.text
        assert document.text_of(mention.start, mention.end) == mention.text
    for phrase in document.marked_phrases:
        assert slice_of(phrase.start, phrase.end) == phrase.text
    for statement in document.statements:
        pieces = [slice_of(start, end) for start, end in statement.spans]
        assert " … ".join(pieces) == statement.text
        assert (statement.start, statement.end) == (statement.spans[0].start, statement.spans[-1].end)
        cue = statement.cue
        assert cue is not None and slice_of(cue.start, cue.end) == "said"


def test_text_of_a_span_that_is_none(extractor: dixit.Extractor) -> None:
    document = extractor.extract("“Ja,” said Zoë.")
    for start, end in [(0, 99), (5, 2)]:
        with pytest.raises(ValueError, match="no span"):
            document.text_of(start, end)


def test_views_are_of_their_document(extractor: dixit.Extractor, article: str) -> None:
    one, other = extractor.extract(article), extractor.extract(article)
    assert one.statements is one.statements, "they are made once"
    assert one.mentions[0] == one.entities[0].mentions[0] != other.mentions[0]
    assert one.mentions[0].entity == one.entities[0]
    assert len({*one.mentions, *one.mentions}) == len(one.mentions)
    statement = one.statements[0]
    del one
    assert statement.speaker is not None and statement.speaker.name == "Ana Kovic"


def test_json_is_the_crates(extractor: dixit.Extractor, article: str) -> None:
    document = extractor.extract(article)
    record = document.to_dict()
    assert record == json.loads(document.to_json())
    assert (record["schema"], record["offset_unit"]) == (dixit.SCHEMA, "char")
    assert [s["text"] for s in record["statements"]] == [s.text for s in document.statements]
    in_bytes = document.to_dict(offsets="byte")
    assert in_bytes["offset_unit"] == "byte"
    assert in_bytes["statements"][0]["spans"] != record["statements"][0]["spans"]
    assert record["model"] == document.model == extractor.model


def test_reports(extractor: dixit.Extractor) -> None:
    document = extractor.extract("“<Never> & \"no\",” said Ana Kovic.")
    page = document.to_html(title="A <title>")
    assert page.startswith("<!doctype html>") and "A &lt;title&gt;" in page
    shown = document._repr_html_()
    assert shown.startswith("<iframe ") and shown.count('"') == 6, "its page is one attribute"


def test_a_page_has_an_article(extractor: dixit.Extractor) -> None:
    page = (
        "<!doctype html><html><head><title>Bridge shut</title></head><body><nav>Home</nav>"
        "<article><h1>Bridge shut</h1><p>“The bridge is shut,” said Mayor Ana Kovic on Monday, as the "
        "town woke up to the news and to a long way round.</p></article></body></html>"
    )
    article = extractor.extract(page, format="page").article
    assert article is not None and article.title is not None and article.title.text == "Bridge shut"
    assert article.date is None and len(article.blocks) >= 1
    assert extractor.extract("Nobody spoke.").article is None


def test_phrases_and_candidates() -> None:
    extractor = dixit.Extractor(speaker_candidates=3)
    document = extractor.extract(
        "Ana Kovic met Eva Noir on Monday. The “special” treatment ended. “We agreed,” she said."
    )
    assert [p.text for p in document.marked_phrases] == ["special"]
    assert document.marked_phrases[0].reason == "scare_quote"
    speaker = document.statements[-1].speaker
    assert speaker is not None and 1 <= len(speaker.candidates) <= 3
    assert speaker.candidates[0].entity == speaker.entity
    assert sum(c.score for c in speaker.candidates) <= 1.0001


def test_options_reach_the_crate(article: str) -> None:
    assert len(dixit.Extractor(acts=["thought"]).extract(article).statements) == 0
    assert dixit.Extractor(min_mention_score=1.0).extract(article).mentions == ()
    assert dixit.Extractor(min_statement_score=1.0).extract(article).statements == ()
    words = "We will rebuild the bridge,"
    text = dixit.Extractor(format="text").extract(f"<b>“{words}”</b> said Ana Kovic.")
    assert text.format == "text" and text.statements[0].text == words


def test_bytes_are_decoded(extractor: dixit.Extractor) -> None:
    document = extractor.extract(b"\x93Non,\x94 said Zo\xeb Blanc.", encoding="windows-1252")
    assert document.text == "“Non,” said Zoë Blanc." and document.encoding == "windows-1252"
    mention = document.mentions[0]
    assert document.text[mention.start : mention.end] == "Zoë Blanc"


def test_spans_are_values() -> None:
    span = dixit.Span(2, 5)
    assert (len(span), tuple(span), "abcdefg"[span.slice]) == (3, (2, 5), "cde")
    assert dixit.Span(2, 5) == span < dixit.Span(3, 4) and hash(span) == hash(dixit.Span(2, 5))
    words = dixit.TextSpan(0, 4, "said")
    assert pickle.loads(pickle.dumps((span, words))) == (span, words)
    assert words.span == dixit.Span(0, 4)
