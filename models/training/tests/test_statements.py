"""Statements on their way to labels: layers, acts, and names from a tokenized copy."""

import json

import pytest

from dixit_training.text import statements
from dixit_training.text.alignment import names_in
from dixit_training.text.corpora import Corpus, Document
from dixit_training.text.labels import ACT_LABELS, ROLE_LABELS
from dixit_training.text.windows import IGNORE, cut, encode

TEXT = "Ana Kovic said Ben Brandt thought the bridge was shut."


def at(words, text=TEXT):
    start = text.index(words)
    return [start, start + len(words)]


def attribution(source, cue, content, act):
    spans = {"source": [at(source)], "cue": [at(cue)], "content": [at(content)]}
    return spans | {"act": act, "kind": "indirect", "speaker": {"names": [source]}}


OUTER = attribution("Ana Kovic", "said", "Ben Brandt thought the bridge was shut", "speech")
INNER = attribution("Ben Brandt", "thought", "the bridge was shut", "thought")


def test_a_statement_inside_another_has_a_layer_of_its_own():
    for order in ([OUTER, INNER], [INNER, OUTER]):
        outer, inner = statements.layers(order)
        assert {TEXT[s:e]: role for s, e, role in outer} == {
            "Ana Kovic": "source",
            "said": "cue",
            "Ben Brandt thought the bridge was shut": "content",
        }
        assert {TEXT[s:e]: role for s, e, role in inner} == {
            "Ben Brandt": "source",
            "thought": "cue",
            "the bridge was shut": "content",
        }


def test_a_third_layer_is_left_out_and_two_with_one_content_stand_beside_each_other():
    third = {"source": [], "cue": [at("was")], "content": [at("shut")], "act": "speech"}
    outer, inner = statements.layers([OUTER, INNER, third])
    assert not any(span[:2] == tuple(at("was")) for span in outer + inner)
    assert len(statements.acts([OUTER, INNER, third])) == 2
    twice = OUTER | {"source": [], "cue": [at("Ana")]}
    outer, inner = statements.layers([OUTER, twice])
    assert inner == [] and (*at("Ana"), "cue") in outer


def test_acts_stand_on_cues_and_nothing_is_known_elsewhere(tokenizer, special, tmp_path):
    path = tmp_path / "statements.jsonl"
    record = {"doc": "a", "text": TEXT, "attributions": [OUTER, INNER]}
    path.write_text(json.dumps(record) + "\n")
    (document,) = Corpus("statements", "statements.jsonl").read(tmp_path)
    assert document.entities is None
    encoded = encode(document, tokenizer)
    (window,) = cut(encoded, 64, special)
    assert set(window.labels) == {"role", "inner", "act"}
    words = dict(zip((TEXT[s:e] for s, e in encoded.words), window.first_pieces(encoded)))
    known = {w: ACT_LABELS[a] for w, p in words.items() if (a := window.labels["act"][p]) != IGNORE}
    assert known == {"said": "speech", "thought": "thought"}
    assert ROLE_LABELS[window.labels["role"][words["thought"]]] == "I-content"
    assert ROLE_LABELS[window.labels["inner"][words["thought"]]] == "B-cue"
    assert window.labels["inner"][words["Ana"]] == ROLE_LABELS.index("O")


ARTICLE = "Mara Lind of “Rail Union” came to Norhaven. She’d left."
TOKENS = [
    ("Mara", "B-PER"),
    ("Lind", "I-PER"),
    ("of", "O"),
    ('"', "O"),
    ("Rail", "B-ORG"),
    ("Union", "I-ORG"),
    ('"', "O"),
    ("came", "O"),
    ("to", "O"),
    ("Norhaven", "B-LOC"),
    (".", "O"),
    ("She", "O"),
    ("'d", "O"),
    ("left", "O"),
    (".", "O"),
]


def test_names_of_a_tokenized_copy_are_found_in_the_article():
    assert {ARTICLE[s:e]: kind for s, e, kind in names_in(ARTICLE, TOKENS)} == {
        "Mara Lind": "PER",
        "Rail Union": "ORG",
        "Norhaven": "LOC",
    }


def test_a_name_that_is_not_there_is_left_out_and_another_article_has_none():
    missing = [("Millbrook", "B-LOC") if word == "Norhaven" else (word, t) for word, t in TOKENS]
    many = missing + TOKENS[11:] * 20
    text = ARTICLE + " She’d left." * 20
    assert "LOC" not in {kind for _, _, kind in names_in(text, many)}
    # One word in fifteen is too much.
    assert names_in(ARTICLE, missing) is None
    assert names_in("Nobody has seen the plan.", TOKENS) is None


@pytest.fixture
def tokenized(tmp_path):
    lines = ["# document", *("\t".join(token) for token in TOKENS), ""]
    (tmp_path / "names.iob2").write_text("\n".join(lines) + "\n")
    (tmp_path / "articles.jsonl").write_text(json.dumps({"id": "a", "text": ARTICLE}) + "\n")
    return tmp_path


def test_statements_have_the_names_of_a_tokenized_copy_by_id(tokenized):
    records = [{"doc": doc, "text": ARTICLE, "attributions": []} for doc in ("a", "b")]
    written = "".join(json.dumps(record) + "\n" for record in records)
    (tokenized / "statements.jsonl").write_text(written)
    corpus = Corpus(
        "statements", "statements.jsonl", tokens="names.iob2", articles="articles.jsonl"
    )
    assert corpus.missing(tokenized) == []
    known, unknown = corpus.read(tokenized)
    assert len(known.entities) == 3 and unknown.entities is None
    (article,) = Corpus("articles", "articles.jsonl", tokens="names.iob2").read(tokenized)
    assert article.entities == known.entities and article.roles is None


def test_every_nth_document_is_held_out_and_the_variant_is_told(tmp_path):
    lines = [json.dumps({"text": f"Lamp {n}."}) + "\n" for n in range(7)]
    (tmp_path / "texts.jsonl").write_text("".join(lines))
    corpus = Corpus("texts", "texts.jsonl", variant=True, without=(1, 3))
    read = corpus.read(tmp_path)
    assert [d.text for d in read] == [f"Lamp {n}." for n in (0, 2, 3, 5, 6)]
    assert all(d.variant for d in read) and not Document("", None, None).variant
