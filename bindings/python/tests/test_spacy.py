"""The component of spaCy pipelines."""

import pytest

spacy = pytest.importorskip("spacy")


def test_statements_are_on_tokens(article: str) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("dixit", config={"threads": 2, "set_ents": True})
    doc = nlp(article)
    first, second = doc._.statements
    assert [span.text for span in first.spans] == ["We are not going to wait for an accident,"]
    assert (first.cue.text, first.speaker.text) == ("told", "she")
    assert first.source.speaker.name == "Ana Kovic" and second.speaker.text == "Ben Brandt"
    assert [(e.text, e.label_) for e in doc.ents] == [
        ("Ana Kovic", "PERSON"),
        ("Ben Brandt", "PERSON"),
    ]
    assert len(doc._.dixit.mentions) == 2
    piped = list(nlp.pipe([article, "", "Nobody spoke."] * 30))
    assert [len(doc._.statements) for doc in piped] == [2, 0, 0] * 30


def test_a_pipeline_is_saved_and_loaded(article: str, tmp_path: "object") -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("dixit")
    nlp.to_disk(tmp_path)
    assert len(spacy.load(tmp_path)(article)._.statements) == 2
