"""Passwords on a command line: `ps` shows it to everybody on the machine."""

from urllib.parse import parse_qsl, urlsplit


def has_password(place: str) -> bool:
    """Whether a database's place, a path or URL, has a password in it; a file with passwords is none."""
    if "://" not in place:
        return False
    try:
        read = urlsplit(place)
    except ValueError:
        return True  # it cannot be read, so it may
    names = {name.casefold() for name, _ in parse_qsl(read.query)}
    return bool(read.password) or any("password" in name for name in names)
