"""What a small application pays for this crate, and for its peers: to build, to ship, to start, to hold in memory.

costs.py --root DIR --work DIR --spacy VENV [--runs 7] [--only NAME,...] [--kept]

Each application (applications/) is built from nothing, on two cores and with everything downloaded, as `cargo build --release` has it. Then it
runs, each time as a new process: it loads what it needs, says that it is ready, is given the sample article and says when the answer is there.
In between its memory is looked at from outside.

| column | |
|---|---|
| build | seconds of the clock and of the processor for the application, those of the empty one taken away |
| crates | how many the application is built of, the empty one's taken away |
| program | bytes of the program, those of the empty one taken away |
| beside it | bytes that have to be shipped with it: shared libraries, models, for spaCy what the environment has more than an empty one |
| ready | from the start of the process until all is loaded |
| first answer | the same until the answer to the first article is there |
| memory | resident when all is loaded and no text was read; the most until the answer is there |

Times and memory are medians. What they find is not the same: see the applications. rust-bert's own models come from the network alone; it is
given weights made up at random, in the shape of this crate's encoder and in that of its default model for names.
"""

import argparse
import json
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

from compare import machine
from export import onnx_files

CORES = 2
EDITION = "2024"
# The model that rust-bert's `NERModel` loads by default, BERT large, and this crate's.
LARGE = {
    "hidden_size": 1024,
    "intermediate_size": 4096,
    "num_attention_heads": 16,
    "num_hidden_layers": 24,
    "vocab_size": 28996,
    "type_vocab_size": 2,
}
LABELS = ["O", "B-MISC", "I-MISC", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC"]


class Row(NamedTuple):
    """A row of the table: an application, how it is started, what has to lie beside it."""

    name: str
    application: str
    arguments: list
    beside: int


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--spacy", type=Path, required=True, help="a Python environment with spaCy alone")
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--only", default="", help="dixit, rust_bert, onnx_runtime, spacy; comma-separated")
    parser.add_argument("--kept", action="store_true", help="take the programs that are there: no figures of building")
    args = parser.parse_args()
    only = set(filter(None, args.only.split(","))) or {"dixit", "rust_bert", "onnx_runtime", "spacy"}
    work = args.work / "costs"
    print(f"{machine()}; {tool('rustc')}; Python {platform.python_version()}", flush=True)

    built = {}
    for application in ["empty", *(f"with_{name}" for name in ("dixit", "rust_bert", "onnx_runtime") if name in only)]:
        built[application] = build(args.root, work / application, application, args.kept)
    article = args.root / "examples/bridge.md"
    print("\n| | build, s | processor, s | crates | program, MB | beside it, MB | ready, s | first answer, s | memory, MB | most, MB |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for row in rows(args, work, built, only):
        runs = [run(row.arguments, article) for _ in range(args.runs + 1)][1:]
        ready, answer, memory, most = (statistics.median(column) for column in zip(*runs))
        cells = [row.name, *added(built, row.application), megabytes(row.beside)]
        cells += [f"{ready:.2f}", f"{answer:.2f}", f"{memory / 1024:.0f}", f"{most / 1024:.0f}"]
        print("| " + " | ".join(cells) + " |", flush=True)


def rows(args, work, built, only):
    program = lambda application: work / application / "target/release" / application
    model = args.root / "models/news-en"
    yield Row("empty", "empty", [program("empty")], 0)
    if "dixit" in only:
        yield Row("this crate", "with_dixit", [program("with_dixit")], 0)
    if "rust_bert" in only:
        libraries = Path(os.environ["LIBTORCH"]) / "lib"
        # For it alone: Python's packages have libraries of the same names.
        command = ["env", f"LD_LIBRARY_PATH={libraries}", program("with_rust_bert")]
        ours = json.loads((model / "config.json").read_text())
        for name, shape in (("this crate's shape", ours), ("BERT large", {**ours, **LARGE})):
            folder = random_model(work / name.replace(" ", "-"), shape, model / "tokenizer.json", command)
            yield Row(f"rust-bert, {name}", "with_rust_bert", [*command, folder], size(libraries) + size(folder))
    if "onnx_runtime" in only:
        import onnxruntime

        library = next((Path(onnxruntime.__file__).parent / "capi").glob("libonnxruntime.so.*"))
        # With its own kind of 8 bits, and made for it: the smallest and quickest that there is.
        network = onnx_files(model, args.work / "onnx")["int8-fused"]
        files = [library, network, model / "tokenizer.json"]
        yield Row("ort, tokenizers", "with_onnx_runtime", [program("with_onnx_runtime"), *files], sum(map(size, files)))
    if "spacy" in only:
        bare = work / "bare"
        subprocess.run([sys.executable, "-m", "venv", "--clear", bare], check=True)
        script = args.root / "benches/peers/applications/with_spacy.py"
        yield Row("spaCy en_core_web_sm", "with_spacy", [args.spacy / "bin/python", script], size(args.spacy) - size(bare))


def dependencies(root):
    """What stands in an application's Cargo.toml."""
    # What this crate depends on itself, in the same versions: its Cargo.lock stands beside it.
    return {
        "empty": "",
        "with_dixit": f'dixit = {{ path = "{root}" }}',
        # rust-bert's indicatif needs a feature of console that it does not ask for: without the last line it is not compiled.
        "with_rust_bert": 'rust-bert = "0.23"\ntch = "0.17"\nconsole = { version = "0.16", features = ["std"] }',
        # ONNX Runtime's library is the one of its Python package, so that the network is not asked for another.
        "with_onnx_runtime": 'ort = { version = "=2.0.0-rc.13", default-features = false, features = ["std", "api-17", "load-dynamic"] }\n'
        'tokenizers = { version = "0.22", default-features = false, features = ["fancy-regex"] }',
    }


def build(root, folder, application, kept):
    """Builds an application from nothing. Seconds of the clock and of the processor, crates, bytes."""
    program = folder / "target/release" / application
    if not (kept and program.exists()):
        shutil.rmtree(folder, ignore_errors=True)
        (folder / "src").mkdir(parents=True)
        # A workspace of its own, wherever it lies.
        manifest = f'[package]\nname = "{application}"\nversion = "0.0.0"\nedition = "{EDITION}"\n\n[workspace]\n\n[dependencies]\n'
        (folder / "Cargo.toml").write_text(manifest + dependencies(root)[application] + "\n")
        shutil.copy(root / "Cargo.lock", folder)
        sources = root / "benches/peers/applications"
        shutil.copy(sources / f"{application}.rs", folder / "src/main.rs")
        shutil.copy(sources / "talk.rs", folder / "src")
        cargo(folder, "fetch", "--quiet")
        print(f"building {application}", flush=True)
        before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        cargo(folder, "build", "--quiet", "--release", "--offline", "--jobs", str(CORES))
        seconds, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
        processor = sum(getattr(after, kind) - getattr(before, kind) for kind in ("ru_utime", "ru_stime"))
    else:
        seconds = processor = None
    tree = cargo(folder, "tree", "--offline", "--prefix", "none", "--edges", "normal,build", "--no-dedupe")
    crates = len({line.split(" (")[0] for line in tree.splitlines()})
    return seconds, processor, crates, size(program)


def cargo(folder, *arguments):
    return subprocess.run(["cargo", *arguments], cwd=folder, check=True, stdout=subprocess.PIPE, text=True).stdout


def added(built, application):
    """The cells of building: what there is more than for the empty application."""
    if application not in built:
        return ["", "", "", ""]
    none = built["empty"] if application != "empty" else (0, 0, 0, 0)
    seconds, processor, crates, program = (None if a is None or b is None else a - b for a, b in zip(built[application], none))
    return [whole(seconds), whole(processor), str(crates), megabytes(program)]


def whole(seconds):
    return "" if seconds is None else f"{seconds:.0f}"


def megabytes(count):
    return f"{count / 1e6:.1f}"


def size(path):
    """Bytes of a file, or of all files of a folder; what is linked to counts once."""
    if path.is_file():
        return path.stat().st_size
    return sum(file.stat().st_size for file in path.rglob("*") if file.is_file() and not file.is_symlink())


def random_model(folder, shape, tokenizer, command):
    """What rust-bert loads a model of this shape from."""
    if not (folder / "model.ot").exists():
        folder.mkdir(parents=True, exist_ok=True)
        labels = {"id2label": dict(enumerate(LABELS)), "label2id": {label: i for i, label in enumerate(LABELS)}}
        (folder / "config.json").write_text(json.dumps({**shape, **labels}))
        vocabulary = json.loads(tokenizer.read_text(encoding="utf-8"))["model"]["vocab"]
        words = sorted(vocabulary, key=vocabulary.get)[: shape["vocab_size"]]
        (folder / "vocab.txt").write_text("".join(f"{word}\n" for word in words), encoding="utf-8")
        subprocess.run([*command, "--prepare", folder], check=True)
    return folder


def run(command, article):
    """Seconds until an application is ready and until its answer is there; its memory then, in KB."""
    began = time.perf_counter()
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        hear(process)
        ready = time.perf_counter() - began
        memory = status(process.pid, "VmRSS")
        asked = time.perf_counter()
        tell(process, str(article))
        hear(process)
        answer = ready + time.perf_counter() - asked
        most = status(process.pid, "VmHWM")
        tell(process, "")
    if process.returncode:
        sys.exit(f"{command[0]} failed")
    return ready, answer, memory, most


def hear(process):
    if not process.stdout.readline():
        sys.exit(f"{process.args[0]} says nothing")


def tell(process, line):
    process.stdin.write(line + "\n")
    process.stdin.flush()


def status(pid, field):
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(f"{field}:"):
            return int(line.split()[1])
    raise KeyError(field)


def tool(name):
    return " ".join(subprocess.run([name, "--version"], check=True, stdout=subprocess.PIPE, text=True).stdout.split()[:2])


if __name__ == "__main__":
    main()
