"""One text, and the views on what was found in it."""

import json
import pickle
from pathlib import Path
from typing import Dict, List

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


CHIEF = "“No,” said Ana Kovic, chief executive of Quay Ferries. “Yes,” said Ben Brandt."


def test_a_speaker_has_an_affiliation(extractor: dixit.Extractor) -> None:
    ana, ben = [s.speaker for s in extractor.extract(CHIEF).statements]
    assert ana is not None and ana.title is not None and ben is not None
    assert ana.title.text == "chief executive of Quay Ferries"
    assert ana.affiliation is not None and ana.affiliation.name == "Quay Ferries"
    assert ben.title is None and ben.affiliation is None


KNOWN: List[Dict[str, object]] = [
    {"id": "Q1", "name": "Ana Maria Kovic", "aliases": ["Ana Kovic"], "title": "boss"},
    {"id": "Q2", "name": "Quay Ferries", "kind": "organization"},
]


@pytest.mark.parametrize("form", ["list", "json", "csv"])
def test_known_entities_have_their_ids(form: str, tmp_path: Path) -> None:
    path = tmp_path / f"known.{form}"
    if form == "json":
        path.write_text(json.dumps(KNOWN))
    elif form == "csv":
        path.write_text(
            "id,name,aliases,kind\nQ1,Ana Maria Kovic,Ana Kovic,\nQ2,Quay Ferries,,organization\n"
        )
    extractor = dixit.Extractor(known=iter(KNOWN) if form == "list" else path)
    for one in (extractor, pickle.loads(pickle.dumps(extractor))):
        document = one.extract(CHIEF)
        found = {entity.name: entity.known for entity in document.entities}
        assert found == {"Ana Maria Kovic": "Q1", "Quay Ferries": "Q2", "Ben Brandt": None}
        speaker = document.statements[0].speaker
        assert speaker is not None and speaker.entity is not None
        assert speaker.entity.known == "Q1"
        assert document.to_dict()["entities"][0]["known"] == "Q1"


def test_a_bad_list_says_which_entry_is_bad(tmp_path: Path) -> None:
    ana: Dict[str, object] = {"id": "Q1", "name": "Ana Kovic"}
    for known, says in [
        ([ana, {"id": "Q2"}], "entry 2: missing field `name`$"),
        ([ana, ana], 'entry 2: the id "Q1" is that of entry 1 too'),
        ([ana, {"id": 2, "name": "Ben Brandt"}], "entry 2: invalid type: integer `2`"),
        (["Ana Kovic"], "entry 1: it is a str, and no dict"),
    ]:
        with pytest.raises(dixit.ConfigError, match=says):
            dixit.Extractor(known=known)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        dixit.Extractor(known=3)  # type: ignore[arg-type]
    (tmp_path / "known.csv").write_text("id,name\nQ1,Ana Kovic\nQ2,\n")
    with pytest.raises(dixit.ConfigError, match="line 3: it has no name"):
        dixit.Extractor(known=tmp_path / "known.csv")
    with pytest.raises(dixit.IoError, match="nowhere.json"):
        dixit.Extractor(known=str(tmp_path / "nowhere.json"))


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
