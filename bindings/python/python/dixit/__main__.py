"""The program `dixit`: who said what, in files or in what is piped in."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Iterable, List, Optional, Tuple

from . import Document, DixitError, Extractor, __version__

FORMATS = ["text", "jsonl", "html"]


def arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dixit", description=__doc__)
    parser.add_argument("files", nargs="*", metavar="FILE", help="articles; standard input if none")
    parser.add_argument(
        "--format", choices=FORMATS, default="text", help="what comes out (default: %(default)s)"
    )
    parser.add_argument(
        "--input",
        default="auto",
        metavar="FORMAT",
        help="how to read: auto, text, markdown, html, page, subtitles",
    )
    parser.add_argument("--encoding", help='the articles\' encoding, such as "windows-1252"')
    parser.add_argument(
        "--offsets", default="char", metavar="UNIT", help="of JSON: char, byte, utf16"
    )
    parser.add_argument("--threads", type=int, help="as many as there are cores if not said")
    parser.add_argument("--known", metavar="FILE", help="people whom you know, in JSON or CSV")
    parser.add_argument("--model", metavar="DIR", help="a directory with another model")
    parser.add_argument("--version", action="version", version=f"dixit {__version__}")
    return parser


def main(argv: Optional[List[str]] = None) -> int:
    """Returns 0 where every file was read, 1 where some were not, 2 where it could not begin."""
    said = arguments().parse_args(argv)
    try:
        extractor = Extractor(
            said.model,
            format=said.input,
            offsets=said.offsets,
            threads=said.threads,
            known=said.known,
        )
    except DixitError as error:
        return told("dixit", error, 2)
    if said.format == "html" and len(said.files) > 1:
        return told("dixit", ValueError("a page is of one article"), 2)
    failed = 0
    for name, document in read(extractor, said.files, said.encoding):
        if isinstance(document, Exception):
            failed = told(name, document, 1)
            continue
        if said.format == "jsonl":
            print(document.to_json())
        elif said.format == "html":
            print(document.to_html(), end="")
        else:
            if len(said.files) > 1:
                print(f"== {printable(name)} ==")
            for line in lines(document):
                print(printable(line))
    return failed


def read(
    extractor: Extractor, files: List[str], encoding: Optional[str]
) -> Iterable[Tuple[str, "Document | Exception"]]:
    """Each file's name, with its document or why there is none."""
    names, problems = files or ["-"], {}

    def texts() -> Iterable[bytes]:
        for name in names:
            try:
                yield sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
            except OSError as error:
                problems[name] = error
                yield b""

    documents = extractor.extract_many(texts(), errors="return", encoding=encoding)
    for name, document in zip(names, documents):
        yield name, problems.get(name, document)


def lines(document: Document) -> Iterable[str]:
    """A line for each statement."""
    for statement in document.statements:
        speaker = statement.speaker
        who = (speaker and (speaker.name or (speaker.mention and speaker.mention.text))) or "?"
        yield f"{who} ({statement.kind}, {statement.act}): {statement.text}"


def printable(text: str) -> str:
    """The same without what a terminal would obey."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def told(name: str, problem: Exception, status: int) -> int:
    print(f"{printable(name)}: {printable(str(problem))}", file=sys.stderr)
    return status


if __name__ == "__main__":
    sys.exit(main())
