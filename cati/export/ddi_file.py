"""DDI-Codebook 2.5: the instrument and its frequencies for archives, in every language of the study.

https://ddialliance.org/Specification/DDI-Codebook/2.5/
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

from cati.export.cells import missing_codes
from cati.export.csv_file import compare_fields
from cati.export.edition import Edition, Notes
from cati.export.entries import Asked, Entry, step_of
from cati.export.sorted_rows import Rows
from cati.export.xml_file import LANGUAGE, Element, add, add_text, fit, write_xml
from cati.questionnaire.model import Question, Text
from cati.questionnaire.variables import Variable

NAMESPACE = "ddi:codebook:2_5"
DESCRIBED = "interviews.csv"
DISCRETE = frozenset({"code", "flag", "status", "text", "date", "time", "datetime"})


def write_ddi(table: Rows, file: Path, edition: Edition, asked: Sequence[Asked]) -> Notes:
    """Write a codebook that describes `interviews.csv`."""
    write_xml(file, document(table, edition, asked))
    return Notes()


def compare_ddi(table: Rows, file: Path, name: str, asked: Sequence[Asked]) -> None:
    """Parse the file back and compare columns, labels, codes and counts. Raises `ReadBackDiffersError`."""
    root = ET.parse(file).getroot()  # noqa: S314  # we wrote it
    found = [summary(variable) for variable in root.iter(f"{{{NAMESPACE}}}var")]
    wanted = [expected(entry) for question in asked for entry in question.entries]
    names = [column.name for column in table.columns]
    compare_fields(name, "", names, wanted, found)


def summary(variable: Element) -> tuple[object, ...]:
    """What the file tells of one column."""
    space = f"{{{NAMESPACE}}}"
    label = next(iter(variable.findall(f"{space}labl")), None)
    codes = [
        (category.findtext(f"{space}catValu"), category.findtext(f"{space}catStat"))
        for category in variable.findall(f"{space}catgry")
    ]
    return variable.get("name"), "" if label is None else label.text, codes


def expected(entry: Entry) -> tuple[object, ...]:
    """What the file must tell of it."""
    first = next((text for _, text in entry.column.label.every() if text), "")
    codes = [(str(value.code), str(value.count)) for value in entry.values]
    return entry.column.name, fit(first), codes


def document(table: Rows, edition: Edition, asked: Sequence[Asked]) -> Element:
    """The whole codebook."""
    root = Element("codeBook", {"xmlns": NAMESPACE, "version": "2.5"})
    root.set(LANGUAGE, edition.language)
    title = add(add(add(root, "stdyDscr"), "citation"), "titlStmt")
    titles = [(language, text) for language, text in edition.title.every() if text] or [("", "–")]
    for place, (language, text) in enumerate(titles):
        add(title, "titl" if place == 0 else "parTitl", text).set(LANGUAGE, language or edition.language)
    file_text = add(add(root, "fileDscr", ID="F1"), "fileTxt")
    add(file_text, "fileName", DESCRIBED)
    dimensions = add(file_text, "dimensns")
    add(dimensions, "caseQnty", len(table))
    add(dimensions, "varQnty", len(table.columns))
    add(file_text, "fileType", "text/csv")
    data = add(root, "dataDscr")
    for question in asked:
        add_groups(data, question, edition)
    for question in asked:
        for entry in question.entries:
            add_variable(data, question, entry, edition)
    return root


def identity(column: Variable) -> str:
    """The id of a column in the document."""
    return f"V_{column.name}"


def add_groups(data: Element, question: Asked, edition: Edition) -> None:
    """The options of a multi belong together, once per roster item."""
    by_item: dict[str | None, list[Variable]] = {}
    for entry in question.entries:
        if entry.column.role == "option":
            by_item.setdefault(entry.column.item, []).append(entry.column)
    for item, columns in by_item.items():
        name = columns[0].name.rpartition("_")[0]
        members = " ".join(identity(column) for column in columns)
        group = add(data, "varGrp", ID=f"G_{name}", type="multipleResp", var=members)
        add_text(group, "labl", text_of(question, edition), edition)
        if item:
            add(group, "txt", item)


def text_of(question: Asked, edition: Edition) -> Text | None:
    """The wording of a question, in all languages."""
    step = step_of(question.question, edition)
    return None if step is None or step.question is None else step.question.text


def add_variable(data: Element, question: Asked, entry: Entry, edition: Edition) -> None:
    """One column: label, question, of whom it was asked, counts, codes, form."""
    column = entry.column
    made = add(data, "var", ID=identity(column), name=column.name, files="F1")
    made.set("intrvl", "discrete" if column.kind in DISCRETE else "contin")
    if column.is_numeric:
        made.set("dcml", str(column.decimals))
    add_text(made, "labl", column.label, edition)
    step = None if column.role in ("system", "sample") else step_of(question.question, edition)
    if step is not None and step.question is not None:
        add_question(add(made, "qstn"), step.question, edition)
    if question.conditions:
        add(made, "universe", " and ".join(question.conditions))
    for kind, number in statistics(entry):
        add(made, "sumStat", number, type=kind)
    for code, label, count, is_missing in categories(entry):
        category = add(made, "catgry", **({"missing": "Y"} if is_missing else {}))
        add(category, "catValu", code)
        add_text(category, "labl", label, edition)
        add(category, "catStat", count, type="freq")
    if question.expression:
        add(add(made, "derivation"), "drvdesc", question.expression)
    add(made, "varFormat", type="numeric" if column.is_numeric else "character")


def add_question(made: Element, question: Question, edition: Edition) -> None:
    """How it was put."""
    add_text(made, "preQTxt", question.intro, edition)
    add_text(made, "qstnLit", question.text, edition)
    add_text(made, "ivuInstr", question.instruction, edition)


def statistics(entry: Entry) -> Iterator[tuple[str, object]]:
    """Counts, and the range and mean of numbers."""
    yield "vald", entry.answered
    yield "invd", sum(value.count for value in entry.values if value.is_missing) + entry.not_asked
    if entry.least is not None:
        yield "min", entry.least
        yield "max", entry.most
        yield "mean", entry.mean


def categories(entry: Entry) -> Iterable[tuple[int, Text, int, bool]]:
    """The codes of a column with their labels in all languages."""
    missing = {code.number: code.labels for code in missing_codes().values()}
    return (
        (value.code, missing[value.code] if value.is_missing else entry.column.value_labels[value.code], value.count,
         value.is_missing)
        for value in entry.values
    )  # fmt: skip
