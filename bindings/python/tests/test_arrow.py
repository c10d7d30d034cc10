"""Arrow in and out, with those who speak it."""

from typing import Any

import pytest

import dixit

pa = pytest.importorskip("pyarrow")

TEXTS = ["“No,” said Zoë Blanc.", None, "x" * 200, "Ana Kovic said that it was late.", ""]
SMALL = dixit.Limits(input_bytes=100)


@pytest.fixture(scope="module")
def small() -> dixit.Extractor:
    return dixit.Extractor(limits=SMALL)


def test_no_row_is_lost(small: dixit.Extractor) -> None:
    table = pa.table({"id": [f"a{i}" for i in range(5)], "text": TEXTS})
    tables = small.extract_arrow(table)
    documents, errors = pa.table(tables.documents), pa.table(tables.errors)
    assert documents["document"].to_pylist() == ["a0", "a3", "a4"]
    assert errors["document"].to_pylist() == ["a1", "a2"]
    assert errors["reason"][0].as_py() == "its column `text` is null"
    assert "200 bytes" in errors["reason"][1].as_py()
    statements = pa.table(tables.statements).to_pylist()
    assert [(s["document"], s["speaker"], s["kind"]) for s in statements] == [
        ("a0", "Zoë Blanc", "direct"),
        ("a3", "Ana Kovic", "indirect"),
    ]
    assert statements[0]["spans"] == [{"start": 3, "end": 6}], "bytes, as in all tables"
    assert len(tables.mentions) == 2 and "3 documents" in repr(tables)
    with_characters = small.extract_arrow(table, offsets="char")
    assert pa.table(with_characters.statements)["spans"][0].as_py() == [{"start": 1, "end": 4}]


def test_the_schema_is_that_of_the_corpus(small: dixit.Extractor) -> None:
    tables = small.extract_arrow(pa.table({"text": pa.array([], pa.string())}), key=None)
    assert pa.table(tables.statements).schema == pa.schema(
        [
            pa.field("document", pa.string(), False),
            pa.field("statement", pa.uint32(), False),
            pa.field("kind", pa.string(), False),
            pa.field("act", pa.string(), False),
            pa.field("text", pa.string(), False),
            pa.field("start", pa.uint64(), False),
            pa.field("end", pa.uint64(), False),
            pa.field(
                "spans",
                pa.list_(
                    pa.field(
                        "item",
                        pa.struct(
                            [
                                pa.field("start", pa.uint64(), False),
                                pa.field("end", pa.uint64(), False),
                            ]
                        ),
                        False,
                    )
                ),
                False,
            ),
            pa.field("score", pa.float32(), False),
            pa.field("parent", pa.uint32()),
            pa.field("cue", pa.string()),
            pa.field("cue_start", pa.uint64()),
            pa.field("cue_end", pa.uint64()),
            pa.field("speaker", pa.string()),
            pa.field("speaker_kind", pa.string()),
            pa.field("speaker_form", pa.string()),
            pa.field("speaker_score", pa.float32()),
            pa.field("speaker_entity", pa.uint32()),
            pa.field("speaker_words", pa.string()),
            pa.field("speaker_start", pa.uint64()),
            pa.field("speaker_end", pa.uint64()),
            pa.field("speaker_title", pa.string()),
            pa.field("speaker_affiliation", pa.string()),
            pa.field("speaker_known", pa.string()),
            pa.field("speaker_pronoun", pa.string()),
            pa.field("words_quoted", pa.uint64(), False),
            pa.field("place", pa.string(), False),
        ]
    )
    assert tables.documents.columns == [
        "document", "date", "bytes", "words", "statements", "mentions", "model", "outlet",
    ]  # fmt: skip
    assert tables.mentions.columns[-2:] == ["name", "known"]
    assert tables.errors.columns == ["document", "reason"]
    assert [len(t) for t in (tables.documents, tables.mentions, tables.errors)] == [0, 0, 0]


