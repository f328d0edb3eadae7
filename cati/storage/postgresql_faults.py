"""What a PostgreSQL server reports, by its five-character state, as an error of ours."""

from cati.errors import (
    DatabaseDamagedError,
    NotAllowedError,
    NotSavedError,
    ReadOnlyError,
    StorageError,
)

_AGAIN = {
    "25P03",  # idle in a transaction for too long
    "40001",  # a serialization failure
    "40P01",  # a deadlock: one of two was chosen to try again
    "53300",  # too many connections
    "55P03",  # a lock was not given in time
    "57014",  # a statement took too long
    "57P01",  # the server is stopped by its administrator
    "57P02",  # a process of the server crashed
    "57P03",  # the server is starting or stopping
    "57P05",  # idle for too long
}
_CONNECTION_LOST = "08"
"""The class of states of a connection that is gone."""
_DAMAGED = {"XX001", "XX002"}


def server_error(error: BaseException, state: str | None) -> StorageError | None:
    """The error of ours; None where the program itself is wrong.

    A connection that breaks off has no state, and whether its last COMMIT took is not known then.
    """
    if state is None:
        return NotSavedError("storage.busy") if type(error).__name__ == "OperationalError" else None
    if state in _AGAIN or state.startswith(_CONNECTION_LOST):
        return NotSavedError("storage.busy")
    if state in _DAMAGED:
        return DatabaseDamagedError("storage.damaged", detail=_first_line(error))
    match state:
        case "53100":
            return NotSavedError("storage.disk_full")
        case "58030":
            return NotSavedError("storage.disk_fault", detail=_first_line(error))
        case "25006":
            return ReadOnlyError("storage.read_only_server")
        case "42501":
            return NotAllowedError("storage.not_allowed", detail=_first_line(error))
        case _:
            return None


def _first_line(error: BaseException) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)
