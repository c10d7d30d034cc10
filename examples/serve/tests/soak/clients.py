"""Clients that nobody wants: slow ones, those that go, giants. Each goes on until it is told to end."""

import random
import socket
import threading

GIANT = ("Nobody spoke of the bridge on Monday, and nobody asked. " * 4000).encode()
HALF_HEADERS = b"GET /health HTTP/1.1\r\nhost: localhost\r\nx-more: "


def head(length):
    return f"POST /v1/annotate HTTP/1.1\r\nhost: localhost\r\ncontent-length: {length}\r\n\r\n".encode()


HALF_A_BODY = head(200_000) + b"x" * 100_000


def connect(service, sent=b""):
    """A connection on which so much was sent; nothing where it was not taken."""
    try:
        client = socket.create_connection(("127.0.0.1", service.port), timeout=10)
        client.sendall(sent)
        return client
    except OSError:
        return None


def silent(service, count, sent):
    """Connections that send this and then nothing."""
    return [client for client in (connect(service, sent) for _ in range(count)) if client]


class Client(threading.Thread):
    def __init__(self, service, number):
        super().__init__(daemon=True)
        self.service, self.random, self.is_over = service, random.Random(number), threading.Event()
        self.answers = {}

    def run(self):
        while not self.is_over.is_set():
            self.turn()

    def end(self):
        self.is_over.set()
        self.join(300)

    def annotate(self, article):
        """Status and body; a status in words where the connection is cut."""
        try:
            return self.service.annotate(article)
        except OSError:
            return "cut off", b""

    def count(self, what):
        self.answers[what] = self.answers.get(what, 0) + 1


class Slow(Client):
    """Sends a byte now and then, of headers or of a body, and comes back when it is cut off."""

    def turn(self):
        starts = [HALF_HEADERS, head(1000)]
        client = connect(self.service, self.random.choice(starts))
        if client is None:
            self.is_over.wait(1)
            return
        try:
            while not self.is_over.wait(self.random.uniform(0.2, 2)):
                client.sendall(b"x")
        except OSError:
            pass
        client.close()


class Gone(Client):
    """Sends an article and goes before it is answered."""

    def turn(self):
        article = self.random.choice([GIANT, b"Nobody spoke. " * 100])
        client = connect(self.service, head(len(article)) + article)
        self.is_over.wait(self.random.uniform(0.1, 3))
        if client:
            client.close()


class Giant(Client):
    """Sends the longest articles, one after the other, and waits for each."""

    def turn(self):
        status, _ = self.annotate(GIANT)
        self.count(status)
        if status != 200:
            self.is_over.wait(1)


class Exact(Client):
    """Sends articles that nobody else sends, again and again, and looks that each gets its own
    answer."""

    def __init__(self, service, number):
        super().__init__(service, number)
        self.known = {}

    def turn(self):
        words = f"Number {self.random.randrange(200)},"
        status, answer = self.annotate(f"“{words}” said Ana Kovic. She left.".encode())
        if status != 200:
            self.count(status)
        else:
            is_right = words.encode() in answer and self.known.setdefault(words, answer) == answer
            self.count("right" if is_right else "wrong")
        self.is_over.wait(0.2)
