"""Scalars of the file: text until the key says what they are."""

import re
from collections.abc import Callable
from typing import Annotated

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError


def read_as(build: Callable[[str], object], pattern: str, kind: str) -> Callable[[object], object]:
    """A validator that takes only texts of one plain form; anything else is the error `scalar`."""
    form = re.compile(pattern)

    def read(value: object) -> object:
        if not isinstance(value, str):
            if isinstance(value, (dict, list)):
                raise PydanticCustomError("scalar", "not a {kind}", {"kind": kind, "value": "…"})
            return value
        if not form.fullmatch(value) or len(value) > 18:
            raise PydanticCustomError("scalar", "not a {kind}", {"kind": kind, "value": value})
        try:
            return build(value)
        except ValueError as fault:
            raise PydanticCustomError("scalar", "not a {kind}", {"kind": kind, "value": value}) from fault

    return read


def truth(text: str) -> bool:
    """`true` or `false`."""
    return text == "true"


Whole = Annotated[int, BeforeValidator(read_as(int, r"0|-?[1-9][0-9]*", "whole"))]
Flag = Annotated[bool, BeforeValidator(read_as(truth, r"true|false", "flag"))]
