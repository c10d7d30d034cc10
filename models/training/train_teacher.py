"""Train the teacher on gold: python train_teacher.py --data DIR --mpnet DIR --out DIR

An interrupted run goes on where it was.
"""

import argparse
import json
import random
import time
from pathlib import Path

import torch

import mpnet
from case_noise import recase
from collate import collate
from evaluate import span_f1
from optimization import Checkpoints, warm_then_linear
from pretrained import load_tokenizer
from tagger import entity_loss, role_loss
from teacher import Teacher
from train import ENTITY_WEIGHT, STRAIGHT_QUOTES, WINDOW, load
from windows import batches, cut

# How often each corpus is seen in the whole run. What the teacher knows of roles depends most on its share of PolNeAR.
PASSES = {"conll2003": 1.2, "wikigold": 1.0, "wnut17": 0.6, "btc": 0.6, "polnear": 1.0}


def schedule(corpora, special, quotes, passes, size, rng):
    """Batches of the whole run: every window as often as its corpus is to be seen, whole passes first."""
    out = []
    for turn in range(int(max(passes.values())) + 1):
        windows = []
        for name, documents in corpora.items():
            share = min(1.0, max(0.0, passes[name] - turn))
            for document in documents:
                straight = name == "polnear" and rng.random() < STRAIGHT_QUOTES
                for window in cut(document, WINDOW, special, rng.randrange(8)):
                    if rng.random() < share:
                        if straight:
                            window.ids = [quotes.get(i, i) for i in window.ids]
                        recase(window, rng)
                        windows.append(window)
        out += batches(windows, size, rng)
    return out


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--mpnet", type=Path, required=True, help="where MPNet is unpacked")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--frozen", type=int, default=0, help="how many of the 12 layers stay as pretrained")
    parser.add_argument("--start", type=Path, help="the weights of a run before this one")
    parser.add_argument("--passes", type=float, default=1.0, help="multiplies how often each corpus is seen")
    parser.add_argument("--of", default=[], nargs=2, action="append", metavar=("CORPUS", "PASSES"), help="how often this corpus is seen")
    parser.add_argument("--batch", type=int, default=12)
    parser.add_argument("--lr", type=float, default=1e-4)
    parser.add_argument("--head-lr", type=float, default=5e-4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--bf16", action="store_true", help="bfloat16 autocast; for processors that have it")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)

    tokenizer, special = load_tokenizer()
    quotes = {tokenizer.token_to_id(a): tokenizer.token_to_id(b) for a, b in zip("“”‘’", "\"\"''")}
    corpora, dev = load(args.data, tokenizer)
    passes = {name: args.passes * times for name, times in (PASSES | {name: float(times) for name, times in args.of}).items()}
    plan = schedule(corpora, special, quotes, passes, args.batch, rng)
    steps = len(plan)
    print(f"{steps} steps, {sum(len(w.ids) for b in plan for w in b)} pieces", flush=True)

    teacher = Teacher(mpnet.unpack(args.mpnet), tokenizer, args.frozen)
    if args.start:
        teacher.load_state_dict(torch.load(args.start, map_location="cpu", weights_only=True))
    optimizer = torch.optim.AdamW(teacher.groups(args.lr, args.head_lr), fused=True)
    rate = warm_then_linear(optimizer, steps)
    checkpoints = Checkpoints(args.out / "resume.pt", {"teacher": teacher, "optimizer": optimizer, "rate": rate})
    done = checkpoints.resume()

    teacher.train()
    seen, began = 0, time.time()
    for step, windows in enumerate(plan, 1):
        if step <= done:
            continue
        batch = collate(windows)
        with torch.autocast("cpu", torch.bfloat16, enabled=args.bf16):
            entity, role = teacher(batch.ids, batch.shapes, batch.mask)
        e, en = entity_loss(entity, batch.entity, batch.has_misc)
        r, rn = role_loss(role, batch.role)
        loss = (ENTITY_WEIGHT * e + r) / (en + rn)
        loss.backward()
        torch.nn.utils.clip_grad_norm_([p for p in teacher.parameters() if p.requires_grad], 1.0)
        optimizer.step()
        rate.step()
        optimizer.zero_grad()
        seen += int(batch.mask.sum())
        if step % 20 == 0:
            speed = seen / (time.time() - began)
            print(f"step {step}/{steps} entity {e.item() / max(1, en):.4f} role {r.item() / max(1, rn):.4f} {speed:.0f} pieces/s", flush=True)
        checkpoints.step(step)
    torch.save(teacher.state_dict(), args.out / "last.pt")
    with torch.autocast("cpu", torch.bfloat16, enabled=args.bf16):
        figures = {name: span_f1(teacher, documents, WINDOW, special) for name, documents in dev.items()}
    print(f"{time.time() - began:.0f} s {json.dumps(figures)}", flush=True)


if __name__ == "__main__":
    main()
