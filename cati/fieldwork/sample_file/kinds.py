"""What a file is by its first bytes, whatever its name says."""

import zipfile
from pathlib import Path
from typing import Literal

from cati.errors import SampleFileError

Kind = Literal["text", "workbook"]
LARGEST = 200 * 1024 * 1024
UNPACKED = 600 * 1024 * 1024
"""How many bytes a workbook may unpack to: a million rows of a sample, and no bomb."""
HEAD = 4096
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
OTHERS = {
    b"%PDF": "PDF", b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG", b"GIF8": "GIF", b"\x1f\x8b": "gzip",
    b"Rar!": "RAR", b"7z\xbc\xaf": "7-Zip", b"SQLite": "SQLite", b"{\\rtf": "RTF", b"PK\x05\x06": "ZIP",
}  # fmt: skip
MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<table")
MAIN_PARTS = frozenset({"xl/workbook.xml", "xl/workbook.bin", "content.xml"})
WORKBOOK_NAMES = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"})


def kind_of(file: Path) -> Kind:
    """Whether the file is text or a workbook. Raises `SampleFileError` if it is neither, or cannot be read."""
    head = head_of(file)
    if head.startswith(OLE):
        return "workbook"
    if head.startswith(ZIP):
        refuse_bomb(file)
        return "workbook"
    for first, name in OTHERS.items():
        if head.startswith(first):
            raise SampleFileError("sample.other_kind", file=file, kind=name)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(MARKUP):
        raise SampleFileError("sample.web_page", file=file)
    return "text"


def head_of(file: Path) -> bytes:
    """The first bytes of a file that is there, may be read, and is not too large."""
    try:
        with file.open("rb") as opened:
            head = opened.read(HEAD)
            size = opened.seek(0, 2)
    except FileNotFoundError as fault:
        raise SampleFileError("sample.missing", file=file) from fault
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "strerror", None) or fault
        raise SampleFileError("sample.unreadable", file=file, reason=reason) from fault
    if not head.strip():
        raise SampleFileError("sample.empty", file=file)
    if size > LARGEST:
        raise SampleFileError("sample.too_large", file=file, max=LARGEST // 1024**2)
    return head


def refuse_bomb(file: Path) -> None:
    """Refuse a package that unpacks to more than a sample can be, or to something else than it says."""
    try:
        with zipfile.ZipFile(file) as package:
            unpacked = sum(part.file_size for part in package.infolist())
            is_workbook = not MAIN_PARTS.isdisjoint(package.namelist())
            is_sound = unpacked > UNPACKED or not is_workbook or package.testzip() is None
    except Exception as fault:  # zipfile raises whatever a broken file brings about
        raise SampleFileError("sample.damaged", file=file) from fault
    if not is_workbook:
        raise SampleFileError("sample.other_kind", file=file, kind="ZIP")
    if unpacked > UNPACKED:
        raise SampleFileError("sample.bomb", file=file, max=UNPACKED // 1024**2)
    if not is_sound:
        raise SampleFileError("sample.damaged", file=file)
