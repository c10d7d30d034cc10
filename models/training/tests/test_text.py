import random

import pytest

from dixit_training.text import shapes
from dixit_training.text.corpora import Corpus, Document, joined, read_iob2
from dixit_training.text.labels import (
    ENTITY_LABELS,
    ROLE_LABELS,
    bio_spans,
    labels_to_spans,
    spans_to_labels,
)
from dixit_training.text.noise import recase, straight_marks, straighten
from dixit_training.text.windows import IGNORE, cut, encode

TEXT = (
    "Ana Kovic of the Harbour Board said the bridge stays shut. “Nobody has seen the plan,” "
    "she said.\n\nBen Brandt came to Port Alder. He declined to comment."
)


def document(**known):
    name, board = TEXT.index("Ana Kovic"), TEXT.index("Harbour Board")
    entities = [(name, name + 9, "PER"), (board, board + 13, "ORG")]
    return Document(TEXT, known.get("entities", entities), known.get("roles"))


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("2024", shapes.DIGITS),
        ("½", shapes.DIGITS),
        ("“", shapes.PUNCTUATION),
        ("bridge", shapes.LOWER),
        ("NATO", shapes.UPPER),
        ("X", shapes.SINGLE_CAPITAL),
        ("Kovic", shapes.CAPITALIZED),
        ("McBride", shapes.MIXED),
        ("iPhone", shapes.MIXED),
        ("B2", shapes.SINGLE_CAPITAL),
    ],
)
def test_a_word_has_the_shape_that_it_is_written_in(word, shape):
    assert shapes.shape_of(word) == shape


def test_spans_come_back_from_their_labels():
    words = [(0, 3), (4, 9), (10, 12), (13, 17), (17, 18)]
    spans = [(0, 9, "PER"), (13, 18, "ORG")]
    ids = spans_to_labels(words, spans, ENTITY_LABELS)
    assert [ENTITY_LABELS[i] for i in ids] == ["B-PER", "I-PER", "O", "B-ORG", "I-ORG"]
    assert labels_to_spans(words, ids, ENTITY_LABELS) == spans


def test_two_spans_of_one_kind_that_touch_stay_two():
    words = [(0, 3), (4, 9)]
    spans = [(0, 3, "PER"), (4, 9, "PER")]
    assert (
        labels_to_spans(words, spans_to_labels(words, spans, ENTITY_LABELS), ENTITY_LABELS) == spans
    )


def test_a_word_of_two_spans_belongs_to_the_one_that_begins_first():
    words = [(0, 3), (4, 9), (10, 14)]
    ids = spans_to_labels(words, [(4, 14, "cue"), (0, 9, "source")], ROLE_LABELS)
    assert [ROLE_LABELS[i] for i in ids] == ["B-source", "I-source", "B-cue"]


def test_an_inner_tag_without_its_beginning_begins_a_span():
    words = [(0, 1), (2, 3), (4, 5), (6, 7)]
    tags = ["I-PER", "I-ORG", "O", "I-ORG"]
    assert bio_spans(words, tags) == [(0, 1, "PER"), (2, 3, "ORG"), (6, 7, "ORG")]


def test_iob2_spans_hold_the_words_that_carry_the_tags(tmp_path):
    path = tmp_path / "names.iob2"
    lines = [
        "# document",
        "Ana\tB-PER",
        "Kovic\tI-PER",
        "left\tO",
        "",
        "Port\tB-LOC",
        "Alder\tI-LOC",
    ]
    path.write_text("\n".join(lines) + "\n\n")
    (read,) = read_iob2(path, True)
    assert read.text == "Ana Kovic left\nPort Alder"
    assert [(read.text[s:e], k) for s, e, k in read.entities] == [
        ("Ana Kovic", "PER"),
        ("Port Alder", "LOC"),
    ]


def test_single_sentences_are_joined_and_none_is_lost(tmp_path):
    path = tmp_path / "posts.iob2"
    path.write_text("\n".join(f"# document\nKovic\tB-PER\npost{n}\tO\n" for n in range(450)))
    documents = read_iob2(path, False)
    assert len(documents) > 1
    assert sum(len(d.entities) for d in documents) == 450
    for d in documents:
        assert not d.has_misc
        assert {d.text[s:e] for s, e, _ in d.entities} == {"Kovic"}
    assert sum(d.text.count("lamp") for d in joined(["a lamp"] * 700)) == 700


