"""The bytes that a terminal of the xterm kind sends for a key."""

KEYS = {
    "enter": b"\r",
    "escape": b"\x1b",
    "tab": b"\t",
    "shift+tab": b"\x1b[Z",
    "space": b" ",
    "backspace": b"\x7f",
    "up": b"\x1b[A",
    "down": b"\x1b[B",
    "right": b"\x1b[C",
    "left": b"\x1b[D",
    "home": b"\x1b[H",
    "end": b"\x1b[F",
    "insert": b"\x1b[2~",
    "delete": b"\x1b[3~",
    "pageup": b"\x1b[5~",
    "pagedown": b"\x1b[6~",
    **{f"f{number}": b"\x1bO" + letter.encode() for number, letter in enumerate("PQRS", 1)},
    **{f"f{number}": b"\x1b[%d~" % code for number, code in enumerate((15, 17, 18, 19, 20, 21, 23, 24), 5)},
    **{f"ctrl+{letter}": bytes([ord(letter) - 96]) for letter in "abcdefghijklmnopqrstuvwxyz"},
}


def bytes_of(key: str | bytes) -> bytes:
    """What a terminal sends: raw bytes as they are, a named key, or else the text itself."""
    return key if isinstance(key, bytes) else KEYS.get(key, key.encode())


def pasted(text: str) -> bytes:
    """What a terminal sends for a paste into a program that asked for bracketed paste."""
    return b"\x1b[200~" + text.encode() + b"\x1b[201~"
