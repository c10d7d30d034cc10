#!/usr/bin/env python3
"""Times the Python package, the Rust program, and spaCy with textacy on the same articles, in turn.

package.py ARTICLES.jsonl --annotate PROGRAM [--threads 1,2] [--rounds 3] [--peers]

Both of ours read files and write a file of JSON for each, from the start of the process to its end:
their difference is what Python costs. Both must have one profile: `.ci/python-wheel bench` builds
the wheel and prints the environment whose Python this is for, `cargo build --profile bench
--example annotate` the program. With --peers it is the environment of `run`, into which the wheel
and textacy 0.13.0 were installed. Peers find names and direct quotations alone, in as many
processes as there are threads; loading their model is left out.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

OURS = """
import sys
from pathlib import Path
import dixit
source, target, threads = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
files = sorted(source.iterdir())
extractor = dixit.Extractor(threads=threads, offsets="byte")
texts = (file.read_bytes() for file in files)
for file, document in zip(files, extractor.extract_many(texts)):
    (target / f"{file.stem}.json").write_text(document.to_json(), "utf-8")
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--annotate", required=True)
    parser.add_argument("--threads", default="1,2")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peers", action="store_true")
    args = parser.parse_args()
    articles = [json.loads(line) for line in args.articles.open(encoding="utf-8")]
    words = sum(len(a["text"].split()) for a in articles)
    print(f"{len(articles)} articles, {words} words")
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        source = work / "articles"
        source.mkdir()
        for number, article in enumerate(articles):
            (source / f"{number:06}.txt").write_text(article["text"], "utf-8")
        for threads in map(int, args.threads.split(",")):
            times = {"rust": [], "python": []}
            for _ in range(args.rounds):
                times["rust"].append(rust(args.annotate, source, work / "rust", threads))
                times["python"].append(python(source, work / "python", threads))
            same(work / "rust", work / "python")
            rates = {name: words / statistics.median(took) for name, took in times.items()}
            print(f"{threads} threads: {rates['rust']:.0f} words/s by the Rust program, {rates['python']:.0f} through Python ({rates['python'] / rates['rust']:.3f})")
            if args.peers:
                print(peers(args.articles, work / "peers.jsonl", threads))


def rust(program, source, target, threads):
    command = [program, "--format", "json", "--input", "auto", "--out", target, "--force", *sorted(source.iterdir())]
    return took(command, RAYON_NUM_THREADS=str(threads))


def python(source, target, threads):
    target.mkdir(exist_ok=True)
    return took([sys.executable, "-c", OURS, source, target, str(threads)])


def took(command, **environment):
    began = time.perf_counter()
    subprocess.run(command, check=True, env={**os.environ, **environment}, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def same(one, other):
    """That both have found the same."""
    for path in sorted(one.iterdir()):
        found = [json.loads((folder / path.name).read_text("utf-8")) for folder in (one, other)]
        assert found[0] == found[1], path.name


def peers(articles, out, threads):
    script = Path(__file__).with_name("archive.py")
    command = [sys.executable, script, articles, "--out", out, "--processes", str(threads)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


if __name__ == "__main__":
    main()
