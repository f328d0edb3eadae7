"""One spelling of every JSON document, and the digest that chains events.

Both engines must store the same bytes, or the digest could not be checked.
"""

import json
from collections.abc import Sequence
from hashlib import blake2b

from cati.errors import UnstorableTextError

DIGEST_BYTES = 16
NO_DIGEST = bytes(DIGEST_BYTES)
"""What the first event of an interview is chained to."""

_encode = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False, check_circular=False
).encode


def canonical(document: object) -> str:
    """A document as JSON text, spelled in the one way.

    Raises `UnstorableTextError` for text with U+0000 or a lone surrogate, `ValueError` for NaN.
    """
    text = _encode(document)
    if "\\u0000" in text and _holds_nul(document):
        raise UnstorableTextError("storage.unstorable_text", character="U+0000")
    return storable(text)


def storable(text: str) -> str:
    """The same text, if both engines can hold it; else `UnstorableTextError`."""
    if "\x00" in text:
        raise UnstorableTextError("storage.unstorable_text", character="U+0000")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        character = f"U+{ord(text[error.start]):04X}"
        raise UnstorableTextError("storage.unstorable_text", character=character) from None
    return text


def digest_of(previous: bytes, columns: Sequence[object]) -> bytes:
    """BLAKE2b-128 over the digest before and, as canonical JSON, all other columns of an event."""
    return blake2b(previous + _encode(columns).encode(), digest_size=DIGEST_BYTES).digest()


def _holds_nul(value: object) -> bool:
    match value:
        case str():
            return "\x00" in value
        case dict():
            return any(_holds_nul(part) for pair in value.items() for part in pair)
        case list() | tuple():
            return any(_holds_nul(part) for part in value)
        case _:
            return False
