"""The database as a file: made by us alone, on a local disk, and still the one we opened."""

import errno
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from cati.errors import DatabaseMissingError, NetworkDiskError, NotADatabaseError, NotSavedError, ReadOnlyError

NETWORK_DISKS = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "glusterfs"} | {
    f"fuse.{kind}" for kind in ("ceph", "glusterfs", "rclone", "sshfs")
}
_MOUNTS = Path("/proc/self/mountinfo")

FileIdentity = tuple[int, int]
"""Device and inode: what makes a file the same file under any name."""


def identity_of(path: Path | str) -> FileIdentity | None:
    """Which file lies at a path now, or None if there is none."""
    try:
        found = os.stat(path)  # noqa: PTH116  # at every answer, where Path.stat costs twice as much
    except OSError:
        return None
    return found.st_dev, found.st_ino


def prepare(path: Path, *, create: bool) -> None:
    """Make the file (0600, its new folder 0700) or see that it is there and can be written.

    The file is never opened and closed once it exists: closing it would drop the locks that another
    connection of this process holds on it.

    Raises `DatabaseMissingError`, `ReadOnlyError`, `NetworkDiskError` or `NotADatabaseError`.
    """
    refuse_network_disk(path.parent)
    if not path.exists():
        if not create:
            raise DatabaseMissingError("storage.no_database", path=path)
        _make(path)
    if not path.is_file():
        raise NotADatabaseError("storage.not_a_database", path=path)
    if not (os.access(path, os.R_OK | os.W_OK) and os.access(path.parent, os.W_OK | os.X_OK)):
        raise ReadOnlyError("storage.read_only", folder=path.parent)


def _make(path: Path) -> None:
    missing = [folder for folder in path.parents if not folder.exists()]
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_CLOEXEC, 0o600))
        for folder in (path.parent, *(folder.parent for folder in missing)):
            with suppress(PermissionError):  # one may be allowed to make a file in a folder, and not to read it
                on_disk(folder)
    except FileExistsError:
        return  # another cati made it first
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise NotSavedError("storage.disk_full") from error
        raise ReadOnlyError("storage.read_only", folder=path.parent) from error


def on_disk(path: Path) -> None:
    """Return when the content of a file, or the names in a folder, outlast a power cut."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def refuse_network_disk(folder: Path) -> None:
    """Raise `NetworkDiskError` where the log of SQLite would not be safe (Linux can tell; others not)."""
    if not _MOUNTS.exists():
        return
    kind = disk_of(folder, _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape"))
    if kind in NETWORK_DISKS:
        raise NetworkDiskError("storage.network_disk", folder=folder, type=kind)


def disk_of(folder: Path, mounts: str) -> str:
    """The kind of file system a folder is on: that of the longest mount point, the last if mounted twice."""
    depth, kind = -1, ""
    for line in mounts.splitlines():
        left, _, right = line.partition(" - ")
        mount_point = Path(_unescaped(left.split(" ")[4]))
        if folder.is_relative_to(mount_point) and len(mount_point.parts) >= depth:
            depth, kind = len(mount_point.parts), right.split(" ")[0]
    return kind


def _unescaped(field: str) -> str:
    for code, character in ((r"\040", " "), (r"\011", "\t"), (r"\012", "\n"), (r"\134", "\\")):
        field = field.replace(code, character)
    return field


def page_faults(said: Iterable[str]) -> list[str]:
    """What `PRAGMA integrity_check` said, a fault a line; nothing if the file is whole."""
    lines = [line for text in said for line in text.splitlines()]
    return [line for line in lines if line != "ok" and not line.startswith("*** in database")]
