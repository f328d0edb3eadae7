"""The oracle of nasty answers: as typed, as kept, as exported."""

import json
from pathlib import Path

NASTY = json.loads((Path(__file__).parents[1] / "data" / "nasty_values.json").read_text(encoding="utf-8"))["rows"]


def text_of(value: object) -> str:
    match value:
        case {"repeat": str(character), "times": int(times)}:
            return character * times
        case {"surrogate_escaped": str(escaped)}:
            return escaped.encode().decode("unicode_escape")
    return str(value)
