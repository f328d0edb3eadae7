"""How the sample stands: cases by state, what is parked and why, which replicates wait."""

from dataclasses import dataclass

from sqlalchemy import func, select

from cati.storage.case_history import UNRELEASED
from cati.storage.store import Store
from cati.storage.tables import CASES, DO_NOT_CALL


@dataclass(frozen=True)
class SampleStatus:
    """Live cases by state, parked ones by reason, waiting ones by replicate; how long the do-not-call list is."""

    states: dict[str, int]
    parked: dict[str, int]
    replicates: dict[int, int]
    practice: int
    do_not_call: int

    @property
    def cases(self) -> int:
        """All live cases."""
        return sum(self.states.values())


def sample_status(store: Store) -> SampleStatus:
    """All counts, of one moment."""
    live = CASES.c.practice.is_(False)
    by_state = select(CASES.c.state, func.count()).where(live).group_by(CASES.c.state)
    reason = func.coalesce(CASES.c.parked_because, "")
    by_reason = select(reason, func.count()).where(live, CASES.c.state == "parked").group_by(reason)
    by_replicate = select(CASES.c.due_at, func.count()).where(live, CASES.c.parked_because == UNRELEASED)
    with store.reading() as connection:
        return SampleStatus(
            states={row[0]: row[1] for row in connection.execute(by_state)},
            parked={row[0]: row[1] for row in connection.execute(by_reason.order_by(reason))},
            replicates={
                row[0]: row[1]
                for row in connection.execute(by_replicate.group_by(CASES.c.due_at).order_by(CASES.c.due_at))
            },
            practice=connection.execute(select(func.count()).where(CASES.c.practice)).scalar_one(),
            do_not_call=connection.execute(select(func.count()).select_from(DO_NOT_CALL)).scalar_one(),
        )
