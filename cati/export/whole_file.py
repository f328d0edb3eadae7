"""Files and folders that are there whole or not at all: made beside their place, then given their name."""

import errno
import glob
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from cati.errors import CannotWriteError, ExportError, TargetExistsError

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}
STALE_SECONDS = 86_400
MEGABYTE = 1_000_000


@contextmanager
def whole_file(target: Path, *, replace: bool) -> Iterator[Path]:
    """A place to write in; what is there after the block becomes the target, for good.

    Raises `TargetExistsError` if the target is there and must not be replaced, `CannotWriteError` if the
    disk or the folder refuses. Nothing is left behind then.
    """
    refuse_existing(target, replace=replace)
    with told_as_export(target), part_folder(target) as part:
        file = part / target.name
        yield file
        put_in_place(file, target, replace=replace)
        sync_folder(target.parent)


@contextmanager
def whole_folder(target: Path, *, replace: bool) -> Iterator[Path]:
    """As `whole_file`, for a folder with all that is in it."""
    refuse_existing(target, replace=replace)
    with told_as_export(target), part_folder(target) as part:
        folder = part / target.name
        folder.mkdir()
        yield folder
        sync_folder(folder)
        exchange(folder, target, replace=replace)


def exchange(folder: Path, target: Path, *, replace: bool) -> None:
    """Give a folder its name; the one that had it lies beside it till then, and is removed as a part after that."""
    old = target.with_name(f"{target.name}.old-{secrets.token_hex(4)}")
    if os.path.lexists(target):
        refuse_existing(target, replace=replace)
        target.rename(old)
    folder.rename(target)
    sync_folder(target.parent)
    if os.path.lexists(old):
        old.rename(folder.parent / "old")


@contextmanager
def part_folder(target: Path) -> Iterator[Path]:
    """A folder beside the target, gone after the block with all that is in it."""
    clear_stale(target)
    part = target.with_name(f".{target.name}-{secrets.token_hex(4)}.part")
    part.mkdir()
    try:
        yield part
    finally:
        shutil.rmtree(part, ignore_errors=True)


@contextmanager
def told_as_export(target: Path) -> Iterator[None]:
    """Raise what the operating system refuses as the errors of an export."""
    try:
        yield
    except OSError as fault:
        raise refusal(fault, target) from fault


def refusal(fault: OSError, target: Path) -> ExportError:
    """The error of ours for one of the operating system's."""
    if fault.errno in FULL:
        return CannotWriteError("export.file_limit", free=in_words(free_bytes(target.parent)), folder=target.parent)
    if fault.errno in FORBIDDEN:
        return CannotWriteError("export.no_permission", target=target)
    return CannotWriteError("export.cannot_write", target=target, reason=fault.strerror or fault)


def refuse_existing(target: Path, *, replace: bool) -> None:
    """Stop before any work if the target is there."""
    if not replace and os.path.lexists(target):
        raise TargetExistsError("export.target_exists", target=target)


def put_in_place(part: Path, target: Path, *, replace: bool) -> None:
    """Give the file its name; what came there meanwhile is not replaced unasked."""
    if not replace:
        try:
            target.hardlink_to(part)
        except FileExistsError:
            raise TargetExistsError("export.target_exists", target=target) from None
        except OSError:  # a file system without links
            refuse_existing(target, replace=False)
        else:
            return
    part.replace(target)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def clear_stale(target: Path) -> None:
    """Remove what an export that was killed left here a day ago or earlier."""
    for left in target.parent.glob(f".{glob.escape(target.name)}-????????.part"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > STALE_SECONDS:
                shutil.rmtree(left)


def require_space(target: Path, needed: int) -> None:
    """Stop before any work if the disk cannot hold the estimate."""
    free = free_bytes(target.parent)
    if needed > free:
        raise CannotWriteError("export.disk_full", needed=in_words(needed), free=in_words(free), folder=target.parent)


def free_bytes(folder: Path) -> int:
    """What this account may still write there."""
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return 0


def in_words(size: int) -> str:
    """A size in megabytes."""
    return f"{size / MEGABYTE:.0f} MB"
