"""Quotations of novels with who says them, as attributions without sources: what they tell is whose
turn it is where no words say so."""

import json
from pathlib import Path

from ..text.corpora import NOVELS, json_lines


def write(directory: Path, out: Path):
    """A document a line, as `judge_by_attributions` and `traces` read them.

    A folder has `gold.jsonl` (a novel a line: `doc`, `quotes` with `spans`, `speaker` and `type`,
    `characters` with `names`) and `texts/DOC.txt`. A narrator is nobody named, so what these say is
    left out.
    """
    with out.open("w", encoding="utf-8") as file:
        for novel in json_lines(directory / NOVELS):
            path = directory / "texts" / f"{novel['doc']}.txt"
            # Offsets count a carriage return.
            text = path.read_bytes().decode()
            said = [attribution(quote, novel["characters"]) for quote in novel["quotes"]]
            line = {"doc": novel["doc"], "text": text, "attributions": list(filter(None, said))}
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


def attribution(quote, characters):
    names = characters.get(quote["speaker"], {}).get("names", [])
    kind = {"Named": "person", "Unnamed": "unnamed"}.get(quote["type"])
    if not names or not kind:
        return None
    speaker = {"names": names[:1], "aliases": names[1:], "kind": kind}
    return {"content": quote["spans"], "source": [], "cue": [], "speaker": speaker}
