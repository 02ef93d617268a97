"""A PostgreSQL server of our own that may be ill-treated.

In: nothing but the server's programs.  Out: an address on loopback.  It runs as a user without rights when we are root,
as PostgreSQL insists.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from glob import glob
from pathlib import Path
from typing import Final

import psycopg
import pytest

READY_SECONDS: Final = 30.0
USER: Final = "postgres"


class Cluster:
    """Started, stopped in an instant, started again."""

    def __init__(self, folder: Path, programs: Path, user: str) -> None:
        self._data, self._programs, self._user = folder / "data", programs, user
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port: int = free.getsockname()[1]
        self._run("initdb", "--auth=trust", f"--username={user}", "--encoding=UTF8", "--locale=C")
        settings = f"port = {self.port}\nlisten_addresses = '127.0.0.1'\nunix_socket_directories = '{folder}'\n"
        with (self._data / "postgresql.auto.conf").open("a", encoding="utf-8") as file:
            file.write(settings + "checkpoint_timeout = 30\nrestart_after_crash = on\n")

    def address(self, database: str) -> str:
        """Of a database in it."""
        return f"postgresql://{self._user}@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        """Returns when the server answers."""
        self._run("pg_ctl", "--wait", f"--log={self._data / 'log'}", "start")
        self.wait()

    def stop(self, mode: str) -> None:
        """`immediate` is a crash: nothing is written, the next start recovers."""
        self._run("pg_ctl", "--wait", f"--mode={mode}", "stop")

    def wait(self) -> None:
        """Until it takes connections again."""
        until = time.monotonic() + READY_SECONDS
        while True:
            try:
                psycopg.connect(self.address("postgres"), connect_timeout=3).close()
            except psycopg.OperationalError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.02)
            else:
                return

    def make_database(self, name: str) -> str:
        """The address of a new one."""
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        return self.address(name)

    def end_backends(self, database: str, *, hard: bool) -> int:
        """End all sessions of a database: politely, or one of them by SIGKILL, after which the whole server recovers."""
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            found = connection.execute(
                "SELECT pid FROM pg_stat_activity WHERE datname = %s AND backend_type = 'client backend'"
                " ORDER BY state = 'active' DESC",
                (database,),
            ).fetchall()
            if not hard:
                for (pid,) in found:
                    connection.execute("SELECT pg_terminate_backend(%s)", (pid,))
        if hard and found:
            os.kill(found[0][0], signal.SIGKILL)
        return len(found)

    def _run(self, program: str, *options: str) -> None:
        command = [str(self._programs / program), f"--pgdata={self._data}", *options]
        identity = (
            {} if os.geteuid() else {"user": self._user, "group": self._user, "extra_groups": ()}
        )
        subprocess.run(  # type: ignore[call-overload]  # the names of an identity are the library's own
            command,
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            cwd=self._data.parent,
            **identity,
        )


@contextmanager
def own_cluster() -> Iterator[Cluster]:
    """A running server; gone afterwards."""
    programs = find_programs()
    folder = Path(tempfile.mkdtemp(prefix="wiredesk-pg-"))
    user = USER if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
    try:
        shutil.chown(folder, user)
        cluster = Cluster(folder, programs, user)
        cluster.start()
        try:
            yield cluster
        finally:
            cluster.stop("immediate")
    finally:
        shutil.rmtree(folder)


def find_programs() -> Path:
    """Where initdb and pg_ctl lie; the test is skipped without them, but not in CI."""
    packaged = sorted(glob("/usr/lib/postgresql/*/bin/initdb"))  # noqa: PTH207 - no folder to begin at
    found = packaged[-1] if packaged else shutil.which("initdb")
    if found is None:
        told = "initdb of PostgreSQL is not installed here"
        pytest.fail(told) if os.environ.get("WIREDESK_CI") == "1" else pytest.skip(told)
    return Path(str(found)).parent
