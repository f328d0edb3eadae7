"""What the two XML formats share: elements with texts that XML can hold, and files that end up on the disk."""

import os
import re
from pathlib import Path
from xml.etree import ElementTree as ET

from cati.export.edition import Edition
from cati.questionnaire.model import Text
from cati.questionnaire.variables import shown

Element = ET.Element
UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def add(parent: Element, tag: str, text: object = None, /, **attributes: object) -> Element:
    """An element below another."""
    made = ET.SubElement(parent, tag, {key: fit(str(value)) for key, value in attributes.items()})
    if text is not None:
        made.text = fit(str(text))
    return made


def add_text(parent: Element, name: str, text: Text | None, edition: Edition) -> None:
    """A text in each of its languages, fills shown by their names."""
    for language, words in () if text is None else text.every():
        if words:
            made = add(parent, name, shown(words, {}, language))
            made.set(LANGUAGE, language or edition.language)


def fit(text: str) -> str:
    """The text without what XML forbids."""
    return UNFIT.sub("\N{REPLACEMENT CHARACTER}", text)


def write_xml(file: Path, root: Element) -> None:
    """Write a document to a new file, down to the disk."""
    ET.indent(root)
    with file.open("xb") as out:
        out.write(b'<?xml version="1.0" encoding="UTF-8"?>\n')
        out.write(ET.tostring(root, encoding="utf-8"))
        out.write(b"\n")
        out.flush()
        os.fsync(out.fileno())
