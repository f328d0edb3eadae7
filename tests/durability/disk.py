"""A disk that loses its power: what a program wrote, as `strace` saw it, and what could be left of that.

Synced writes stay. Of the others any may be there and any not, each torn at sectors of 512 bytes. A name that
was made or taken away lasts once its folder is synced.
"""

import re
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from random import Random
from typing import Literal

SECTOR = 512
CALLS = "pwrite64,write,ftruncate,fsync,fdatasync,openat,unlink,mkdir"
ACKNOWLEDGED = "acknowledged"
"""The file into which a traced program writes what it holds for durable."""
NEEDS_STRACE = "The power-loss test needs strace, with the right to trace: apt-get install strace"

_CALL = re.compile(r"^\d+ +(\w+)\((.*)\) += (\d+)")
_FD = re.compile(r"^\d+<([^>]*)>")
_HEX = re.compile(r"\\x([0-9a-f]{2})")
Deed = Literal["write", "cut", "sync", "make", "make folder", "drop", "acknowledge"]


@dataclass(frozen=True)
class Step:
    """One thing that was done to a path. `at` is an offset, a length after a cut, or a number acknowledged."""

    deed: Deed
    path: Path
    at: int = 0
    data: bytes = b""


def can_trace() -> bool:
    """Whether `strace` is here and may trace."""
    try:
        return (
            subprocess.run(["strace", "-f", "-o", "/dev/null", "true"], check=False, capture_output=True).returncode
            == 0
        )
    except FileNotFoundError:
        return False


def traced(command: Sequence[str], folder: Path) -> list[Step]:
    """Run a command; everything it did under a folder, in order."""
    log = folder.with_name(f"{folder.name}.strace")
    subprocess.run(
        ["strace", "-f", "-y", "-xx", "-s", "100000", "-e", f"trace={CALLS}", "-o", log, *command], check=True
    )
    with log.open(encoding="ascii") as lines:
        found = [step for line in lines if (step := _step(line)) is not None]
    return [step for step in found if step.path.is_relative_to(folder)]


def _text(hexed: str) -> str:
    return _HEX.sub(lambda found: chr(int(found[1], 16)), hexed)


def _step(line: str) -> Step | None:
    call = _CALL.match(line)
    if call is None:
        assert "unfinished" not in line, "the traced program must have one thread"
        return None
    name, arguments = call[1], call[2]
    if name in ("openat", "unlink", "mkdir"):
        return _named(name, arguments)
    of = _FD.match(arguments)
    if of is None:
        return None
    path, rest = Path(_text(of[1])), arguments[of.end() :]
    match name:
        case "fsync" | "fdatasync":
            return Step("sync", path)
        case "ftruncate":
            return Step("cut", path, int(rest.split(", ")[1]))
        case "write" if path.name == ACKNOWLEDGED:
            return Step("acknowledge", path, int(_text(rest.split('"')[1])))
        case "pwrite64":
            _, data, tail = rest.split('"')
            return Step("write", path, int(tail.split(", ")[2]), bytes.fromhex(data.replace("\\x", "")))
    return None


def _named(name: str, arguments: str) -> Step | None:
    path = Path(_text(arguments.split('"')[1]))
    match name:
        case "unlink":
            return Step("drop", path)
        case "mkdir":
            return Step("make folder", path)
    return Step("make", path) if "O_CREAT" in arguments else None


@dataclass
class _File:
    durable: bytearray = field(default_factory=bytearray)
    pending: list[Step] = field(default_factory=list)


class Disk:
    """What is durable, and what is only written, after some steps."""

    def __init__(self) -> None:
        self.files: dict[Path, _File] = {}
        self.lasting: set[Path] = set()
        self.renamed: dict[Path, bool] = {}
        """Names made (True) or dropped (False) since their folder was synced."""
        self.acknowledged = 0

    def hold(self, path: Path) -> None:
        """A file that was there before, in a folder that was, too."""
        self.files |= {path: _File(bytearray(path.read_bytes())), path.parent: _File()}
        self.lasting |= {path, path.parent}

    def take(self, step: Step) -> None:
        """One step more."""
        match step.deed:
            case "acknowledge":
                self.acknowledged = step.at
            case "make" | "make folder" if step.path not in self.present:
                self.files[step.path] = _File()
                self.renamed[step.path] = True
            case "drop":
                self.renamed[step.path] = False
            case "write" | "cut":
                self.files[step.path].pending.append(step)
            case "sync":
                self._sync(step.path)

    @property
    def present(self) -> set[Path]:
        """The names that a running program sees."""
        made = {path for path, is_made in self.renamed.items() if is_made}
        return (self.lasting | made) - {path for path, is_made in self.renamed.items() if not is_made}

    def _sync(self, path: Path) -> None:
        for name in [name for name in self.renamed if name.parent == path]:
            (self.lasting.add if self.renamed.pop(name) else self.lasting.discard)(name)
        if path in self.files:
            file = self.files[path]
            for step in file.pending:
                _apply(file.durable, step)
            file.pending.clear()

    def after_a_power_cut(self, chance: Random | bool) -> dict[Path, bytes]:
        """One disk that could be left: by chance, or with all (True) or none (False) of what was not synced."""
        lasting = set(self.lasting)
        for path, is_made in self.renamed.items():
            if kept(chance):
                (lasting.add if is_made else lasting.discard)(path)
        reachable = {
            path for path in lasting if all(folder in lasting for folder in path.parents if folder in self.files)
        }
        return {path: self._content(path, chance) for path in reachable}

    def _content(self, path: Path, chance: Random | bool) -> bytes:
        content = bytearray(self.files[path].durable)
        for step in self.files[path].pending:
            for part in _torn(step) if kept(chance) else ():
                if step.deed == "cut" or kept(chance):
                    _apply(content, part)
        return bytes(content)


def kept(chance: Random | bool) -> bool:
    """Whether something that was not synced is there after all."""
    return chance if isinstance(chance, bool) else chance.random() < 0.7


def _torn(step: Step) -> Iterator[Step]:
    if step.deed == "cut":
        yield step
    for _, run in groupby(range(step.at, step.at + len(step.data)), key=lambda at: at // SECTOR):
        places = list(run)
        yield Step("write", step.path, places[0], step.data[places[0] - step.at : places[-1] + 1 - step.at])


def _apply(content: bytearray, step: Step) -> None:
    if step.deed == "cut":
        del content[step.at :]
        content.extend(bytes(step.at - len(content)))
    else:
        content.extend(bytes(max(0, step.at - len(content))))
        content[step.at : step.at + len(step.data)] = step.data