@pytest.mark.parametrize("phase", range(4))
@pytest.mark.parametrize("size", [8, 12, 30, 256])
def test_windows_hold_every_word_once_and_no_more_pieces_than_they_may(
    tokenizer, special, size, phase
):
    encoded = encode(document(), tokenizer)
    windows = cut(encoded, size, special, phase)
    assert [w for window in windows for w in range(*window.word_range)] == list(
        range(len(encoded.words))
    )
    for window in windows:
        assert len(window.ids) == len(window.shapes) == len(window.labels["entity"]) <= size
        assert (window.ids[0], window.ids[-1]) == special
        assert window.shapes[0] == window.shapes[-1] == shapes.NONE


def test_windows_end_with_sentences_where_they_can(tokenizer, special):
    encoded = encode(document(), tokenizer)
    begins = [window.word_range[0] for window in cut(encoded, 30, special)]
    assert len(begins) > 1
    assert set(begins) <= set(encoded.sentence_starts)


def test_labels_stand_on_the_first_piece_of_each_word(tokenizer, special):
    encoded = encode(document(), tokenizer)
    (window,) = cut(encoded, 256, special)
    at = window.first_pieces(encoded)
    assert window.labels["entity"][at].tolist() == encoded.labels["entity"]
    rest = sorted(set(range(len(window.ids))) - set(at))
    assert rest and set(window.labels["entity"][rest]) == {IGNORE}
    # Nothing is known of roles.
    assert set(window.labels) == {"entity"}
    pieces = [tokenizer.id_to_token(window.ids[a]) for a in at]
    assert not any(piece.startswith("##") for piece in pieces)


def test_a_word_longer_than_a_window_is_cut_and_the_next_one_kept(tokenizer, special):
    long = "supercalifragilisticexpialidocious"
    encoded = encode(Document(f"{long} Kovic", None, None), tokenizer)
    assert encoded.first_piece[1] > 4
    windows = cut(encoded, 6, special)
    assert [window.word_range for window in windows] == [(0, 1), (1, 2)]
    assert len(windows[0].ids) == 6
    assert windows[0].first_pieces(encoded).tolist() == [1]


def test_another_case_changes_words_and_nothing_else(tokenizer, special):
    encoded = encode(document(), tokenizer)
    (before,) = cut(encoded, 256, special)
    seen = set()
    for seed in range(200):
        (window,) = cut(encoded, 256, special)
        recase(window, random.Random(seed))
        assert window.ids.tolist() == before.ids.tolist()
        for was, now in zip(before.shapes, window.shapes):
            if was in (shapes.NONE, shapes.DIGITS, shapes.PUNCTUATION):
                assert now == was
        changed = {now for was, now in zip(before.shapes, window.shapes) if was != now}
        seen |= changed
    assert seen == {shapes.LOWER, shapes.UPPER, shapes.CAPITALIZED}


def test_a_typewriter_has_straight_marks(tokenizer, special):
    (window,) = cut(encode(document(), tokenizer), 256, special)
    straighten(window, straight_marks(tokenizer))
    pieces = [tokenizer.id_to_token(i) for i in window.ids]
    assert pieces.count('"') == 2 and not set(pieces) & set("“”")


def test_the_web_texts_are_read_where_packages_put_them(tmp_path):
    corpora = {form: Corpus(form, "web") for form in ("snippets", "tweets", "news")}
    assert [path for c in corpora.values() for path in c.missing(tmp_path)] == [
        "web/*_GroundTruth.txt",
        "web/election-tweets-2016.tab",
        "web/healthtweets.csv",
        "web/NewsArticles.csv",
    ]
    web = tmp_path / "web"
    (web / "snippets").mkdir(parents=True)
    lines = [f"{n}\t1.5\tA lamp,\tnumber {n}\n" for n in range(12)]
    (web / "snippets/tweets_GroundTruth.txt").write_text("".join(lines))
    (web / "snippets/movieReview_GroundTruth.txt").write_text("".join(lines))
    tweets = ["Author\tContent", "string\tstring", "meta\tmeta", "a\tThe first", "b\tThe second"]
    (web / "election-tweets-2016.tab").write_text("\n".join(tweets) + "\n")
    rows = [f'{n},"Lamp {n}, again"\n' for n in range(25)]
    for name in ("healthtweets.csv", "NewsArticles.csv"):
        (web / name).write_text("id,text\n" + "".join(rows))
    texts = {form: [d.text for d in c.read(tmp_path)] for form, c in corpora.items()}
    assert [t.count("number") for t in texts["snippets"]] == [2, 12]
    assert texts["tweets"] == ["The first\n\nThe second", "Lamp 0, again\n\nLamp 20, again"]
    assert texts["news"] == ["Lamp 0, again", "Lamp 12, again", "Lamp 24, again"]
    assert not any(c.missing(tmp_path) for c in corpora.values())
    assert len(corpora["news"].files(tmp_path)) == 5
