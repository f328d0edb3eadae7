"""Who is at work: a row at each sign-in, kept alive by what the interviewer does."""

from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update

from cati.storage.canonical import storable
from cati.storage.store import Store
from cati.storage.tables import SIGN_INS


def note_sign_in(store: Store, interviewer: str, account: str, now: datetime) -> None:
    """Somebody sat down at a desk, under an account of the operating system."""
    row = {"interviewer": interviewer, "account": storable(account), "at": now, "last_seen_at": now}
    with store.transaction() as connection:
        connection.execute(insert(SIGN_INS).values(**row))


def others_since(store: Store, interviewer: str, moment: datetime) -> bool:
    """Whether anybody else has been at work since a moment."""
    with store.reading() as connection:
        others = SIGN_INS.c.interviewer != interviewer
        return (
            connection.execute(select(SIGN_INS.c.id).where(others, SIGN_INS.c.last_seen_at >= moment)).first()
            is not None
        )


def count_since(store: Store, moment: datetime) -> int:
    """How many interviewers have been at work since a moment."""
    wanted = select(func.count(SIGN_INS.c.interviewer.distinct())).where(SIGN_INS.c.last_seen_at >= moment)
    with store.reading() as connection:
        return connection.execute(wanted).scalar_one()


def see(connection: Connection, interviewer: str, now: datetime) -> None:
    """The interviewer is still here, inside a transaction."""
    latest = select(SIGN_INS.c.id).where(SIGN_INS.c.interviewer == interviewer).order_by(SIGN_INS.c.at.desc()).limit(1)
    still = (SIGN_INS.c.id == latest.scalar_subquery()) & (SIGN_INS.c.last_seen_at < now)
    connection.execute(update(SIGN_INS).where(still).values(last_seen_at=now))
