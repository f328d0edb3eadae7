"""Text from outside, made fit for any screen: the terminal shows it and obeys none of it."""

from typing import TextIO
from unicodedata import normalize

CONTROLS = (*range(0x20), *range(0x7F, 0xA0))
HALF_CHARACTERS = range(0xD800, 0xE000)
DIRECTION_CHANGERS = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
INVISIBLE = (0x200B, 0xFEFF)

REPLACED: dict[int, str | None] = {
    **dict.fromkeys((*CONTROLS, *HALF_CHARACTERS), "\N{REPLACEMENT CHARACTER}"),
    **dict.fromkeys((*DIRECTION_CHANGERS, *INVISIBLE), None),
    ord("\n"): "\n",
    ord("\t"): " ",
}


def sayable(text: str, stream: TextIO) -> str:
    """The text with a question mark for each character that the stream's encoding cannot say."""
    encoding = stream.encoding or "utf-8"
    return text.encode(encoding, "replace").decode(encoding)


def visible(text: str) -> str:
    """The text in NFC: a control is `�` (line feed stays, tab is a space), what hides or turns text is gone."""
    return normalize("NFC", text.translate(REPLACED))
