"""A preview that runs as a maintainer runs it: the command, in a process of its own."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping
from http.client import HTTPConnection
from pathlib import Path
from typing import Self

PATIENCE = 30
"""Seconds, on a busy machine."""


class RunningPreview:
    """`fonds serve` on a port that was free; inside a `with` block it runs."""

    def __init__(self, site: Path, *options: str, environment: Mapping[str, str] | None = None) -> None:
        command = [
            sys.executable,
            "-m",
            "builder",
            "serve",
            "--site",
            str(site),
            "--port",
            "0",
            "--jobs",
            "1",
        ]
        self.process = subprocess.Popen(
            [*command, *options],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**os.environ, **(environment or {})},
            start_new_session=True,
        )
        self.lines: list[str] = []
        self._said = threading.Condition()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def __enter__(self) -> Self:
        """Wait until pages can be asked for."""
        found = re.search(r"http://[^ ]+", self.wait_for("Serving http"))
        assert found
        self.url = found[0]
        host, _, port = self.url.split("/")[2].rpartition(":")
        self.host, self.port = host.strip("[]"), int(port)
        return self

    def __exit__(self, *_: object) -> None:
        """End it, whatever it is at."""
        if self.process.poll() is None:
            self.interrupt()
        assert self.process.stdout
        self.process.stdout.close()

    def interrupt(self) -> int:
        """Ctrl-C, as a terminal sends it: to all processes. Gives the exit code."""
        os.killpg(self.process.pid, signal.SIGINT)
        return self.process.wait(PATIENCE)

    def has_ended(self) -> bool:
        """Whether none of its processes is left: each has the pipe open that is listened to."""
        self._listener.join(PATIENCE)
        return not self._listener.is_alive()

    def wait_for(self, words: str, times: int = 1) -> str:
        """The line that says so, and has been said this often; fails where the command ends before."""

        def found() -> list[str]:
            return [line for line in self.lines if words in line]

        def is_said() -> bool:
            return len(found()) >= times or self.process.poll() is not None

        with self._said:
            assert self._said.wait_for(is_said, PATIENCE), (words, self.lines)
            assert len(found()) >= times, (words, self.lines)
            return found()[-1]

    def wait_until_built(self, times: int = 1) -> None:
        """Wait for the line of a build, the first or a later one."""
        self.wait_for("Built ", times)

    def get(self, path: str, method: str = "GET", headers: Mapping[str, str] | None = None) -> "Answered":
        """One request; the path is sent as it is."""
        connection = HTTPConnection(self.host, self.port, timeout=PATIENCE)
        connection.putrequest(method, path, skip_host="Host" in (headers or {}), skip_accept_encoding=True)
        for name, value in (headers or {}).items():
            connection.putheader(name, value)
        connection.endheaders()
        response = connection.getresponse()
        answered = Answered(
            response.status, dict(response.getheaders()), response.read().decode(errors="replace")
        )
        connection.close()
        return answered

    def send_raw(self, data: bytes) -> bytes:
        """What comes back for any bytes at all."""
        with socket.create_connection((self.host, self.port), timeout=PATIENCE) as opened:
            opened.sendall(data)
            opened.shutdown(socket.SHUT_WR)
            received = b""
            while chunk := opened.recv(65536):
                received += chunk
            return received

    def _listen(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            with self._said:
                self.lines.append(line.rstrip("\n"))
                self._said.notify_all()
        with self._said:
            self._said.notify_all()


class Answered:
    """Status, headers and text of an answer."""

    def __init__(self, status: int, headers: Mapping[str, str], text: str) -> None:
        self.status = status
        self.headers = headers
        self.text = text
