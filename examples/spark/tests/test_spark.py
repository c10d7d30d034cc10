"""Whole runs in local-cluster mode: a master, and two executors that are processes of their own.

The rows have to be those of `examples/corpus`, whose program the environment variable CORPUS names.
"""

import json
import os
import signal
import subprocess
import threading
import time
from pathlib import Path
from typing import Any, Dict, Iterator, List

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pyspark.sql import SparkSession

import dixit_spark

CORPUS = os.environ["CORPUS"]
DOCUMENTS = 400
# What both runners write as Parquet.
FOUND = ("documents", "statements", "mentions")
# One is null, and one no reader has the patience for.
LONG = "“Never,” said Ana Kovic. " * 60_000
POISON = {"poison-null": None, "poison-long": LONG}
PATIENCE = 5


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of Parquet files."""
    folder = tmp_path_factory.mktemp("archive")
    made_up = subprocess.run([CORPUS, "made-up", str(DOCUMENTS)], capture_output=True, check=True)
    rows = [json.loads(line) for line in made_up.stdout.splitlines()]
    for place, (key, text) in zip([100, 300], POISON.items()):
        rows.insert(place, {**rows[0], "id": key, "text": text})
    names = ("id", "text", "date", "outlet")
    columns = {name: [row.get(name) for row in rows] for name in names}
    table = pa.table(columns)
    for number in range(8):
        share = -(-len(rows) // 8)
        pq.write_table(table.slice(number * share, share), folder / f"{number}.parquet")
    return folder


@pytest.fixture(scope="module")
def known(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A list with whom the first article speaks of first."""
    text = pq.read_table(archive / "0.parquet")["text"][0].as_py()
    (person, *_) = [e for e in dixit_spark.dixit.Extractor().extract(text).entities if e.kind == "person"]
    file = tmp_path_factory.mktemp("known") / "people.json"
    file.write_text(json.dumps([{"id": "Q1", "name": person.name, "kind": "person"}]))
    return file


@pytest.fixture(scope="module")
def expected(archive: Path, known: Path, tmp_path_factory: pytest.TempPathFactory) -> Dict[str, pa.Table]:
    """What the runner on one machine makes of it."""
    out = tmp_path_factory.mktemp("corpus") / "out"
    files = sorted(str(path) for path in archive.iterdir())
    limit = ["--time-limit", str(PATIENCE), "--known", str(known)]
    done = subprocess.run([CORPUS, "annotate", *files, "--out", str(out), *limit], check=False)
    assert done.returncode == 2, "some documents are in errors"
    lines = [line for path in (out / "errors").iterdir() for line in path.read_text().splitlines()]
    errors = pa.Table.from_pylist([json.loads(line) for line in lines])
    return {**{name: rows(out / name) for name in FOUND}, "errors": in_order(errors)}


@pytest.fixture
def spark() -> Iterator[SparkSession]:
    session = (
        SparkSession.builder.master("local-cluster[2,1,1024]")
        .appName("dixit-test")
        .config("spark.executor.memory", "1024m")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        # A partition for each file, whatever the number of cores.
        .config("spark.sql.files.maxPartitionBytes", "1m")
        .config("spark.sql.files.openCostInBytes", "1m")
        .getOrCreate()
    )
    yield session
    session.stop()


def rows(folder: Path) -> pa.Table:
    """All rows of a folder of files, whatever columns they have."""
    return in_order(pq.read_table(folder))


def in_order(table: pa.Table) -> pa.Table:
    """In an order of their own: files come in any."""
    keys = [key for key in ("document", "statement", "mention") if key in table.column_names]
    return table.sort_by([(key, "ascending") for key in keys])


def run(spark: SparkSession, archive: Path, out: Path, **more: Any) -> Dict[str, int]:
    frame = spark.read.parquet(str(archive))
    more["limits"] = dixit_spark.dixit.Limits(seconds=PATIENCE)
    return dixit_spark.annotate(frame, str(out), date="date", outlet="outlet", **more)


def check(out: Path, counts: Dict[str, int], expected: Dict[str, pa.Table]) -> None:
    """That the results are those of the other runner, to the last bit, and all are counted."""
    for name in FOUND:
        found = rows(out / name)
        assert found.schema.equals(expected[name].schema, check_metadata=True), name
        assert found.to_pylist() == expected[name].to_pylist(), name
    # The other runner writes them as JSON lines, and they have no schema.
    assert rows(out / "errors").to_pylist() == expected["errors"].to_pylist()
    assert expected["errors"]["document"].to_pylist() == ["poison-long", "poison-null"]
    assert counts["documents"] == DOCUMENTS + 2 == len(expected["documents"]) + counts["failed"]
    assert counts["statements"] == len(expected["statements"]) > 0
    assert counts["mentions"] == len(expected["mentions"]) > 0
    assert not list(out.rglob("*.unfinished"))


def executors() -> List[int]:
    """The executors of this session, as processes below this one."""
    parents, named = {}, []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            status = (folder / "stat").read_text().rpartition(")")[2].split()
            command = (folder / "cmdline").read_bytes()
        except OSError:
            continue
        parents[int(folder.name)] = int(status[1])
        if b"CoarseGrainedExecutorBackend" in command:
            named.append(int(folder.name))

    def is_below(process: int) -> bool:
        while process > 1 and process != os.getpid():
            process = parents.get(process, 0)
        return process == os.getpid()

    return sorted(filter(is_below, named))


def test_rows_are_those_of_one_machine_though_an_executor_dies(
    spark: SparkSession,
    archive: Path,
    known: Path,
    expected: Dict[str, pa.Table],
    tmp_path: Path,
) -> None:
    out, killed = tmp_path / "out", []

    def kill() -> None:
        while not list((out / "parts").glob("*.json")):
            time.sleep(0.02)
        victim = executors()[0]
        os.kill(victim, signal.SIGKILL)
        killed.append((victim, len(list((out / "parts").glob("*.json")))))

    killer = threading.Thread(target=kill, daemon=True)
    killer.start()
    counts = run(spark, archive, out, known=str(known))
    killer.join()
    assert killed and killed[0][1] < 8, "it died in the middle"
    check(out, counts, expected)
    assert "Q1" in rows(out / "mentions")["known"].to_pylist()

    # A run that is there is left alone, or gone on with: here its last parts are missing.
    with pytest.raises(ValueError, match="holds a run already"):
        run(spark, archive, out, known=str(known))
    for number in (5, 6):
        (out / f"parts/{number:08}.json").unlink()
        (out / f"statements/part-{number:08}.parquet").unlink()
    kept = (out / "statements/part-00000000.parquet").stat().st_mtime_ns
    check(out, run(spark, archive, out, known=str(known), resume=True), expected)
    assert (out / "statements/part-00000000.parquet").stat().st_mtime_ns == kept
    with pytest.raises(ValueError, match="another run: it differs in options"):
        run(spark, archive, out, known=str(known), resume=True, min_speaker_score=0.9)
    with pytest.raises(ValueError, match="another run: it differs in options"):
        run(spark, archive, out, resume=True)

    # The other runner's questions, where it was built with them.
    asked = subprocess.run([CORPUS, "query", out, "speakers"], capture_output=True, text=True)
    assert asked.returncode == 0 and "| name " in asked.stdout, asked.stderr
    audit = [CORPUS, "query", out, "audit", "--by", "outlet"]
    asked = subprocess.run(audit, capture_output=True, text=True)
    assert asked.returncode == 0 and "| outlet " in asked.stdout, asked.stderr
