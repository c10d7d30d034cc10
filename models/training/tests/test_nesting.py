"""Sentences put into somebody else's statement."""

import random

import pytest
from invented import article

from dixit_training.text import statements
from dixit_training.text.nesting import nest

ROLES = statements.ROLES
TEXT = "It rained. The board had promised that the bridge would stay open. Ana Kovic left."


def at(words):
    return [TEXT.index(words), TEXT.index(words) + len(words)]


PROMISE = {
    "source": [at("The board")],
    "cue": [at("promised")],
    "content": [at("that the bridge would stay open")],
    "kind": "indirect",
    "act": "speech",
}
KOVIC = (*at("Ana Kovic"), "PER")


def words(text, attribution):
    return {role: [text[s:e] for s, e in attribution[role]] for role in ROLES}


@pytest.mark.parametrize("seed", range(60))
def test_a_sentence_stands_in_the_statement_of_somebody_else(seed):
    text, attributions, names = nest(TEXT, [PROMISE], [KOVIC], 1.0, random.Random(seed))
    assert [text[s:e] for s, e, _ in names].count("Ana Kovic") >= 1
    if text == TEXT:
        # "Said he", "according to they" are not written.
        assert attributions == [PROMISE]
        return
    inner, outer = attributions
    assert words(text, inner)["cue"] == ["promised"]
    assert words(text, inner)["content"] == ["that the bridge would stay open"]
    assert words(text, inner)["source"][0].lower() == "the board"
    (content,), (source,), (cue,) = (words(text, outer)[r] for r in ("content", "source", "cue"))
    assert "board had promised that the bridge would stay open" in content
    assert source and cue and source not in content
    assert [depth for _, depth in statements.with_depth(attributions)] == [1, 0]
    assert text.startswith("It rained. ") and text.endswith(". Ana Kovic left.") or "”" in text


def test_no_other_sentence_is_touched():
    quoted = PROMISE | {"kind": "direct"}
    without_cue = PROMISE | {"cue": []}
    over_the_stop = PROMISE | {"content": [[at("that the bridge")[0], len(TEXT)]]}
    for attributions in ([quoted], [without_cue], [over_the_stop], [PROMISE, PROMISE], []):
        found = nest(TEXT, attributions, None, 1.0, random.Random(1))
        assert found == (TEXT, attributions, None)
    tied = TEXT.replace("The board", "But board")
    assert nest(tied, [PROMISE], None, 1.0, random.Random(1))[0] == tied


@pytest.mark.parametrize("seed", range(20))
def test_every_span_of_an_article_keeps_its_words(seed):
    made = article(seed, random.Random(seed), nested=True)
    before = [a | {"name": i} for i, a in enumerate(made.attributions)]
    text, attributions, names = nest(made.text, before, made.entities, 1.0, random.Random(seed))
    for old, new in zip(before, attributions):
        assert new["name"] == old["name"]
        for role in ROLES:
            for (s, e), (t, u) in zip(old[role], new[role], strict=True):
                # The first letter of a sentence may be a small one now, and its stop elsewhere.
                assert made.text[s:e].rstrip(".")[1:] == text[t:u].rstrip(".")[1:]
    assert {text[s:e] for s, e, _ in names} >= {made.text[s:e] for s, e, _ in made.entities}
