"""The size class of a company by its number of employees: the classes of the European Union."""

import re
from collections.abc import Sequence

from cati.questionnaire.model import Option
from cati.questionnaire.sample_values import spellings

CLASSES = {"1-9": (1, 9), "10-49": (10, 49), "50-249": (50, 249), "250+": (250, None)}


def size_class_of(employees: int) -> str:
    """The class of so many employees; nobody employed is no class."""
    if employees < 1:
        return ""
    return next(name for name, (_, most) in CLASSES.items() if most is None or employees <= most)


def read_size_class(text: str, options: Sequence[Option]) -> str:
    """A class as it is kept: the option of the study that is written so or begins at the same number; else empty."""
    if not options:
        plain = re.sub(r"\s", "", text).replace("\N{EN DASH}", "-")
        return plain if plain in CLASSES else ""
    for option in options:
        if text in spellings(option):
            return option.name
    first = first_number(text)
    return next((option.name for option in options if first and first in map(first_number, spellings(option))), "")


def first_number(text: str) -> str:
    """The number a class begins at, if it is written with one and more than a code."""
    found = re.match(r"([0-9]+)\s*\D", text.strip())
    return found[1] if found else ""
