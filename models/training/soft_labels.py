"""What teachers say of every word: python soft_labels.py --data DIR --snippets DIR --mpnet DIR --out DIR --names CORPUS TEACHER… --roles CORPUS TEACHER…

A teacher is the folder of a run of train_teacher.py, or a model directory for its student. For each corpus `--names` and `--roles` are said once; of
several teachers the mean is taken. Who is asked where matters more than how good they are: RESULTS.md has the reasons.

For each corpus, in document order, a row a word: `NAME.labels.npy`, log-probabilities of the entity labels and then of the role labels,
and with `--states TEACHER` `NAME.states.npy`, that teacher's hidden state of the word's first piece; all float16. A corpus whose labels are there is not done again.
"""

import argparse
from pathlib import Path

import numpy as np
import torch

import train
from collate import collate
from corpora import read_gum, read_news, read_snippets, read_tweets
from labels import ENTITY_LABELS, ROLE_LABELS
from mpnet import unpack
from pretrained import load_tokenizer
from tagger import start_from
from teacher import Teacher
from windows import cut, encode

BATCH = 8
# Where the role labels begin in a row.
ROLES = len(ENTITY_LABELS)
LABELS = ROLES + len(ROLE_LABELS)
LEAST = 1e-7


def corpora_to_label(data, snippets, tokenizer):
    """The training corpora, and texts that have no labels of their own here: GUM's, and what packages carry from the web."""
    corpora, _ = train.load(data, tokenizer)
    unlabelled = {
        "gum": read_gum(data / "coref/gum.train.jsonl"),
        "snippets": read_snippets(snippets),
        "tweets": read_tweets(snippets),
        "news": read_news(snippets),
    }
    encoded = {name: [encode(document, tokenizer) for document in documents] for name, documents in unlabelled.items()}
    return {"conll2003": corpora.pop("conll2003"), **encoded, **corpora}


def files(directory, name):
    return directory / f"{name}.labels.npy", directory / f"{name}.states.npy"


@torch.no_grad()
def label(teacher, documents, special, bf16):
    """Log-probabilities and states of all words of `documents`, a row a word."""
    windows = [(document, window) for document in documents for window in cut(document, train.WINDOW, special)]
    first_row, rows = [], 0
    for _, window in windows:
        first_row.append(rows)
        rows += window.word_range[1] - window.word_range[0]
    labels, states = np.empty((rows, LABELS), np.float16), np.empty((rows, teacher.entity.in_features), np.float16)
    order = sorted(range(len(windows)), key=lambda k: len(windows[k][1].ids))
    for begin in range(0, len(order), BATCH):
        chosen = order[begin : begin + BATCH]
        batch = collate([windows[k][1] for k in chosen])
        with torch.autocast("cpu", torch.bfloat16, enabled=bf16):
            hidden = teacher.hidden(batch.ids, batch.shapes, batch.mask)
            entity, role = teacher.entity(hidden), teacher.role(hidden)
        scores = torch.cat([entity.float().log_softmax(-1), role.float().log_softmax(-1)], dim=-1)
        for b, k in enumerate(chosen):
            document, window = windows[k]
            at = window.first_pieces(document)
            to = slice(first_row[k], first_row[k] + len(at))
            labels[to] = scores[b, at].numpy().astype(np.float16)
            states[to] = hidden[b, at].float().numpy().astype(np.float16)
    return labels, states


def mean(rows):
    """The log of the mean probability over some teachers' log-probabilities."""
    if len(rows) == 1:
        return rows[0]
    probabilities = sum(np.exp(row.astype(np.float32)) for row in rows) / len(rows)
    return np.log(probabilities + LEAST).astype(np.float16)


def asked(said, corpora, parser):
    """Teachers by corpus, from the values of --names or --roles."""
    out = {name: [Path(teacher) for teacher in teachers] for name, *teachers in said}
    if set(out) != set(corpora) or not all(out.values()):
        parser.error(f"say --names and --roles with a teacher for each of {', '.join(corpora)}")
    return out


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--snippets", type=Path, required=True)
    parser.add_argument("--mpnet", type=Path, required=True, help="where MPNet is unpacked")
    parser.add_argument("--names", nargs="+", action="append", metavar="CORPUS TEACHER", required=True)
    parser.add_argument("--roles", nargs="+", action="append", metavar="CORPUS TEACHER", required=True)
    parser.add_argument("--states", type=Path, metavar="TEACHER")
    parser.add_argument("--bf16", action="store_true", help="bfloat16 autocast; for processors that have it")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    args.out.mkdir(parents=True, exist_ok=True)
    tokenizer, special = load_tokenizer()
    directory = unpack(args.mpnet)
    corpora = corpora_to_label(args.data, args.snippets, tokenizer)
    names, roles = asked(args.names, corpora, parser), asked(args.roles, corpora, parser)

    def load(path):
        if (path / "manifest.json").exists():
            return start_from(path).eval()
        teacher = Teacher(directory, tokenizer)
        teacher.load_state_dict(torch.load(path / "last.pt", map_location="cpu", weights_only=True))
        return teacher.eval()

    for name, documents in corpora.items():
        labels_file, states_file = files(args.out, name)
        if labels_file.exists():
            continue
        answers = {}
        for path in {*names[name], *roles[name], *([args.states] if args.states else [])}:
            answers[path], states = label(load(path), documents, special, args.bf16)
            if path == args.states:
                np.save(states_file, states)
        rows = [mean([answers[path][:, :ROLES] for path in names[name]]), mean([answers[path][:, ROLES:] for path in roles[name]])]
        np.save(labels_file, np.concatenate(rows, axis=1))
        print(name, len(rows[0]), "words", flush=True)


if __name__ == "__main__":
    main()
