"""Whether delivered files still are what was delivered, and what the data say now: each is made again and compared."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

from cati.errors import UnreadableFileError
from cati.export.datapackage import MANIFEST, hashes_in, manifest_in, sha256
from cati.export.delivered import READERS
from cati.export.differences import Differences, compare_tables
from cati.export.edition import Progress, idle
from cati.export.making import CODEBOOKS, FORMATS, chosen, format_of
from cati.fieldwork.export import read, write_all
from cati.fieldwork.export_record import delivery_of
from cati.fieldwork.export_source import Wanted, salt_of
from cati.fieldwork.interviewed import pseudonym
from cati.fieldwork.room import Room
from cati.storage.snapshot import snapshot

State = Literal["as_delivered", "changed", "missing", "unknown"]
"""A file by its SHA-256; `unknown` is one that no export of this study is known to have made."""


@dataclass(frozen=True)
class Checked:
    """One delivered file. Where it holds a table, `differences` are those with the data as they are now.

    `is_made_the_same` tells whether the same export, made now, would be what was delivered to the byte; `fault` why
    the file cannot be compared.
    """

    file: Path
    state: State
    is_as_data: bool = False
    is_made_the_same: bool = False
    differences: Differences | None = None
    fault: UnreadableFileError | None = None


@dataclass(frozen=True)
class Claim:
    """A file with what is known of its delivery: its hash then (None: unknown), its format, what was asked for."""

    file: Path
    hash: str | None
    made_as: str
    wanted: Wanted


def check_delivered(
    room: Room, places: Sequence[Path], fallback: Wanted, *, most: int, progress: Progress = idle
) -> tuple[Checked, ...]:
    """Check folders, manifests and single files; `most` changed cells of each are told.

    `fallback` is what was asked for where neither a manifest nor the database knows it. Raises an `ExportError` if
    there is nothing to compare with, `UnreadableFileError` for a place that is not there.
    """
    claims = [claim for place in places for claim in claims_of(room, place, fallback)]
    found = [Checked(claim.file, "missing") for claim in claims if not claim.file.exists()]
    strange = [claim.file for claim in claims if not is_made(claim.made_as) and claim.file.exists()]
    found += [Checked(file, "unknown", fault=UnreadableFileError("delivered.no_table", file=file)) for file in strange]
    found += [Checked(file, "unknown", is_as_data=True) for file in manifests_unknown(room, places)]
    for wanted in dict.fromkeys(claim.wanted for claim in claims):
        of_it = [each for each in claims if each.wanted == wanted and each.file.exists() and each.file not in strange]
        if not of_it:
            continue
        with TemporaryDirectory(prefix="cati-") as made:
            make_again(room, Path(made), wanted, of_it, progress)
            found += [checked(claim, Path(made) / claim.made_as, most) for claim in of_it]
    return tuple(sorted(found, key=lambda each: each.file))


def manifests_unknown(room: Room, places: Sequence[Path]) -> list[Path]:
    """The manifests of whole folders that no export on record wrote: what they say of the files is not certain."""
    files = [place / MANIFEST if place.is_dir() else place for place in places]
    return [file for file in files if file.name == MANIFEST and delivery_of(room, sha256(file)) is None]


def claims_of(room: Room, place: Path, fallback: Wanted) -> Iterator[Claim]:
    """What is known of the files at one place: by the manifest beside them, else by the exports on record."""
    if not place.exists():
        raise UnreadableFileError("delivered.not_there", file=place)
    folder = place if place.is_dir() else place.parent
    manifest = manifest_in(folder)
    hashes = {} if manifest is None else hashes_in(manifest)
    is_whole = place.is_dir() or place.name == MANIFEST
    if is_whole and manifest is None:
        raise UnreadableFileError("delivered.no_manifest", file=folder / MANIFEST)
    names = sorted({*hashes, *(file.name for file in folder.iterdir())} - {MANIFEST}) if is_whole else [place.name]
    for name in names:
        if name in hashes and manifest is not None:
            yield Claim(folder / name, hashes[name], name, again(manifest["cati"]["filter"]))
        else:
            yield claim_on_record(room, folder / name, fallback)


def claim_on_record(room: Room, file: Path, fallback: Wanted) -> Claim:
    """A single file: the exports on record know it by its SHA-256, whatever it is called now."""
    hash_ = sha256(file)
    delivery = delivery_of(room, hash_)
    if delivery is None:
        return Claim(file, None, made_as(file.name, ()), fallback)
    name = next(name for name, known in delivery.files.items() if known == hash_)
    return Claim(file, hash_, made_as(name, delivery.formats), again(delivery.selection))


def again(selection: Mapping[str, Any]) -> Wanted:
    """What was asked for; an older manifest says less of it."""
    return Wanted.of({**Wanted().selection(), **selection}, ())


def made_as(name: str, formats: Sequence[str]) -> str:
    """What the same file is called in a folder made again."""
    if is_made(name):
        return name
    if len(formats) == 1:
        return FORMATS[formats[0]].file
    by_ending = {format_.file.rpartition(".")[2]: format_.file for format_ in reversed(FORMATS.values())}
    return by_ending.get(name.rpartition(".")[2].casefold(), name)


def is_made(name: str) -> bool:
    """Whether an export makes a file of that name."""
    return format_of(name) is not None or name in OTHERS


OTHERS = frozenset({*(format_.file for format_ in CODEBOOKS), "cases.csv", "attempts.csv", "dials.csv", "events.csv"})
"""What is in a folder in whatever formats."""


def make_again(room: Room, folder: Path, wanted: Wanted, claims: Sequence[Claim], progress: Progress) -> None:
    """Make the same export of the data as they are now; nothing of it is kept."""
    formats = {format_ for claim in claims if (format_ := format_of(claim.made_as)) is not None}
    with read(room, wanted, folder) as (source, table):
        write_all(folder, source, table, [*chosen(sorted(formats)), *CODEBOOKS], progress)


def checked(claim: Claim, now: Path, most: int) -> Checked:
    """Compare one file with its hash at delivery, and with the same file made now."""
    hash_ = sha256(claim.file)
    state: State = "unknown" if claim.hash is None else "as_delivered" if claim.hash == hash_ else "changed"
    if not now.exists():
        return Checked(claim.file, state, fault=UnreadableFileError("delivered.nothing_now", file=claim.file))
    hash_now = sha256(now)
    is_made_the_same = hash_now == claim.hash
    if hash_ == hash_now:
        return Checked(claim.file, state, is_as_data=True, is_made_the_same=is_made_the_same)
    if now.suffix not in READERS:
        return Checked(claim.file, state, is_made_the_same=is_made_the_same)
    try:
        found = compare_tables(claim.file, now, most)
    except UnreadableFileError as fault:
        return Checked(claim.file, state, is_made_the_same=is_made_the_same, fault=fault)
    return Checked(claim.file, state, not found, is_made_the_same, found)


def case_names(room: Room) -> dict[str, str]:
    """The case behind each pseudonym: for the supervisor's eyes, in no file."""
    salt = salt_of(room)
    with snapshot(room.store) as now:
        keys = [case.case_key for which in (False, True) for case in now.cases(practice=which)]
    return {pseudonym(salt, key): key for key in keys}
