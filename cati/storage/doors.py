"""The doors to an open database, whichever engine is behind them."""

import threading
from abc import ABC, abstractmethod
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Engine


class Store(ABC):
    """An open database. Threads may share it: writers take turns, readers do not wait.

    `path` is the file, where there is one.
    """

    engine_name: str
    path: Path | None = None
    skew_seconds: int = 0
    """How far the clock that leases go by is ahead of this machine's."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = threading.RLock()

    @abstractmethod
    def transaction(self) -> AbstractContextManager[Connection]:
        """One transaction, to write: all of it is durable after the block, or nothing is.

        Raises `NotSavedError` (trying again is safe) or, of a file, `DatabaseMovedError`.
        """

    @abstractmethod
    def reading(self) -> AbstractContextManager[Connection]:
        """One read transaction: everything read in the block is of the same moment."""

    @abstractmethod
    def recording(self) -> AbstractContextManager[Any]:
        """`transaction()` for the answer path: the driver's own cursor, and nothing between."""

    def checkpoint(self) -> None:  # noqa: B027  # most engines do this by themselves
        """Keep the log short."""

    def empty_log(self) -> bool:
        """Fold the log in and overwrite it, so that nothing deleted is left in it; False while others read."""
        return True

    def second(self, now: datetime) -> int:
        """A moment of this machine's clock in UTC seconds of the clock that leases go by."""
        return int(now.timestamp()) + self.skew_seconds

    def close(self) -> None:
        """Close every connection."""
        with self._lock:
            self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
