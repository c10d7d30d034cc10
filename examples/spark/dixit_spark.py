#!/usr/bin/env python3
"""Who said what in an archive, on a Spark cluster.

    spark-submit dixit_spark.py ARCHIVE --out RESULTS
    spark-submit dixit_spark.py ARCHIVE --out RESULTS --resume

reads Parquet files, ORC files or JSON lines, and writes what `examples/corpus` writes: the tables
documents, statements, mentions and errors, as Parquet files with the same schema, so that `corpus
query RESULTS` answers questions about them.

A partition of the input is a part of the results. Its tables are written beside their places and
moved there, its record in `parts/` last: a part without a record never happened, and is written
again by the task that comes after. So no document is lost or there twice, whenever an executor dies.
Nothing is shuffled, and each Python worker has one extractor.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
from pathlib import Path
from typing import Any, Dict, Iterator, List, NamedTuple, Optional, Tuple

import pyarrow as pa
import pyarrow.fs
import pyarrow.parquet
from pyspark import SparkFiles, TaskContext
from pyspark.sql import DataFrame, SparkSession

import dixit

TABLES = ("documents", "statements", "mentions", "errors")
PARTS = "parts"
RUN = "run.json"
COUNTS = ("documents", "failed", "statements", "mentions")
# What a task says of its part.
RECEIPT = "part int, documents long, failed long, statements long, mentions long"


class Plan(NamedTuple):
    """What a run is: the same for all of its tasks."""

    out: str
    key: str
    text: str
    date: Optional[str]
    outlet: Optional[str]
    known: Optional[str]
    """The name that the list of known people has among the files that Spark brings to executors."""
    extractor: Tuple[Tuple[str, Any], ...]
    """The arguments of `dixit.Extractor`."""


def annotate(
    frame: DataFrame,
    out: str,
    *,
    key: str = "id",
    text: str = "text",
    date: Optional[str] = None,
    outlet: Optional[str] = None,
    known: Optional[str] = None,
    resume: bool = False,
    **extractor: Any,
) -> Dict[str, int]:
    """Annotates the rows of `frame` into the folder `out`, and counts what there is.

    `out` is a path or a URI that every executor reaches. `frame` must have the same partitions with
    the same rows each time that it is computed, as one that is read from files has. Every row is a
    row of documents or of errors.

    Args:
        frame: A row for each document.
        key: The column that names it, of strings or integers.
        text: The column of its text.
        date: The column of its date, which is kept as it is.
        outlet: The column of the paper or station that brought it, likewise.
        known: A file on this machine with people and organizations that you know, in JSON or CSV.
        resume: Whether to go on with a run that is in `out`.
        extractor: Arguments of `dixit.Extractor`.

    Returns:
        Rows of documents ("documents", those that failed among them), of errors ("failed"), of
        statements and of mentions, of earlier runs too.

    Raises:
        ValueError: `out` holds another run, or this one and `resume` was not said.
        OSError, dixit.DixitError: `known` cannot be read, or is no list.
    """
    # One thread: Spark has a worker for each core.
    given = tuple(sorted({"threads": 1, **extractor}.items()))
    # Executors have working folders of their own.
    out = out if "://" in out else os.path.abspath(out)
    plan = Plan(out, key, text, date, outlet, known and bring(frame.sparkSession, known), given)
    # What the executors import, and keep from task to task.
    frame.sparkSession.sparkContext.addPyFile(__file__)
    frame = frame.select(*dict.fromkeys(c for c in (key, text, date, outlet) if c is not None))
    begin(plan, frame, resume)
    receipts = frame.mapInArrow(lambda batches: part(plan, batches), RECEIPT).collect()
    clear(out)
    return {count: sum(receipt[count] for receipt in receipts) for count in COUNTS}


def bring(spark: SparkSession, known: str) -> str:
    """Has Spark bring a file to all executors, under a name that other contents do not have."""
    content = Path(known).read_bytes()
    name = f"{hashlib.sha256(content).hexdigest()[:16]}-{Path(known).name}"
    copy = Path(SparkFiles.getRootDirectory()) / "known" / name
    copy.parent.mkdir(exist_ok=True)
    copy.write_bytes(content)
    spark.sparkContext.addFile(str(copy))
    return name


def begin(plan: Plan, frame: DataFrame, resume: bool) -> None:
    """Makes room for a run, or finds the one that is to go on."""
    files, root = place(plan.out)
    # What `corpus query` reads, and what tells this run from another.
    run = {
        "version": dixit.__version__,
        "tables": dixit.TABLES,
        "model": extractor_of(plan).model,
        "form": "parquet",
        "part_documents": 0,
        "options": repr(plan._replace(out="")),
        "inputs": [[name, 0] for name in sorted(frame.inputFiles())],
        "partitions": frame.rdd.getNumPartitions(),
    }
    for folder in (*TABLES, PARTS):
        files.create_dir(f"{root}/{folder}", recursive=True)
    before = read_json(files, f"{root}/{RUN}")
    if before is None:
        write_json(files, f"{root}/{RUN}", run)
    elif not resume:
        raise ValueError(f"{plan.out} holds a run already: resume it, or begin anew elsewhere")
    elif before != run:
        differs = ", ".join(name for name in run if run[name] != before.get(name))
        raise ValueError(f"{plan.out} holds another run: it differs in {differs}")


def part(plan: Plan, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """One partition: writes its tables, unless they are there, and gives its receipt."""
    context = TaskContext.get()
    assert context is not None, "a part is a task of Spark"
    number = context.partitionId()
    files, root = place(plan.out)
    record_path = f"{root}/{PARTS}/{number:08}.json"
    record = read_json(files, record_path)
    if record is None:
        record = write_part(plan, files, root, number, context.taskAttemptId(), batches)
        write_json(files, record_path, record, context.taskAttemptId())
    else:
        first = next((b for b in batches if b.num_rows), None)
        key = None if first is None else str(first.column(plan.key)[0].as_py())
        if key != record["first"]:
            raise ValueError(f"part {number} had other documents: the input has changed")
    counts = [pa.array([record[count]], pa.int64()) for count in COUNTS]
    names = ["part", *COUNTS]
    yield pa.RecordBatch.from_arrays([pa.array([number], pa.int32()), *counts], names)


def write_part(
    plan: Plan,
    files: pa.fs.FileSystem,
    root: str,
    number: int,
    attempt: int,
    batches: Iterator[pa.RecordBatch],
) -> Dict[str, Any]:
    """Writes the tables of a part and returns its record."""
    extractor = extractor_of(plan)
    record: Dict[str, Any] = {"documents": 0, "failed": 0, "statements": 0, "mentions": 0}
    record["first"] = record["last"] = None
    writers: Dict[str, Tuple[str, pa.parquet.ParquetWriter]] = {}
    columns = {"key": plan.key, "text": plan.text, "date": plan.date, "outlet": plan.outlet}
    try:
        # An empty batch at the end: a part without rows has tables too.
        names = {column for column in columns.values() if column is not None}
        nothing = pa.record_batch({name: pa.array([], pa.string()) for name in names})
        for batch in (*batches, nothing):
            tables = extractor.extract_arrow(batch, **columns)
            for name in TABLES:
                table = pa.table(getattr(tables, name))
                if name not in writers:
                    beside = unfinished(f"{root}/{name}/part-{number:08}.parquet", attempt)
                    # The other runner's name for what a list holds.
                    writer = pa.parquet.ParquetWriter(
                        beside, table.schema, filesystem=files, use_compliant_nested_type=False
                    )
                    writers[name] = beside, writer
                if table.num_rows:
                    writers[name][1].write_table(table)
            record["documents"] += batch.num_rows
            record["failed"] += len(tables.errors)
            record["statements"] += len(tables.statements)
            record["mentions"] += len(tables.mentions)
            if batch.num_rows:
                keys = batch.column(plan.key)
                if record["first"] is None:
                    record["first"] = str(keys[0].as_py())
                record["last"] = str(keys[-1].as_py())
    finally:
        for _, writer in writers.values():
            writer.close()
    for name, (beside, _) in writers.items():
        files.move(beside, f"{root}/{name}/part-{number:08}.parquet")
    return record


_extractors: Dict[Plan, dixit.Extractor] = {}


def extractor_of(plan: Plan) -> dixit.Extractor:
    """The extractor of this process."""
    if plan not in _extractors:
        known = plan.known and SparkFiles.get(plan.known)
        _extractors[plan] = dixit.Extractor(known=known, **dict(plan.extractor))
    return _extractors[plan]


def place(out: str) -> Tuple[pa.fs.FileSystem, str]:
    """The file system of `out`, and its path there."""
    if "://" in out:
        files, path = pa.fs.FileSystem.from_uri(out)
        return files, path.rstrip("/")
    return pa.fs.LocalFileSystem(), out.rstrip("/")


def unfinished(path: str, attempt: int) -> str:
    """Beside `path`; two attempts at one part do not meet there."""
    folder, _, name = path.rpartition("/")
    return f"{folder}/.{name}.{attempt}.unfinished"


def read_json(files: pa.fs.FileSystem, path: str) -> Optional[Dict[str, Any]]:
    if files.get_file_info(path).type == pa.fs.FileType.NotFound:
        return None
    with files.open_input_stream(path) as stream:
        found: Dict[str, Any] = json.loads(stream.read())
        return found


def write_json(files: pa.fs.FileSystem, path: str, value: Any, attempt: int = 0) -> None:
    beside = unfinished(path, attempt)
    with files.open_output_stream(beside) as stream:
        stream.write(json.dumps(value).encode())
    files.move(beside, path)


def clear(out: str) -> None:
    """Takes away what attempts have left that died."""
    files, root = place(out)
    for folder in (*TABLES, PARTS):
        for info in files.get_file_info(pa.fs.FileSelector(f"{root}/{folder}")):
            if info.base_name.endswith(".unfinished"):
                files.delete_file(info.path)


def arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dixit_spark.py", description=__doc__.splitlines()[0])
    parser.add_argument("inputs", nargs="+", metavar="INPUT", help="what Spark reads")
    parser.add_argument("--out", required=True, help="a folder that every executor reaches")
    parser.add_argument("--resume", action="store_true", help="go on with a run")
    parser.add_argument(
        "--form", choices=["parquet", "json", "orc"], default="parquet", help="of the inputs"
    )
    parser.add_argument("--key-field", default="id", metavar="COLUMN", help="names a document")
    parser.add_argument("--text-field", default="text", metavar="COLUMN", help="holds its text")
    parser.add_argument("--date-field", metavar="COLUMN", help="holds its date")
    parser.add_argument("--outlet-field", metavar="COLUMN", help="holds its paper or station")
    parser.add_argument("--known", metavar="FILE", help="people whom you know, in JSON or CSV")
    parser.add_argument("--input", default="auto", metavar="FORMAT", help="how to read the texts")
    parser.add_argument("--time-limit", type=float, metavar="SECONDS", help="gives up a document")
    return parser


def main(argv: Optional[List[str]] = None) -> int:
    """Returns 0 where every document was read, 2 where some are in errors."""
    said = arguments().parse_args(argv)
    spark = SparkSession.builder.appName("dixit").getOrCreate()
    try:
        counts = annotate(
            spark.read.format(said.form).load(said.inputs),
            said.out,
            key=said.key_field,
            text=said.text_field,
            date=said.date_field,
            outlet=said.outlet_field,
            known=said.known,
            resume=said.resume,
            format=said.input,
            limits=None if said.time_limit is None else dixit.Limits(seconds=said.time_limit),
        )
    finally:
        spark.stop()
    print(", ".join(f"{count} {name}" for name, count in counts.items()))
    return 2 if counts["failed"] else 0


if __name__ == "__main__":
    # As a module, as executors have it: what stands in __main__ would be sent with each task.
    import dixit_spark

    sys.exit(dixit_spark.main())
