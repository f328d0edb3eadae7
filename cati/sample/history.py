"""What was tried on a case, as the rules of calling read it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from cati.questionnaire.dispositions import Disposition, Group, dispositions

Speech = Literal["", "somebody", "nobody", "outside"]
"""Who can go on in the language that was met: somebody here, nobody here, or the study itself does not speak it."""


@dataclass(frozen=True)
class Call:
    """One call attempt that has its result. Times are aware, in the study's zone.

    `by_other`: not the respondent but somebody else said so. `promised` is the time that was agreed on.
    """

    result: str
    began_at: datetime
    ended_at: datetime
    interviewer: str = ""
    by_other: bool = False
    promised: datetime | None = None
    is_firm: bool = True
    speech: Speech = ""

    @property
    def disposition(self) -> Disposition:
        """Its row of the table."""
        return dispositions()[self.result]

    @property
    def group(self) -> Group:
        """AAPOR's group of the result, by who gave it."""
        if self.by_other and self.disposition.group_if_other:
            return self.disposition.group_if_other
        return self.disposition.group

    @property
    def aapor(self) -> str:
        """AAPOR's code of the result, by who gave it."""
        return (self.by_other and self.disposition.aapor_if_other) or self.disposition.aapor

    @property
    def met_nobody(self) -> bool:
        """Whether the telephone was dialled and no person was reached, on a number that may still be good."""
        return (
            self.disposition.level == "number"
            and self.disposition.counts_attempt
            and self.disposition.cool_off != "next_number"
        )


def counted(calls: Sequence[Call]) -> int:
    """How many of these calls count as attempts."""
    return sum(call.disposition.counts_attempt for call in calls)
