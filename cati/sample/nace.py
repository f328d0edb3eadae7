"""Which NACE-BEL codes there are: the first four digits are a class of the European list, the fifth is Belgium's own.

`nace_classes.csv` has the classes of NACE Rev. 2 (Regulation (EC) No 1893/2006: NACE-BEL 2008) and of NACE Rev. 2.1
(Delegated Regulation (EU) 2023/137: NACE-BEL 2025). The fifth digit is not looked up.
"""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

DIGITS = 5


@cache
def nace_classes() -> Mapping[str, frozenset[str]]:
    """The classes (four digits) by version, `2008` and `2025`."""
    text = files(__package__).joinpath("nace_classes.csv").read_text(encoding="utf-8")
    found: dict[str, set[str]] = {}
    for row in csv.DictReader(text.splitlines()):
        known = found.setdefault(row["version"], set())
        known.update(row["division"] + last for last in row["classes"].split())
    return {version: frozenset(known) for version, known in found.items()}


def is_nace(code: str, version: str) -> bool:
    """Whether the code (five digits) can be one of this version."""
    return len(code) == DIGITS and code.isdecimal() and code[:4] in nace_classes()[version]
