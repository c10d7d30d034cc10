#!/bin/sh
# The whole recipe: train.sh DATA_DIR WORK_DIR
# Makes a virtual environment in WORK_DIR, trains there, and writes ../news-en and the encoder's reference in tests/data.
set -eu
data=$(realpath "$1")
mkdir -p "$2"
work=$(realpath "$2")
cd "$(dirname "$0")"
[ -d "$work/venv" ] || python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --requirement requirements.txt
# One arena that is never given back: without this glibc returns every activation to the system and faults it in again.
export MALLOC_MMAP_MAX_=0 MALLOC_TRIM_THRESHOLD_=100000000000 MALLOC_TOP_PAD_=500000000
python="$work/venv/bin/python"
"$python" train.py --data "$data" --out "$work/checkpoint"
"$python" export.py --checkpoint "$work/checkpoint/last.pt" --out ../news-en --version 1
"$python" wide_channels.py --model ../news-en --data "$data"
"$python" fixtures.py --checkpoint "$work/checkpoint/last.pt" --out ../../tests/data/reference
"$python" quantization.py --checkpoint "$work/checkpoint/last.pt" --data "$data"
# Twice: what is remembered of a text depends on the ranker, so the second one learns from what the first one remembers.
traces="cargo run --quiet --release --features training --example traces --"
$traces | "$python" attribution.py --model ../news-en
export DIXIT_MODEL_DIR=../news-en
for round in 1 2; do
  $traces "$data/quotes/polnear.train.jsonl" > "$work/polnear.jsonl"
  $traces "$data/coref/gum.train.jsonl" > "$work/gum.jsonl"
  "$python" links.py --data "$data" --traces "$work" --model ../news-en
  "$python" antecedents.py --data "$data" --traces "$work" --model ../news-en
done
# The curves are fitted on raw scores, so those of before are taken out first.
"$python" calibrate.py --model ../news-en
cargo bench --features training --bench accuracy -- --model "$PWD/../news-en" --quotes "$data/quotes/polnear.dev.jsonl" --names "$data/ner/conll2003.dev.iob2" --answers "$work/answers.jsonl"
"$python" calibrate.py --model ../news-en --answers "$work/answers.jsonl"
cargo bench --features training --bench accuracy -- --model "$PWD/../news-en" --quotes "$data/quotes/polnear.dev.jsonl" --names "$data/ner/conll2003.dev.iob2" --answers "$work/answers.jsonl"
"$python" reliability.py --answers "$work/answers.jsonl" --out ../news-en/reliability.svg
