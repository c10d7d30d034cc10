"""Times `examples/spark` with so many executors beside `examples/corpus` with so many threads, in turn.

spark.py --corpus PROGRAM [--articles 1000] [--workers 1,2] [--rounds 3]

The articles are made up by `corpus made-up`, in a folder of Parquet files, ten for each worker. Executors have one core, and so one Python
worker and one model. Of each run:

| column | |
|---|---|
| documents/s, words/s | from the first row that is read to the last file that is written, the start of Spark and of its executors left out |
| start | seconds until Spark has its executors, which a run pays once |
| processor | seconds of all processes for a thousand documents, the start counted |
| worker, executor | the most memory of a Python worker and of the JVM beside it; of `corpus` all of it |

The last lines say what Spark costs: its documents/s for each core over those of `corpus`, and the same of processor time. Medians.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from compare import machine

FILES_A_WORKER = 10
TICKS = os.sysconf("SC_CLK_TCK")


class Run(NamedTuple):
    seconds: float
    start: float
    processor: float
    worker: float
    executor: float


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--workers", default="1,2")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--once", nargs=3, metavar=("ARCHIVE", "OUT", "WORKERS"), help="one run on Spark, which prints its figures")
    args = parser.parse_args()
    if args.once:
        archive, out, workers = args.once
        print(json.dumps(on_spark(Path(archive), Path(out), int(workers))))
        return
    made_up = subprocess.run([args.corpus, "made-up", str(args.articles)], check=True, stdout=subprocess.PIPE).stdout
    articles = [json.loads(line) for line in made_up.splitlines()]
    words = sum(len(article["text"].split()) for article in articles)
    print(f"{len(articles)} articles, {words} words; {machine()}\n")
    print("| | workers | documents/s | words/s | start, s | processor, s/1000 | worker, MB | executor, MB |\n|---|---|---|---|---|---|---|---|")
    for workers in map(int, args.workers.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            archive = write(Path(folder) / "archive", articles, workers * FILES_A_WORKER)
            runs = {"corpus": [], "spark": []}
            for round_ in range(args.rounds):
                out = Path(folder) / str(round_)
                runs["corpus"].append(alone(args.corpus, archive, out / "corpus", workers))
                runs["spark"].append(in_a_process(args.corpus, archive, out / "spark", workers))
            same(out / "corpus", out / "spark")
        sides = {name: Run(*map(statistics.median, zip(*side))) for name, side in runs.items()}
        for name, run in sides.items():
            cells = [name, workers, f"{len(articles) / run.seconds:.1f}", f"{words / run.seconds:.0f}", f"{run.start:.1f}"]
            cells += [f"{run.processor / len(articles) * 1000:.1f}", f"{run.worker:.0f}", f"{run.executor:.0f}"]
            print("| " + " | ".join(map(str, cells)) + " |", flush=True)
        ratios = [sorted(a.seconds / b.seconds for a, b in zip(*runs.values())), sorted(b.processor / a.processor for a, b in zip(*runs.values()))]
        speed, processor = map(statistics.median, ratios)
        print(f"| spark over corpus | {workers} | {speed:.2f} | | | {processor:.2f} | | |", flush=True)


def write(folder, articles, count):
    """The articles as a folder of so many Parquet files."""
    folder.mkdir()
    columns = {name: [article.get(name) for article in articles] for name in ("id", "text", "date")}
    table, share = pa.table(columns), -(-len(articles) // count)
    for number in range(count):
        pq.write_table(table.slice(number * share, share), folder / f"{number:04}.parquet")
    return folder


def alone(program, archive, out, threads):
    """A run of the program on one machine, its start counted: it has no other."""
    command = [program, "annotate", *sorted(archive.iterdir()), "--out", out, "--threads", str(threads)]
    began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    watch = Watch(lambda: [process.pid])
    if process.wait():
        sys.exit(f"{program} failed")
    seconds, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    return Run(seconds, 0.0, spent(after) - spent(before), watch.end(), 0.0)


def in_a_process(program, archive, out, workers):
    """A run on Spark in a process of its own: a JVM serves one session after the other, and would be warm."""
    command = [sys.executable, __file__, "--corpus", program, "--once", archive, out, str(workers)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    return Run(*json.loads(done.stdout.splitlines()[-1]))


def on_spark(archive, out, workers):
    import dixit_spark
    from pyspark.sql import SparkSession

    began = time.perf_counter()
    session = (
        SparkSession.builder.master(f"local-cluster[{workers},1,1024]")
        .config("spark.executor.memory", "1024m")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        # A partition for each file.
        .config("spark.sql.files.maxPartitionBytes", "1m")
        .config("spark.sql.files.openCostInBytes", "1m")
        .getOrCreate()
    )
    # A job of nothing, so that all executors are there.
    session.sparkContext.parallelize(range(workers), workers).map(lambda _: time.sleep(1)).collect()
    started = time.perf_counter()
    watches = [Watch(lambda name=name: named(name)) for name in (b"pyspark/daemon", b"CoarseGrainedExecutorBackend")]
    frame = session.read.parquet(str(archive))
    dixit_spark.annotate(frame, str(out), date="date")
    seconds = time.perf_counter() - started
    worker, executor = (watch.end() for watch in watches)
    processor = sum(map(ticks, below(os.getpid()))) / TICKS + spent(resource.getrusage(resource.RUSAGE_SELF))
    session.stop()
    return Run(seconds, started - began, processor, worker, executor)


class Watch(threading.Thread):
    """Looks at the memory of some processes every now and then, and keeps the most that one of them had, in MB."""

    def __init__(self, processes):
        super().__init__(daemon=True)
        self.processes, self.most, self.over = processes, 0.0, threading.Event()
        self.start()

    def run(self):
        while not self.over.wait(0.1):
            for process in self.processes():
                self.most = max(self.most, peak(process))

    def end(self):
        self.over.set()
        self.join()
        return self.most


def peak(process):
    """The most memory that a process has had, in MB; none where it is gone."""
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM:")), 0.0)


def below(process):
    """All processes that a process has started, and those that they have."""
    children = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        children.setdefault(parent, []).append(int(folder.name))
    found, left = [], [process]
    while left:
        new = children.get(left.pop(), [])
        found += new
        left += new
    return found


def named(part):
    """Those processes below this one whose command holds `part`."""
    found = []
    for process in below(os.getpid()):
        try:
            if part in Path(f"/proc/{process}/cmdline").read_bytes().replace(b".", b"/"):
                found.append(process)
        except OSError:
            continue
    return found


def ticks(process):
    """Processor time of a process, and of those that it has waited for."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return sum(map(int, fields[11:15]))


def spent(usage):
    return usage.ru_utime + usage.ru_stime


def same(one, other):
    """That both have written the same rows."""
    for table in ("documents", "statements", "mentions"):
        keys = ["document", *({"statements": ["statement"], "mentions": ["mention"]}.get(table, []))]
        rows = [pq.read_table(folder / table).sort_by([(key, "ascending") for key in keys]) for folder in (one, other)]
        assert rows[0].equals(rows[1]), table


if __name__ == "__main__":
    main()