@pytest.mark.parametrize(
    "kind",
    [pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int8(), pa.string())],
    ids=str,
)
def test_every_kind_of_string(small: dixit.Extractor, kind: Any) -> None:
    texts = pa.array(["“No,” said Zoë Blanc.", None]).cast(kind)
    batch = pa.record_batch({"n": pa.array([7, 8], pa.int32()), "body": texts, "day": texts})
    tables = small.extract_arrow(batch, text="body", key="n", date="day")
    row = pa.table(tables.documents).to_pylist()
    assert [(r["document"], r["date"], r["statements"]) for r in row] == [
        ("7", "“No,” said Zoë Blanc.", 1)
    ]
    assert pa.table(tables.errors)["document"].to_pylist() == ["8"]


def test_who_the_speakers_are() -> None:
    extractor = dixit.Extractor(known=[{"id": "Q1", "name": "Ana Kovic"}])
    text = "“No,” said Ana Kovic, chief executive of Quay Ferries. She said that it was “late.”"
    batch = pa.record_batch({"text": [text], "paper": pa.array(["The Quay"]).dictionary_encode()})
    tables = extractor.extract_arrow(batch, key=None, outlet="paper")
    assert pa.table(tables.documents)["outlet"].to_pylist() == ["The Quay"]
    title = ("chief executive of Quay Ferries", "Quay Ferries", "Q1")
    names = ["title", "affiliation", "known", "pronoun"]
    found = [
        (*(row[f"speaker_{name}"] for name in names), row["words_quoted"], row["place"])
        for row in pa.table(tables.statements).to_pylist()
    ]
    assert found == [(*title, None, 1, "lead"), (*title, "she", 1, "lead")]
    known = {(row["name"], row["known"]) for row in pa.table(tables.mentions).to_pylist()}
    assert known == {("Ana Kovic", "Q1"), ("Quay Ferries", None)}


def test_batches_streams_and_iterables(small: dixit.Extractor) -> None:
    batch = pa.record_batch({"text": ["“No,” said Zoë Blanc."] * 3})
    reader = pa.RecordBatchReader.from_batches(batch.schema, iter([batch, batch]))
    for data, rows in [(batch, 3), (reader, 6), (iter([batch, pa.table(batch)]), 6), ([], 0)]:
        tables = small.extract_arrow(data, key=None)
        keys = pa.table(tables.documents)["document"].to_pylist()
        assert keys == [str(i) for i in range(rows)]


def test_columns_that_are_not_there(small: dixit.Extractor) -> None:
    with pytest.raises(dixit.ConfigError, match="no column \"id\""):
        small.extract_arrow(pa.table({"text": ["Nobody spoke."]}))
    with pytest.raises(dixit.ConfigError, match="\"text\" is of Float64"):
        small.extract_arrow(pa.table({"text": [1.5]}), key=None)
    for data in (3, "text", ["text"], [None]):
        with pytest.raises(TypeError):
            small.extract_arrow(data)


def test_a_stream_that_breaks(small: dixit.Extractor) -> None:
    batch = pa.record_batch({"text": ["Nobody spoke."]})

    def batches() -> "object":
        yield batch
        raise ValueError("gone")

    reader = pa.RecordBatchReader.from_batches(batch.schema, batches())
    with pytest.raises(RuntimeError, match="gone"):
        small.extract_arrow(reader, key=None)


def test_polars(small: dixit.Extractor) -> None:
    pl = pytest.importorskip("polars")
    tables = small.extract_arrow(pl.DataFrame({"id": [1, 2], "text": TEXTS[:2]}))
    assert pl.DataFrame(tables.statements)["speaker"].to_list() == ["Zoë Blanc"]
    assert pl.DataFrame(tables.errors)["document"].to_list() == ["2"]


def test_pandas(small: dixit.Extractor) -> None:
    pd = pytest.importorskip("pandas")
    tables = small.extract_arrow(pd.DataFrame({"id": ["a", "b"], "text": TEXTS[:2]}))
    frame = pa.table(tables.statements).to_pandas()
    assert list(frame["speaker"]) == ["Zoë Blanc"] and len(tables.errors) == 1


def test_duckdb(small: dixit.Extractor) -> None:
    duckdb = pytest.importorskip("duckdb")
    connection = duckdb.connect()
    relation = connection.sql("SELECT 'a' AS id, '“No,” said Zoë Blanc.' AS text")
    statements = pa.table(small.extract_arrow(relation).statements)  # noqa: F841
    assert connection.sql("SELECT speaker, kind FROM statements").fetchall() == [
        ("Zoë Blanc", "direct")
    ]
