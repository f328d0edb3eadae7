"""Rows of a sample file to cases, or to everything that is wrong with them. Pure: nothing is opened here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cati.questionnaire.model import Option, Questionnaire
from cati.questionnaire.validity import Invalid
from cati.sample.cells import STANDARD, read_number, read_own
from cati.sample.columns import ALWAYS, Columns, folded
from cati.sample.finding import Finding, Level, finding_of
from cati.sample.nace import is_nace, nace_classes
from cati.sample.size_class import read_size_class, size_class_of

CONTACT = ("contact_name", "contact_function", "email", "notes")
NOT_IN_SAMPLE = frozenset({*CONTACT, "case_id", "replicate", "practice"})
REGION = (8000, 8999, "West Flanders")
"""The postal codes where the first study calls: another is worth a look, no more."""


@dataclass(frozen=True, slots=True)
class SampleCase:
    """A row that can be called: its fields as text, its numbers in E.164 in calling order, its contact data."""

    case_id: str
    sample: dict[str, str]
    phones: tuple[str, ...]
    contact: dict[str, str]
    language: str
    replicate: int = 1
    practice: bool = False


@dataclass(slots=True)
class ReadRow:
    """One row: what was found, and the case, if there is one. A blank row has neither."""

    row: int
    is_blank: bool = False
    findings: list[Finding] = field(default_factory=list)
    case: SampleCase | None = None


class RowReader:
    """Reads row after row of one file, and remembers what it saw, so that it finds what stands there twice."""

    def __init__(self, questionnaire: Questionnaire, columns: Columns) -> None:
        self.columns = columns
        self.phones = columns.phones
        self.region = questionnaire.study.phone_region
        self.languages = questionnaire.study.languages
        self.own = questionnaire.sample
        self.required = {*ALWAYS, *(name for name, own in self.own.items() if own.required)}
        self.enterprises: dict[str, int] = {}
        self.numbers: dict[str, int] = {}
        self.ids: dict[str, int] = {}
        self.first = columns.headings[0].casefold()
        self.classes: dict[str, str] = {}
        self.heading = tuple(folded(heading) for heading in columns.headings)

    def read(self, row: int, cells: Sequence[str]) -> ReadRow:
        """One row, its cells clean text."""
        if not any(cells):
            return ReadRow(row, is_blank=True)
        if len(cells) > len(self.heading) and not cells[-1]:
            cells = cells[:-1]  # a row may end in a delimiter
        if fault := self.fault_of_row(row, cells):
            return ReadRow(row, findings=[fault])
        raw = {name: cell for name, cell in zip(self.columns.fields, cells, strict=True) if name}
        reading = RowReading(self, row, raw)
        found = ReadRow(row, findings=reading.findings)
        values, phones = reading.values(), reading.phones()
        self.find_doubles(reading, values, phones)
        if not any(finding.level == "error" for finding in found.findings):
            found.case = self.case_of(values, phones)
            self.remember(row, values, phones)
        return found

    def fault_of_row(self, row: int, cells: Sequence[str]) -> Finding | None:
        """What keeps the row from being read at all."""
        wanted, found = len(self.heading), len(cells)
        if found != wanted:
            word = "sample_file.more.columns" if found > wanted else "sample_file.less.columns"
            return Finding(row, "error", "", word, f"{found} cells", {"found": found, "wanted": wanted})
        if cells[0].casefold() == self.first and tuple(map(folded, cells)) == self.heading:
            return Finding(row, "error", "", "sample_file.heading_again")
        return None

    def find_doubles(self, reading: "RowReading", values: Mapping[str, str], phones: Mapping[str, str]) -> None:
        """Say what an earlier row has too; a number may be that of a switchboard."""
        for name, seen in (("case_id", self.ids), ("enterprise_number", self.enterprises)):
            first = seen.get(values.get(name, ""))
            if first is not None:
                word = "sample_file.duplicate_id" if name == "case_id" else "sample_file.duplicate_enterprise"
                reading.note("error", name, word, reading.raw[name], other=first)
        for name, number in phones.items():
            if number in self.numbers:
                reading.note("warning", name, "sample_file.duplicate_phone", number, other=self.numbers[number])

    def remember(self, row: int, values: Mapping[str, str], phones: Mapping[str, str]) -> None:
        """Keep what later rows are compared with."""
        for name, seen in (("case_id", self.ids), ("enterprise_number", self.enterprises)):
            if values.get(name):
                seen[values[name]] = row
        for number in phones.values():
            self.numbers.setdefault(number, row)

    def case_of(self, values: Mapping[str, str], phones: Mapping[str, str]) -> SampleCase:
        """The case of a row without errors."""
        return SampleCase(
            case_id=values.get("case_id", ""),
            sample={name: value for name, value in values.items() if value and name not in NOT_IN_SAMPLE},
            phones=tuple(dict.fromkeys(phones.values())),
            contact={name: values[name] for name in CONTACT if values.get(name)},
            language=values.get("language", ""),
            replicate=int(values.get("replicate") or 1),
            practice=values.get("practice") == "1",
        )


class RowReading:
    """One row being read: its cells by field, and what was found so far."""

    def __init__(self, reader: RowReader, row: int, raw: Mapping[str, str]) -> None:
        self.reader, self.row = reader, row
        self.raw = {name: cell if name == "notes" else " ".join(cell.split()) for name, cell in raw.items()}
        self.findings: list[Finding] = []

    def note(self, level: Level, name: str, word: str, value: str, **places: object) -> None:
        """Add a finding."""
        self.findings.append(Finding(self.row, level, name, word, value, places))

    def refuse(self, name: str, fault: Invalid) -> str:
        """A cell that cannot be used: grave if the field must be there. Returns what is kept of it: nothing."""
        level: Level = "error" if name in self.reader.required else "warning"
        self.findings.append(finding_of(self.row, level, name, self.raw[name], fault))
        return ""

    def values(self) -> dict[str, str]:
        """Every field but the phone numbers, as it is kept."""
        found = {}
        for name, text in self.raw.items():
            if name not in self.reader.phones:
                found[name] = self.value(name, text)
        found.setdefault("language", self.reader.languages[0])
        self.settle_size(found)
        return found

    def value(self, name: str, text: str) -> str:
        """One cell."""
        if not text:
            return self.missing(name)
        match name:
            case "language":
                return self.language(text)
            case "nace_code":
                return self.nace(text)
            case "postal_code":
                return self.postal_code(text)
            case "size_class":
                return text
        own = self.reader.own.get(name)
        if name in STANDARD:
            read = STANDARD[name](text)
        else:
            read = text if own is None else read_own(own, text, self.reader.region)
        if not isinstance(read, Invalid):
            return read
        return self.missing(name) if read.word.endswith(".empty") else self.refuse(name, read)

    def missing(self, name: str) -> str:
        """An empty cell, where something must stand."""
        if name == "language":
            return self.reader.languages[0]
        if name in ("sample_source", "sample_date"):
            self.note("error", name, "sample_file.read_out.missing", "", field=name)
        elif name in self.reader.required:
            self.note("error", name, "sample_file.missing", "", field=name)
        return ""

    def language(self, text: str) -> str:
        """One of the study's languages, also in capitals."""
        if text.casefold() in self.reader.languages:
            return text.casefold()
        *others, last = self.reader.languages
        word = "sample_file.several.unknown_language" if others else "sample_file.one.unknown_language"
        self.note("error", "language", word, text, known=", ".join(others), last=last)
        return ""

    def nace(self, text: str) -> str:
        """Five digits that can be a code of the version of the row."""
        code = text.replace(".", "").replace(" ", "")
        version = self.raw.get("nace_version") or "2008"
        version = version if version in nace_classes() else "2008"
        if is_nace(code, version):
            return code
        return self.refuse("nace_code", Invalid("sample_file.unknown_code", {"version": version}))

    def postal_code(self, text: str) -> str:
        """Four digits in Belgium; one outside the region is kept, and said."""
        if self.reader.region != "BE":
            return text
        if not (text.isascii() and text.isdecimal() and len(text) == 4):
            return self.refuse("postal_code", Invalid("sample_file.postal.not_valid", {}))
        first, last, name = REGION
        if not first <= int(text) <= last:
            self.note("warning", "postal_code", "sample_file.outside_region", text, region=name, first=first, last=last)
        return text

    def settle_size(self, found: dict[str, str]) -> None:
        """The size class by the number of employees, if that is known; else as given, if it can be read."""
        own = self.reader.own.get("size_class")
        options = own.options if own is not None and own.type == "choice" else ()
        given = found.get("size_class", "")
        counted = size_class_of(int(found.get("employees") or 0))
        by_count, by_given = (self.size_class(text, options) for text in (counted, given))
        if by_count and by_given and by_count != by_given:
            places = {"employees": found["employees"], "size_class": counted}
            self.note("warning", "size_class", "sample_file.size_conflict", given, **places)
        elif given and not by_given:
            known = ", ".join(option.name for option in options) or "1-9, 10-49, 50-249, 250+"
            self.refuse("size_class", Invalid("sample_file.not_an_option", {"options": known}))
        if by_count or by_given:
            found["size_class"] = by_count or by_given
        else:
            found.pop("size_class", None)

    def size_class(self, text: str, options: Sequence[Option]) -> str:
        """A class as it is kept; the few there are in a file are read once."""
        known = self.reader.classes
        if text not in known:
            known[text] = read_size_class(text, options) if text else ""
        return known[text]

    def phones(self) -> dict[str, str]:
        """The numbers that can be called, by field; without any the row is no case."""
        names = self.reader.phones
        read = {name: read_number(text, self.reader.region) for name in names if (text := self.raw.get(name, ""))}
        good = {name: number for name, number in read.items() if not isinstance(number, Invalid)}
        used = next(iter(good), "")
        for name, fault in read.items():
            if isinstance(fault, Invalid) and fault.word != "sample_file.phone.empty":
                ending = "sample_file.other_used" if used else ""
                self.findings.append(
                    Finding(self.row, "warning", name, fault.word, self.raw[name], fault.places, ending, used)
                )
        if not good:
            self.note("error", names[0], "sample_file.no_usable_phone", "", fields=", ".join(names))
        return good
