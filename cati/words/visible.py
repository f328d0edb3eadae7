"""Text from outside, made fit for any screen: the terminal shows it and obeys none of it."""

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


def visible(text: str) -> str:
    """The text in NFC: a control is `�` (line feed stays, tab is a space), what hides or turns text is gone."""
    return normalize("NFC", text.translate(REPLACED))
