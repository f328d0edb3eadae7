"""Importing a sample, against its two parts alone: `csv` for the rows, `phonenumbers` for two numbers in each."""

import csv
import tempfile
from pathlib import Path
from random import Random

import phonenumbers

from benchmarks.contest import Figure, contest
from cati.fieldwork.import_order import Order
from cati.fieldwork.import_sample import import_sample
from cati.fieldwork.room import Room
from cati.fieldwork.search_cases import search_cases
from cati.fieldwork.study import Study, open_study
from cati.storage.store import open_store
from sample_files import HEADINGS, in_silence

SIZES = (10_000, 100_000)
PROJECT = Path(__file__).parents[2]
TEXTS = {"key": "c00001", "name": "beeld 77", "phone": "050 00 77", "enterprise number": "1000.77"}


def write_sample(file: Path, size: int) -> None:
    """Invented companies, each with two numbers that are right."""
    chance = Random(1)  # noqa: S311  # invented companies
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, delimiter=";")
        writer.writerow([*HEADINGS, "phone_2", "enterprise_number", "employees", "nace_code", "postal_code"])
        for at in range(size):
            first = 10_000_000 + at
            last = f"{at // 10_000 % 100:02} {at // 100 % 100:02} {at % 100:02}"
            writer.writerow([
                f"Voorbeeld {at} NV", "Brugge", f"050 {last}", "verzonnen", "2027-01-04", f"0470 {last}",
                f"{first}{97 - first % 97:02}", chance.randint(1, 400), "62010", "8000",
            ])  # fmt: skip


def parts_alone(file: Path) -> None:
    """The limit: the rows by `csv`, and each number parsed, judged and written in one form."""
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter=";"):
            for name in ("phone_1", "phone_2"):
                number = phonenumbers.parse(row[name], "BE")
                assert phonenumbers.is_valid_number(number)
                phonenumbers.number_type(number)
                phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def a_room(study: Study, place: Path) -> Room:
    """A phone room with a database of its own."""
    return Room(study, open_store(place, create=True))


def run(rounds: int) -> list[Figure]:
    """The whole import of a new sample by size, then a search in what was imported."""
    study = open_study(PROJECT)
    rows: list[Figure] = []
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "sample.csv"
            write_sample(file, size)

            def whole(at: int, file: Path = file) -> None:
                room = a_room(study, file.with_name(f"{at}.sqlite"))
                assert import_sample(room, Order(file), in_silence).is_written
                room.store.close()

            steps = {"csv + phonenumbers": lambda _, file=file: parts_alone(file), "cati sample import": whole}
            rows += contest(f"import, {size} rows", steps, rounds, {"cati sample import": "<= 2.0"})
            rows += searched(study, file.with_name("0.sqlite"), size, rounds * 20)
    return rows


def searched(study: Study, place: Path, size: int, rounds: int) -> list[Figure]:
    """How long a search takes, by what is typed."""
    room = a_room(study, place)
    steps = {what: lambda _, text=text: search_cases(room, text) for what, text in TEXTS.items()}
    rows = contest(f"search, {size} cases", steps, rounds, {})
    room.store.close()
    return rows
