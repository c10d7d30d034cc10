"""Train both heads together: python train.py --data DIR --out CHECKPOINT_DIR

DIR holds ner/*.iob2 and quotes/*.jsonl; see README.md for what they are. Every epoch draws all windows of the corpora that
are small or close to the target and a share of the others (SHARES), so that no corpus drowns the rest.
"""

import argparse
import json
import random
import time
from pathlib import Path

import torch

from collate import collate
from corpora import read_iob2, read_polnear
from evaluate import span_f1
from optimization import groups, warm_then_linear
from pretrained import DIRECTORY, load_tokenizer
from tagger import entity_loss, from_minilm, role_loss
from windows import batches, cut, encode

WINDOW = 256
SHARES = {"conll2003": 1.0, "wikigold": 1.0, "wnut17": 0.4, "btc": 0.4, "polnear": 0.7}
ENTITY_WEIGHT = 2.0
# One article in five is seen with typewriter marks: PolNeAR has few of them, the web has many.
STRAIGHT_QUOTES = 0.2


def load(data, tokenizer):
    ner = {
        "conll2003": read_iob2(data / "ner/conll2003.train.iob2", True),
        "wikigold": read_iob2(data / "ner/wikigold.train.iob2", True),
        "wnut17": read_iob2(data / "ner/wnut17.train.iob2", False),
        "btc": read_iob2(data / "ner/btc.train.iob2", False),
        "polnear": read_polnear(data / "quotes/polnear.train.jsonl"),
    }
    dev = {
        "conll2003": read_iob2(data / "ner/conll2003.dev.iob2", True),
        "polnear": read_polnear(data / "quotes/polnear.dev.jsonl"),
    }
    return tuple({k: [encode(d, tokenizer) for d in v] for k, v in part.items()} for part in (ner, dev))


def epoch_windows(train, special, quotes, rng):
    out = []
    for name, documents in train.items():
        for document in documents:
            windows = cut(document, WINDOW, special, rng.randrange(8))
            straight = name == "polnear" and rng.random() < STRAIGHT_QUOTES
            for w in windows:
                if rng.random() < SHARES[name]:
                    if straight:
                        w.ids = [quotes.get(i, i) for i in w.ids]
                    out.append(w)
    return out


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--lr", type=float, default=3e-4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)

    tokenizer, special = load_tokenizer()
    quotes = {tokenizer.token_to_id(a): tokenizer.token_to_id(b) for a, b in zip("“”‘’", "\"\"''")}
    train, dev = load(args.data, tokenizer)
    print({k: (len(v), sum(len(d.ids) for d in v)) for k, v in train.items()}, flush=True)

    schedule = [batches(epoch_windows(train, special, quotes, rng), args.batch, rng) for _ in range(args.epochs)]
    steps = sum(map(len, schedule))
    tagger = from_minilm(DIRECTORY)
    optimizer = torch.optim.AdamW(groups(tagger.parameters()), lr=args.lr)
    rate = warm_then_linear(optimizer, steps)

    tagger.train()
    done, seen, began = 0, 0, time.time()
    for epoch, epoch_batches in enumerate(schedule, 1):
        for windows in epoch_batches:
            batch = collate(windows)
            entity, role = tagger(batch.ids, batch.shapes, batch.mask)
            e, en = entity_loss(entity, batch.entity, batch.has_misc)
            r, rn = role_loss(role, batch.role)
            loss = (ENTITY_WEIGHT * e + r) / (en + rn)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(tagger.parameters(), 1.0)
            optimizer.step()
            rate.step()
            optimizer.zero_grad()
            done, seen = done + 1, seen + int(batch.mask.sum())
            if done % 50 == 0:
                speed = seen / (time.time() - began)
                print(f"step {done}/{steps} entity {e.item() / max(1, en):.4f} role {r.item() / max(1, rn):.4f} {speed:.0f} pieces/s", flush=True)
        figures = {name: span_f1(tagger, documents, WINDOW, special) for name, documents in dev.items()}
        print(f"epoch {epoch} {time.time() - began:.0f} s {json.dumps(figures)}", flush=True)
        torch.save(tagger.state_dict(), args.out / f"epoch{epoch}.pt")
    tagger.bert.config.save_pretrained(args.out)
    torch.save(tagger.state_dict(), args.out / "last.pt")


if __name__ == "__main__":
    main()
