"""Asked to stop, in every state: it ends within the time that it has for it."""

import threading
import time

from clients import GIANT, HALF_A_BODY, HALF_HEADERS, silent
from service import Service

# Seconds that it has, and some for the rest on a machine that does other things too.
STOP, MORE = 3, 2
START = ["--stop-time", str(STOP), "--readers", "2"]


def asked(service, count, article):
    """So many requests that wait for an answer, and what becomes of them."""
    answers = []

    def ask():
        try:
            answers.append(service.annotate(article)[0])
        except OSError:
            answers.append("cut off")

    threads = [threading.Thread(target=ask, daemon=True) for _ in range(count)]
    for thread in threads:
        thread.start()
    return answers


def idle(program):
    return Service(program, *START), None


def headers(program):
    service = Service(program, *START)
    return service, silent(service, 50, HALF_HEADERS)


def few_files(program):
    service = Service(program, *START, "--connections", "1000", files=256)
    clients = silent(service, 300, HALF_HEADERS)
    assert service.ask("GET", "/health") == (200, b"ok\n"), "it answers beside them"
    return service, clients


def giants(program):
    service = Service(program, *START)
    return service, asked(service, 3, GIANT)


def bodies(program):
    service = Service(program, *START)
    before = service.memory()
    clients = silent(service, 60, HALF_A_BODY)
    time.sleep(1)
    held = service.memory() - before
    assert held < 48 << 20, f"60 unfinished bodies take {held >> 20} MiB"
    return service, clients


def time_outs(program):
    service = Service(program, *START, "--time-limit", "1")
    answers = asked(service, 3, GIANT)
    for _ in range(100):
        if answers:
            break
        time.sleep(0.1)
    assert answers == [504] * len(answers) and answers, f"their time is over: {answers}"
    return service, asked(service, 3, GIANT)


def ends(program):
    """Whether it ends in all of them."""
    is_fine = True
    for state in [idle, headers, few_files, giants, bodies, time_outs]:
        service, clients = state(program)
        with service:
            time.sleep(0.5)
            took, code = service.stop(STOP + MORE)
        fine = took is not None and code == 0
        is_fine &= fine
        shown = f"{took:.2f} s" if fine else f"goes on, or ends with {code}"
        print(f"  {'ok' if fine else 'NO':<4}asked to stop: {state.__name__.replace('_', ' '):<12}{shown}", flush=True)
        del clients
    return is_fine
