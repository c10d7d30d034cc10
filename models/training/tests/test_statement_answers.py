import json

import pytest

from dixit_training import minimum_scores, statement_answers

TEXT = "“The bridge stays shut,” said Ana Kovic. She thought the ferry would run again."
QUOTED, REPORTED = (1, 23), (53, 78)
ANA = {"names": ["Ana Kovic"], "aliases": [], "kind": "person"}


def gold(span, kind, speaker=ANA):
    return {"content": [span], "source": [], "cue": [], "kind": kind, "speaker": speaker}


def found(span, kind, score, name="Kovic", form="name"):
    speaker = {"name": name, "mention": None, "form": form, "score": 0.7}
    spans = [{"start": span[0], "end": span[1]}]
    return {"kind": kind, "spans": spans, "score": score, "speaker": name and speaker}


def read(tmp_path, attributions, statements, quoted_only=False, **more):
    document = {"doc": "a", "text": TEXT, "attributions": attributions} | more
    record = {"statements": statements, "mentions": more.get("mentions", [])}
    (tmp_path / "gold").write_text(json.dumps(document) + "\n")
    (tmp_path / "traces").write_text(json.dumps({"doc": "a", "record": record}) + "\n")
    files = tmp_path / "gold", tmp_path / "traces"
    return list(statement_answers.read("desks", *files, quoted_only))


def test_what_is_paired_is_right_and_so_is_the_speakers_name(tmp_path):
    statements = [
        found(QUOTED, "direct", 0.9),
        found(REPORTED, "indirect", 0.4, "Ben Brandt", "pronoun"),
        found((25, 29), "indirect", 0.2),
    ]
    golds = [gold(QUOTED, "direct"), gold(REPORTED, "indirect")]
    answers = read(tmp_path, golds, statements)
    assert [(a["curve"], a["score"], a["right"], a.get("gold")) for a in answers] == [
        ("quoted", 0.9, True, "direct"),
        ("name", 0.7, True, None),
        ("reported", 0.4, True, "indirect"),
        ("pronoun", 0.7, False, None),
        # Of what is no statement there is no speaker to be right about.
        ("reported", 0.2, False, None),
    ]
    assert {(a["corpus"], a["document"]) for a in answers} == {("desks", 0)}
    quoted = read(tmp_path, golds, statements, quoted_only=True)
    assert [a["curve"] for a in quoted] == ["quoted", "name"]


def test_each_has_one_partner_and_the_most_alike_come_first():
    whole, most, half = set(range(10)), set(range(8)), set(range(5))
    assert statement_answers.paired([whole], [half, most]) == {1: 0}
    assert statement_answers.paired([whole, most], [most, whole]) == {0: 1, 1: 0}
    assert statement_answers.paired([whole], [half]) == {0: 0}
    assert statement_answers.paired([whole], [set(range(4))]) == {}


def test_marks_and_spaces_do_not_count():
    assert statement_answers.counted(TEXT, [(0, 25)]) == statement_answers.counted(TEXT, [QUOTED])


@pytest.mark.parametrize(
    ("name", "speaker", "right"),
    [
        ("Mayor Kovic", ANA, True),
        ("Ben Brandt", ANA, False),
        ("", ANA, False),
        ("", {"names": [], "kind": "none"}, True),
        ("Ana Kovic", {"names": [], "kind": "none"}, False),
        ("the Water Council", {"names": ["Water Council of Easton"], "kind": "organization"}, True),
        ("Rail Council", {"names": ["Water Council"], "kind": "organization"}, False),
        ("two neighbours", {"names": ["the neighbours"], "kind": "group"}, True),
    ],
)
def test_a_speaker_is_right_by_a_name(name, speaker, right):
    assert statement_answers.is_speaker(name, speaker) is right


def test_mentions_are_right_by_their_ends_and_kind_where_gold_has_names(tmp_path):
    def mention(end, kind):
        return {"start": 30, "end": end, "kind": kind, "score": 0.8}

    document = {"text": TEXT, "mentions": [{"start": 30, "end": 39, "kind": "PER"}]}
    record = {"mentions": [mention(39, "person"), mention(39, "location"), mention(33, "person")]}
    right = [a["right"] for a in statement_answers.mentions(document, record)]
    assert right == [True, False, False]
    assert list(statement_answers.mentions({"text": TEXT}, record)) == []


def test_a_minimum_score_trades_recall_for_precision():
    rows = [
        {"curve": "reported", "right": True, "gold": "indirect"},
        {"curve": "reported", "right": True, "gold": "direct"},
        {"curve": "reported", "right": False, "gold": None},
        {"curve": "quoted", "right": True, "gold": "indirect"},
    ]
    table = minimum_scores.table(rows, [0.85, 0.55, 0.35, 0.05], wanted=4)
    assert [row["minimum"] for row in table] == [n / 10 for n in range(10)]
    by_minimum = {row["minimum"]: (row["precision"], row["recall"]) for row in table}
    assert by_minimum[0.0] == (66.7, 50.0)
    assert by_minimum[0.4] == (100.0, 50.0)
    # What is found between quotation marks stays.
    assert by_minimum[0.9] == (0.0, 25.0)
