"""The service for minutes with everybody at once, then small articles beside one giant, then its end:
soak.py PROGRAM SECONDS."""

import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from clients import Exact, Giant, Gone, Slow
from ends import ends
from service import Service, Watch

HERE = Path(__file__).parent
SMALL = [
    "“Ça va,” said Ana Kovic.",
    "Mayor Ana Kovic closed the bridge. “We are not going to wait,” she said. Nobody was hurt.",
    "The ministry said that the bridge was safe. “It is not,” Ben Brandt told reporters.",
    "Nobody spoke of the bridge on Monday, and nobody asked.",
    "<p>“We &amp; they,” said <b>Eva Noir</b>.</p>",
]
# What 99 of a hundred small articles beside one giant take at the most, in seconds.
SMALL_WITHIN = 1.0
# Memory that may come on, after the beginning, in bytes: allocators keep some.
GROWTH = 24 << 20

failed = []


def hold(what, is_fine, shown):
    print(f"  {'ok' if is_fine else 'NO':<4}{what}: {shown}", flush=True)
    if not is_fine:
        failed.append(what)


def small_articles(service, folder):
    """Writes them and the answers that they get while nothing else is asked."""
    for number, article in enumerate(SMALL, 1):
        status, answer = service.annotate(article.encode())
        assert status == 200, answer
        (folder / f"{number}.txt").write_bytes(article.encode())
        (folder / f"{number}.json").write_bytes(answer)


def wrk(service, folder, connections, seconds):
    command = ["wrk", "-t", "1", "-c", str(connections), "-d", f"{seconds}s", "--timeout", "60s"]
    command += ["-s", str(HERE / "small.lua"), f"http://127.0.0.1:{service.port}/v1/annotate"]
    command += ["--", str(folder), str(len(SMALL))]
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return json.loads(out.splitlines()[-1])


def everybody(program, folder, seconds):
    print(f"64 connections, giants, slow clients and some that go, for {seconds} s", flush=True)
    # Room for all who wait: whoever is turned away would ask again at once, and nothing else.
    with Service(program, "--queue", "200", "--connections", "300") as service:
        small_articles(service, folder)
        others = [Giant(service, 0), Exact(service, 1), Exact(service, 2)]
        others += [Slow(service, number) for number in range(10, 40)]
        others += [Gone(service, number) for number in range(50, 54)]
        watch = Watch(service)
        for thread in [watch, *others]:
            thread.start()
        found = wrk(service, folder, 64, seconds)
        for client in others[3:]:
            client.end()
        memory = watch.end()
        for client in others[:3]:
            client.end()
        exact = Counter(others[1].answers) + Counter(others[2].answers)
        giants = others[0].answers
        hold("wrong answers", found["wrong"] == 0 and "wrong" not in exact, f"{found['wrong']} of {found['right']}; others: {dict(exact)}")
        lost = found["broken"] + found["other"] + found["busy"] + exact.total() - exact["right"]
        hold("lost or refused", lost == 0 and found["right"] > 0, lost)
        hold("giants read", giants.get(200, 0) > 0 and set(giants) <= {200, 503, 504}, giants)
        counted = service.counted(200) - found["right"] - exact["right"] - giants.get(200, 0)
        # The last ones that wrk asked for and did not wait for, and those of clients that went.
        hold("answers that it counted and nobody had", counted >= 0, counted)
        early, late = memory[len(memory) // 4 : len(memory) // 2], memory[3 * len(memory) // 4 :]
        growth = max(late) - max(early)
        hold("memory", growth < GROWTH, f"{max(early) / 1e6:.0f} MB early, {max(late) / 1e6:.0f} MB late, {max(memory) / 1e6:.0f} MB at the most")
        print(f"      {found['right'] / found['seconds']:.1f} answers a second, half within {found['p50']:.2f} s, 99 % within {found['p99']:.2f} s", flush=True)
        took, code = service.stop(32)
        hold("asked to stop", code == 0, "it goes on" if took is None else f"{took:.2f} s")


def beside_a_giant(program, folder, seconds):
    print(f"4 connections beside one giant, for {seconds} s", flush=True)
    with Service(program) as service:
        small_articles(service, folder)
        giant = Giant(service, 0)
        giant.start()
        time.sleep(1)
        found = wrk(service, folder, 4, seconds)
        fine = found["right"] > 0 and not any(found[n] for n in ["wrong", "broken", "busy", "other"])
        hold("answers", fine, found["right"])
        shown = f"half within {found['p50']:.3f} s, 99 % within {found['p99']:.3f} s, all within {found['most']:.3f} s"
        hold("small articles", found["p99"] < SMALL_WITHIN, shown)
        giant.is_over.set()


def main():
    program, seconds = sys.argv[1], int(sys.argv[2])
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        everybody(program, Path(name), seconds)
        beside_a_giant(program, Path(name), max(seconds // 10, 5))
    if not ends(program):
        failed.append("asked to stop")
    print(f"{'failed: ' + ', '.join(failed) if failed else 'everything holds'}, after {time.monotonic() - began:.0f} s")
    sys.exit(bool(failed))


main()
