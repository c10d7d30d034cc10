"""What the teacher says of every word: python soft_labels.py --data DIR --snippets DIR --mpnet DIR --teacher CHECKPOINT_DIR --out DIR

With --role-teacher another one says what roles they have, and with --student a model directory's own student what names there are where a corpus
marks none: a teacher was never told there.

For each corpus, in document order, a row a word: `NAME.labels.npy`, log-probabilities of the entity labels and then of the role labels,
and `NAME.states.npy`, the hidden state of the word's first piece; both float16. A corpus whose files are there is not done again.
"""

import argparse
from pathlib import Path

import numpy as np
import torch

import train
from collate import collate
from corpora import read_gum, read_snippets
from labels import ENTITY_LABELS, ROLE_LABELS
from mpnet import unpack
from pretrained import load_tokenizer
from tagger import start_from
from teacher import Teacher
from windows import cut, encode

BATCH = 8
LABELS = len(ENTITY_LABELS) + len(ROLE_LABELS)


def corpora_to_label(data, snippets, tokenizer):
    """The training corpora, and texts that have no labels of their own here: GUM's, and snippets from the web."""
    corpora, _ = train.load(data, tokenizer)
    unlabelled = {"gum": read_gum(data / "coref/gum.train.jsonl"), "snippets": read_snippets(snippets)}
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


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--snippets", type=Path, required=True)
    parser.add_argument("--mpnet", type=Path, required=True, help="where MPNet is unpacked")
    parser.add_argument("--teacher", type=Path, required=True)
    parser.add_argument("--role-teacher", type=Path)
    parser.add_argument("--student", type=Path)
    parser.add_argument("--frozen", type=int, default=0, help="as the teacher was trained")
    parser.add_argument("--bf16", action="store_true", help="bfloat16 autocast; for processors that have it")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    args.out.mkdir(parents=True, exist_ok=True)
    tokenizer, special = load_tokenizer()
    directory = unpack(args.mpnet)

    def load(checkpoint):
        teacher = Teacher(directory, tokenizer, args.frozen)
        teacher.load_state_dict(torch.load(checkpoint / "last.pt", map_location="cpu", weights_only=True))
        return teacher.eval()

    student = start_from(args.student).eval() if args.student else None
    teacher, role_teacher = load(args.teacher), load(args.role_teacher) if args.role_teacher else None
    for name, documents in corpora_to_label(args.data, args.snippets, tokenizer).items():
        labels_file, states_file = files(args.out, name)
        if not labels_file.exists():
            labels, states = label(teacher, documents, special, args.bf16)
            if role_teacher:
                labels[:, len(ENTITY_LABELS) :] = label(role_teacher, documents, special, args.bf16)[0][:, len(ENTITY_LABELS) :]
            if student and all(document.entity_labels is None for document in documents):
                labels[:, : len(ENTITY_LABELS)] = label(student, documents, special, args.bf16)[0][:, : len(ENTITY_LABELS)]
            np.save(states_file, states)
            np.save(labels_file, labels)
            print(name, len(labels), "words", flush=True)


if __name__ == "__main__":
    main()
