"""The console script."""

import json
import subprocess
import sys
from pathlib import Path
from typing import List


def run(arguments: List[str], stdin: bytes = b"") -> "tuple[int, str, str]":
    done = subprocess.run(
        [sys.executable, "-m", "dixit", *arguments], input=stdin, capture_output=True, check=False
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


ARTICLE = "“No,” said Zoë Blanc.".encode()


def test_formats(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(ARTICLE)
    assert run([], ARTICLE) == (0, "Zoë Blanc (direct, speech): No,\n", "")
    status, out, _ = run(["--format", "jsonl", "--offsets", "byte", str(file), str(file)])
    records = [json.loads(line) for line in out.splitlines()]
    assert status == 0 and [r["offset_unit"] for r in records] == ["byte", "byte"]
    assert run(["--format", "html", str(file)])[1].startswith("<!doctype html>")


def test_known_people_have_their_ids(tmp_path: Path) -> None:
    known = tmp_path / "known.csv"
    known.write_text("id,name,kind\nQ1,Zoë Blanc,person\n", encoding="utf-8")
    status, out, _ = run(["--format", "jsonl", "--known", str(known)], ARTICLE)
    assert status == 0 and json.loads(out)["entities"][0]["known"] == "Q1"
    known.write_text("id,name\nQ1,\n", encoding="utf-8")
    status, out, told = run(["--known", str(known)], ARTICLE)
    assert (status, out) == (2, "") and "line 2" in told


def test_what_fails_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.txt", tmp_path / "bad\x1b.txt"
    good.write_bytes(ARTICLE)
    bad.write_bytes(b"\xff")
    status, out, told = run([str(bad), str(tmp_path / "gone.txt"), str(good)])
    assert status == 1 and "Zoë Blanc (direct, speech): No," in out
    assert "bad\\x1b.txt: the input is not UTF-8" in told and "gone.txt" in told
    assert run(["--input", "rtf"])[0] == 2
