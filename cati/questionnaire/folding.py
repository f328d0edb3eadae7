"""Text as it is compared by people: accents, case and ligatures do not count."""

import unicodedata
from functools import lru_cache

LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "’": "'"})


@lru_cache(maxsize=16_384)
def folded(text: str) -> str:
    """The text in small letters without accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(mark for mark in apart if not unicodedata.combining(mark)).translate(LETTERS)


def bare(text: str) -> str:
    """Only the letters and digits of the text, folded; the text itself if it has none."""
    return "".join(sign for sign in folded(text) if sign.isalnum()) or text
