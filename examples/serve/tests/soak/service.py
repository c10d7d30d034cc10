"""The program: started, asked, watched, and asked to stop."""

import http.client
import os
import resource
import signal
import subprocess
import threading
import time


class Service:
    """One process, on a port of its own; `files` is what `ulimit -n` would say."""

    def __init__(self, program, *arguments, files=None):
        def limit():
            if files:
                resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))

        self.process = subprocess.Popen(
            [program, "--port", "0", *arguments], stdout=subprocess.PIPE, text=True, preexec_fn=limit
        )
        line = self.process.stdout.readline()
        self.port = int(line.rstrip().rstrip("/").rsplit(":", 1)[1])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.process.stdout.close()

    def ask(self, method, path, body=None, seconds=300, kind="text/plain"):
        """Status and body of an answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=seconds)
        try:
            headers = {"content-type": kind} if body is not None else {}
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def annotate(self, article, seconds=300):
        return self.ask("POST", "/v1/annotate", article, seconds)

    def counted(self, status):
        """How many requests for an article the service says it answered so."""
        lines = self.ask("GET", "/metrics")[1].decode().splitlines()
        name = f'dixit_requests_total{{endpoint="annotate",status="{status}"}} '
        return sum(int(line.removeprefix(name)) for line in lines if line.startswith(name))

    def memory(self):
        """Bytes that the process holds."""
        with open(f"/proc/{self.process.pid}/statm") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")

    def stop(self, most):
        """Seconds that it takes to end once it is asked to, and its exit code; none of both if it
        goes on after `most` seconds."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        try:
            code = self.process.wait(most)
        except subprocess.TimeoutExpired:
            return None, None
        return time.monotonic() - began, code


class Watch(threading.Thread):
    """The memory of a service, twice a second."""

    def __init__(self, service):
        super().__init__(daemon=True)
        self.service, self.samples, self.is_over = service, [], threading.Event()

    def run(self):
        while not self.is_over.wait(0.5):
            self.samples.append(self.service.memory())

    def end(self):
        self.is_over.set()
        self.join()
        return self.samples
