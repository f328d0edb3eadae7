"""The manifest of an export: a Data Package (version 2) with the hash of each file and the form of each table.

https://datapackage.org/standard/data-package/
"""

import hashlib
import json
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cati import __version__
from cati.errors import UnreadableFileError
from cati.export.edition import Edition, Notes
from cati.export.labels import missing_labels
from cati.questionnaire.variables import Variable

MANIFEST = "datapackage.json"
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
TYPES = {
    "code": "integer", "flag": "integer", "integer": "integer", "status": "integer", "decimal": "number",
    "text": "string", "date": "date", "time": "time", "datetime": "datetime",
}  # fmt: skip
MEDIA = {
    "csv": "text/csv", "html": "text/html", "md": "text/markdown", "xml": "application/xml",
    "jsonl": "application/jsonl",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}  # fmt: skip
GUARD = "a text that begins with = + - @ ' TAB or CR has one ' before it in interviews-excel.csv; take one away"
Described = Mapping[str, tuple[Variable, ...]]
"""The columns of each plain CSV file, by its name."""


def write_manifest(folder: Path, edition: Edition, described: Described, notes: Notes, now: datetime) -> None:
    """Write the manifest of all files in a folder, down to the disk."""
    files = sorted(file for file in folder.iterdir() if file.name != MANIFEST)
    document = {
        "$schema": PROFILE,
        "name": "interviews",
        "title": edition.tell(edition.title),
        "created": created(now),
        "resources": [resource(file, described.get(file.name), edition) for file in files],
        "cati": about(edition, notes),
    }
    with (folder / MANIFEST).open("x", encoding="utf-8", newline="\n") as out:
        out.write(json.dumps(document, ensure_ascii=False, indent=1) + "\n")
        out.flush()
        os.fsync(out.fileno())


def created(now: datetime) -> str:
    """The clock of the wall, or what reproducible builds say instead: the only clock of an export."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else now.astimezone(UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def about(edition: Edition, notes: Notes) -> dict[str, Any]:
    """What is in the export, and what is not."""
    told: dict[str, Any] = {
        "software": f"cati {__version__}",
        "questionnaire_versions": [version.name for version in edition.versions],
        "filter": dict(edition.selection),
        "data_as_of": edition.data_as_of.isoformat(timespec="seconds"),
        "rows": sum(edition.outcomes.values()),
        "outcomes": dict(sorted(edition.outcomes.items())),
        "left_out": dict(sorted(edition.left_out.items())),
        "labels_cut": len(notes.cut_labels),
        "label_conflicts": notes.label_conflicts,
        "guarded_cells": notes.guarded_cells,
    }
    return told | ({"guard": GUARD} if notes.guarded_cells else {})


def resource(file: Path, columns: tuple[Variable, ...] | None, edition: Edition) -> dict[str, Any]:
    """One file: where, how large, its hash; for a plain CSV the form of its table."""
    ending = file.suffix[1:]
    told: dict[str, Any] = {
        "name": file.stem if columns is not None else file.name,
        "path": file.name,
        "type": "file",
        "format": ending,
        **({"mediatype": MEDIA[ending]} if ending in MEDIA else {}),
        "bytes": file.stat().st_size,
        "hash": f"sha256:{sha256(file)}",
    }
    if columns is not None:
        told |= {
            "type": "table",
            "encoding": "utf-8",
            "dialect": {"delimiter": ",", "lineTerminator": "\r\n"},
            "schema": {
                "fields": [field(column, edition) for column in columns],
                "missingValues": [""],
            },
        }
    return told


def field(column: Variable, edition: Edition) -> dict[str, Any]:
    """One column; the codes of having no answer are missing values of numbers only, since "-98" may be a text."""
    told: dict[str, Any] = {"name": column.name, "title": edition.label(column), "type": TYPES[column.kind]}
    missing = missing_labels(edition, column)
    if missing:
        told["missingValues"] = ["", *(str(code) for code in sorted(missing, reverse=True))]
    if column.value_labels:
        told["categories"] = [
            {"value": code, "label": edition.tell(label)} for code, label in column.value_labels.items()
        ]
    return told


def sha256(file: Path) -> str:
    """The SHA-256 of a file, 64 hex digits."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def manifest_in(folder: Path) -> dict[str, Any] | None:
    """The manifest of a delivered folder, if one is there. Raises `UnreadableFileError` for what is none."""
    file = folder / MANIFEST
    if not file.is_file():
        return None
    try:
        document: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        hashes_in(document)
    except (ValueError, TypeError, KeyError, AttributeError) as fault:
        raise UnreadableFileError("delivered.unreadable", file=file, reason=str(fault)[:200]) from fault
    return document


def hashes_in(document: Mapping[str, Any]) -> dict[str, str]:
    """The SHA-256 of each file that a manifest names, 64 hex digits."""
    return {str(each["path"]): str(each["hash"]).removeprefix("sha256:") for each in document["resources"]}
