#!/usr/bin/env python3
"""Runs the Python of a paper, from its first block to its last, as somebody who tries it would.

    readme.py [--alone] FILE.md

With --alone blocks that import something else than this package and Python's own are left out.
"""

import re
import sys
from pathlib import Path

OTHERS = re.compile(r"^import (?!dixit\b)", re.MULTILINE)


def main() -> None:
    *options, name = sys.argv[1:]
    text = Path(name).read_text("utf-8")
    blocks = re.findall(r"^```python\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    names: "dict[str, object]" = {}
    run = 0
    for block in blocks:
        if "--alone" in options and OTHERS.search(block):
            continue
        print(f">>> {block.splitlines()[0]} ...", flush=True)
        exec(compile(block, name, "exec"), names)
        run += 1
    assert run >= 3, f"{run} blocks of {len(blocks)}"


if __name__ == "__main__":
    main()
