"""When the complete interviews came, by the study's calendar."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import accumulate
from zoneinfo import ZoneInfo

from cati.questionnaire.dispositions import dispositions
from cati.questionnaire.model import Questionnaire
from cati.storage.figures.cases import count_arrivals
from cati.storage.figures.moments import HOUR, MINUTE, Width, moment_of
from cati.storage.snapshot import Snapshot

COMPLETE = (dispositions()["complete"].aapor,)


@dataclass(frozen=True)
class Progress:
    """Complete interviews by the local hour in which they became complete; together as many as there are now."""

    by_hour: Mapping[datetime, int]

    @property
    def completes(self) -> int:
        """All of them."""
        return sum(self.by_hour.values())

    @property
    def by_day(self) -> dict[date, int]:
        """Complete interviews of each day from the first to the last that has any; days between with none too."""
        found: Counter[date] = Counter()
        for hour, count in self.by_hour.items():
            found[hour.date()] += count
        return {day: found[day] for day in days(found)}

    @property
    def curve(self) -> dict[date, int]:
        """Complete interviews up to and including each day."""
        by_day = self.by_day
        return dict(zip(by_day, accumulate(by_day.values()), strict=True))

    def of_day(self, day: date) -> dict[int, int]:
        """The hours of one day that have any."""
        return {hour.hour: count for hour, count in sorted(self.by_hour.items()) if hour.date() == day}


def progress(now: Snapshot, zone: ZoneInfo, as_of: datetime | None = None) -> Progress:
    """The complete interviews of a study, by local hour."""
    found: Counter[datetime] = Counter()
    for start, count in count_arrivals(now.connection, COMPLETE, width_for(zone), as_of):
        found[local_hour(moment_of(start), zone)] += count
    return Progress(dict(sorted(found.items())))


def target_of(questionnaire: Questionnaire) -> int | None:
    """How many interviews the study wants, if its quotas say so."""
    quotas = questionnaire.fieldwork.quotas
    return max((sum(quota.targets.values()) for quota in quotas), default=None)


def local_hour(moment: datetime, zone: ZoneInfo) -> datetime:
    """The hour on the wall in which a moment lies."""
    return moment.astimezone(zone).replace(minute=0, second=0, microsecond=0)


def width_for(zone: ZoneInfo) -> Width:
    """How finely moments must be counted: where clocks differ from UTC by part of an hour, by the minute."""
    offsets = (datetime(2027, month, 1, tzinfo=zone).utcoffset() or timedelta() for month in (1, 7))
    return HOUR if all(offset % timedelta(hours=1) == timedelta() for offset in offsets) else MINUTE


def days(found: Mapping[date, int]) -> Iterator[date]:
    """Every day from the first to the last."""
    if found:
        first, last = min(found), max(found)
        yield from (first + timedelta(days=number) for number in range((last - first).days + 1))
