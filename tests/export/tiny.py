"""The six interviews of the oracle, as a table."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cati.export.cells import Cell, NoAnswer
from cati.questionnaire.model import Text
from cati.questionnaire.variables import Kind, Role, Variable

TINY = Path(__file__).parents[1] / "data" / "tiny"
KINDS: dict[str, tuple[Kind, Role]] = {
    "text": ("text", "system"), "int": ("integer", "system"), "datetime": ("datetime", "system"),
    "code": ("code", "value"), "multi": ("flag", "option"), "open": ("text", "value"),
    "status": ("status", "status"), "int_q": ("integer", "value"),
}  # fmt: skip
ORACLE = json.loads((TINY / "table.json").read_text(encoding="utf-8"))


def variable(described: dict[str, object]) -> Variable:
    name = str(described["name"])
    kind, role = KINDS[str(described["kind"])]
    labels = described["value_labels"]
    assert isinstance(labels, dict)
    return Variable(
        name=name,
        question=name.partition("_")[0],
        kind="flag" if name == "is_complete" else kind,
        label=Text({"": str(described["label"])}),
        value_labels={int(code): Text({"": label}) for code, label in labels.items()},
        width=0,
        role="other" if name.endswith("_other") else role,
    )


def cell(described: str | dict[str, object], column: Variable) -> Cell:
    if isinstance(described, str):
        return NoAnswer(described)
    value = described["answered"]
    if column.kind == "datetime":
        return datetime.fromisoformat(str(value))
    return value  # type: ignore[return-value]


@dataclass(frozen=True)
class Tiny:
    """The table of the oracle."""

    columns: tuple[Variable, ...] = tuple(variable(each) for each in ORACLE["variables"])

    def rows(self) -> Iterator[list[Cell]]:
        for row in ORACLE["rows"]:
            yield [cell(row[column.name], column) for column in self.columns]

    def __len__(self) -> int:
        return len(ORACLE["rows"])
