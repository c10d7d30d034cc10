import random
from collections import Counter

import numpy as np
import pytest

from dixit_training.errors import TrainingError
from dixit_training.lessons import Shower, batches, whole_first
from dixit_training.text.collate import collate_lessons
from dixit_training.text.corpora import Document
from dixit_training.text.labels import HEADS
from dixit_training.text.windows import IGNORE, encode

TEXTS = [f"Ana Kovic counted {n} boats. Ben Brandt saw {n} lamps." for n in range(40)]


@pytest.fixture
def shower(tokenizer, special):
    documents = [encode(Document(text, None, None), tokenizer) for text in TEXTS]
    return Shower({"boats": documents}, {"boats": 0.0}, {}, special, 32, False, {})


def test_passes_are_whole_ones_first():
    shares = whole_first({"names": 2.3, "roles": 0.35, "others": 0})
    assert [epoch["names"] for epoch in shares] == pytest.approx([1, 1, 0.3])
    assert [epoch["roles"] for epoch in shares] == pytest.approx([0.35, 0, 0])
    assert {epoch["others"] for epoch in shares} == {0}


def test_two_whole_passes_are_two_epochs():
    assert whole_first({"names": 2.0}) == [{"names": 1.0}, {"names": 1.0}]


@pytest.mark.parametrize("share", [0.0, 0.4, 1.0, 1.3])
def test_windows_are_seen_as_often_as_the_share_says(shower, share):
    rng = random.Random(1)
    counted = [
        Counter(id(lesson) for lesson in shower.epoch({"boats": share}, rng)) for _ in range(25)
    ]
    words = sum(sum(counts.values()) for counts in counted) / 25
    whole = sum(len(shower.epoch({"boats": 1.0}, rng)) for _ in range(25)) / 25
    assert words == pytest.approx(share * whole, rel=0.1)
    times = {n for counts in counted for n in counts.values()}
    assert times <= {int(share), int(share) + 1}


def test_teachers_rows_stay_with_their_words(shower, tokenizer):
    words = [word for document in shower.corpora["boats"] for word in document.words]
    rows = np.arange(len(words), dtype=np.float32).reshape(-1, 1)
    shower.soft = {"boats": (rows, None)}
    lessons = shower.epoch({"boats": 1.0}, random.Random(2))
    assert [int(row) for lesson in lessons for row in lesson.labels[:, 0]] == list(
        range(len(words))
    )
    batch = collate_lessons(lessons[:3], HEADS)
    ids = batch.ids[batch.taught.rows, batch.taught.columns].tolist()
    expected = [lesson.window.ids[a] for lesson in lessons[:3] for a in lesson.at]
    assert ids == expected
    assert batch.taught.labels.shape == (len(expected), 1) and batch.taught.states is None


def test_a_batch_may_hold_lessons_without_a_teacher(shower):
    plain = shower.epoch({"boats": 1.0}, random.Random(2))
    rows = sum(len(document.words) for document in shower.corpora["boats"])
    shower.soft = {"boats": (np.ones((rows, 1), np.float32), None)}
    taught = shower.epoch({"boats": 1.0}, random.Random(2))
    batch = collate_lessons([plain[0], taught[1], plain[2], taught[3]], HEADS)
    assert sorted(set(batch.taught.rows.tolist())) == [1, 3]
    assert len(batch.taught.labels) == len(taught[1].at) + len(taught[3].at)
    assert collate_lessons(plain[:2], HEADS).taught is None


def test_labels_of_another_corpus_are_refused(shower):
    shower.soft = {"boats": (np.zeros((7, 1)), None)}
    with pytest.raises(TrainingError, match="another corpus"):
        shower.epoch({"boats": 1.0}, random.Random(2))


def test_batches_hold_every_lesson_once_and_pad_what_is_short(shower):
    lessons = shower.epoch({"boats": 1.0}, random.Random(3))
    drawn = batches(lessons, 6, random.Random(3))
    assert Counter(id(lesson) for batch in drawn for lesson in batch) == Counter(map(id, lessons))
    assert {len(batch) for batch in drawn[:-1]} >= {6}
    mixed = collate_lessons(
        sorted(lessons, key=lambda lesson: lesson.pieces)[:: len(lessons) - 1], HEADS
    )
    short, long = mixed.mask.sum(1).tolist()
    assert short < long <= mixed.ids.shape[1] < long + 8
    assert mixed.gold["entity"][0, short:].unique().tolist() == [IGNORE]
