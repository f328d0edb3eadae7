"""Text from outside made fit to be kept: cleaned once, at the border, so that every export can hold it."""

import re
from unicodedata import normalize

from cati.questionnaire.validity import Invalid, invalid

UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
LINE_ENDS = re.compile("\r\n?")
LINE_BREAKS = re.compile("[\n\x0b\x0c\x85\u2028\u2029]")
UNFIT = dict.fromkeys({*range(0x20), 0xFFFE, 0xFFFF} - {ord("\t"), ord("\n")}, "\N{REPLACEMENT CHARACTER}")


def clean(text: str, *, one_line: bool = False) -> str | Invalid:
    """The text as it is kept: NFC, line feeds only, no outer white space, controls replaced.

    `one_line` turns line breaks into spaces. U+0000 and half characters are refused.
    """
    if UNSTORABLE.search(text):
        return invalid("unstorable")
    lines = LINE_ENDS.sub("\n", text)
    if one_line:
        lines = LINE_BREAKS.sub(" ", lines)
    return normalize("NFC", lines.strip()).translate(UNFIT)
