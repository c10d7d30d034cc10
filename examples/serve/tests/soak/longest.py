#!/usr/bin/env python3
"""What the longest requests cost that the service allows if it is told nothing: longest.py PROGRAM [NAME]

Prints the seconds of processor time of each, and what it was answered. None may take longer than the
service gives it, 180 s, on one core. Needs Linux.
"""

import json
import os
import sys

from service import Service

PAGE, TEXT = 2 << 20, 256 << 10
SPOKEN = "“We are not going to wait for an accident,” said Mayor Ana Kovic. She closed the bridge on Monday. "
TICKS = os.sysconf("SC_CLK_TCK")


def filled(unit, size):
    return unit * (size // len(unit.encode()))


def page(beside, article="<p>" + SPOKEN, size=PAGE):
    begin, end = "<!doctype html><html><body>", f"{article}</body></html>"
    return begin + filled(beside, size - len((begin + end).encode())) + end


def numbered(size):
    """Sentences that nobody says twice."""
    out, length = [], 0
    while length < size:
        line = f"“We counted {len(out)} boats and {len(out) * 7919 % 99991} carts at the gate that day,” said Ana Kovic.\n\n"
        out.append(line)
        length += len(line.encode())
    return "".join(out[:-1])


def beside(draft, *sources):
    return json.dumps({"draft": {"text": draft}, "sources": [{"text": text} for text in sources]})


def quoted(text, every):
    """A draft that quotes every so manieth paragraph."""
    return "\n\n".join(text.split("\n\n")[::every])


def requests():
    article = "".join(f"<p>{SPOKEN * 5}</p>" for _ in range(TEXT // len(SPOKEN.encode()) // 5 - 1))
    html = {
        "page: menus": page("<li><a href=/news>All of the news</a></li>"),
        "page: a paragraph and a menu": page("<p>Nobody spoke of it.</p><div class=menu><a href=/>Home</a></div>"),
        "page: elements in each other": page("<div class=ad><b><a>No."),
        "page: tags alone": page("<b></i><p>"),
        "page: attributes": page("<p a=1 b=2 c=3 class=menu id=x>"),
        "page: scripts": page("<script>let a = '<b>';</script>"),
        "page: JSON-LD": page('<script type="application/ld+json">[{"name": "Post", "headline": "No"}]</script>'),
        "page: one object of JSON-LD": page("<p>", '<script type="application/ld+json">{"a": "' + "x" * (PAGE - 4096) + '"}</script><p>No.'),
        "page: comments": page("<!-- No. -->"),
        "page: references": page("&amp;&#x41;"),
        "page: the longest article": page("<li><a href=/news>All of the news</a></li>", article),
        "text: the longest": filled(SPOKEN, TEXT),
    }
    for name, body in html.items():
        yield name, "/v1/report", "text/plain", body
    half, most = numbered(TEXT // 2 - 200), numbered(TEXT * 9 // 10)
    words = filled("no ", TEXT // 4)
    for name, body in {
        "verify: 10 quotations of a long source": beside(quoted(most, len(most.split("\n\n")) // 10), most),
        "verify: 100 quotations of a long source": beside(quoted(most, len(most.split("\n\n")) // 100), most),
        "verify: a draft that is its source": beside(half, half),
        "verify: one long quotation of one word": beside(f"“{words}”", f"“{words}”"),
        "verify: short quotations of one word": beside(filled("“no no no no no,” said Ana. ", TEXT // 4), filled("No no. ", TEXT // 2)),
        "verify: a thousand sources": beside(half, *[half[i * 120 : i * 120 + 120] for i in range(1000)]),
        "verify: a page as a source": beside(SPOKEN, page("<li><a href=/news>All of the news</a></li>", size=PAGE - 200)),
    }.items():
        yield name, "/v1/verify", "application/json", body


def seconds(service):
    with open(f"/proc/{service.process.pid}/stat", encoding="utf-8") as stat:
        fields = stat.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def main(program, name=""):
    for which, path, kind, body in requests():
        if name not in which:
            continue
        with Service(program) as service:
            before = seconds(service)
            status, _ = service.ask("POST", path, body.encode(), kind=kind)
            took = seconds(service) - before
        print(f"{which:<45}{len(body.encode()):>10} bytes  {status}  {took:>7.2f} s", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
