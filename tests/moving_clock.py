"""A clock that stands still until a test moves it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from spoken import NOW


@dataclass
class MovingClock:
    """The time now, aware UTC; 25 November 2026, 14:02 in Brussels, at first."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **passed: float) -> datetime:
        """Some minutes, hours or days later."""
        self.now += timedelta(**passed)
        return self.now
