"""A wire between a program and a PostgreSQL server that can be cut in the moment of a COMMIT.

In: where the server listens.  Out: a port on loopback.  Every connection through it is forwarded byte by byte.
"""

import contextlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, Literal

from psycopg import conninfo

COMMIT: Final = b"COMMIT\0"  # the end of a simple query
When = Literal["before", "after"]


class Wire:
    """Cuts the next connection that says COMMIT: before the server hears of it, or after it has done it."""

    def __init__(self, server: tuple[str, int]) -> None:
        self._server = server
        self._next: When | None = None
        self.cuts = 0
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def cut_next(self, when: When | None) -> None:
        """The next COMMIT is cut off; what comes later is not.  None: it is not, after all."""
        self._next = when

    def close(self) -> None:
        """Nobody is connected any more."""
        self._listening.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):  # closed
            while True:
                client, _ = self._listening.accept()
                server = socket.create_connection(self._server)
                threading.Thread(target=self._listen, args=(client, server), daemon=True).start()

    def _listen(self, client: socket.socket, server: socket.socket) -> None:
        """What the program says, on to the server; its answers come back by a second thread."""
        silent = threading.Event()
        answered = threading.Event()
        back = threading.Thread(
            target=_answer, args=(client, server, silent, answered), daemon=True
        )
        back.start()
        with contextlib.suppress(OSError):
            while said := client.recv(65_536):
                if COMMIT in said and self._next is not None:
                    when, self._next = self._next, None
                    self.cuts += 1
                    silent.set()
                    if when == "after":
                        answered.clear()
                        server.sendall(said)
                        answered.wait(10)
                    break
                server.sendall(said)
        _end(client, server)


def _answer(
    client: socket.socket,
    server: socket.socket,
    silent: threading.Event,
    answered: threading.Event,
) -> None:
    with contextlib.suppress(OSError):
        while said := server.recv(65_536):
            answered.set()
            if not silent.is_set():
                client.sendall(said)
    _end(client, server)


def _end(*both: socket.socket) -> None:
    for one in both:
        with contextlib.suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)
        one.close()


@contextmanager
def wired(url: str) -> Iterator[tuple[Wire, str]]:
    """A wire to the server of an address, and the address that goes through it."""
    parts = conninfo.conninfo_to_dict(url)
    wire = Wire((str(parts["host"]), int(str(parts["port"]))))
    try:
        user = f"{parts['user']}@" if parts.get("user") else ""
        yield (
            wire,
            f"postgresql://{user}127.0.0.1:{wire.port}/{parts['dbname']}?sslmode=disable&gssencmode=disable",
        )
    finally:
        wire.close()
