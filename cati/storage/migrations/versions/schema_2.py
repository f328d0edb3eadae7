"""The phone room: dials, do-not-call list, quotas, notes, sign-ins, audit, erasures; events go only when erased."""

import json
import re
import secrets
import unicodedata
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from alembic import op
from sqlalchemy import Connection, text

from cati.sample.current_code import interim_code

revision = "2"
down_revision = "1"


def upgrade() -> None:
    """Add what the phone room needs, and make the cases that are there findable."""
    connection = op.get_bind().execution_options(no_parameters=True)
    file = Path(__file__).with_name(f"schema_2.{connection.dialect.name}.sql")
    for statement in file.read_text(encoding="utf-8").split(";;\n"):
        connection.exec_driver_sql(statement)
    name_the_study(op.get_bind())
    make_findable(op.get_bind())
    tell_history(op.get_bind())


def name_the_study(connection: Connection) -> None:
    """Draw what tells this study's database, and its backups, from every other's."""
    named = text("INSERT INTO settings (key, value) VALUES ('study_id', :id)")
    connection.execute(named, {"id": json.dumps(secrets.token_hex(16))})


def make_findable(connection: Connection) -> None:
    """Fill the columns that a search and an import look in."""
    change = text("UPDATE cases SET enterprise_number = :number, search_text = :found WHERE id = :id")
    for row in connection.execute(text("SELECT id, sample FROM cases")).all():
        sample = json.loads(row.sample)
        number = re.sub(r"[^0-9]", "", str(sample.get("enterprise_number") or "")) or None
        plain = unicodedata.normalize("NFKD", str(sample.get("company_name") or "").casefold())
        found = "".join(sign for sign in plain if not unicodedata.combining(sign))
        connection.execute(change, {"id": row.id, "number": number, "found": found or None})


def tell_history(connection: Connection) -> None:
    """What each case came to at each call so far; before its last call it was open."""
    calls = text(
        "SELECT a.case_id, a.ended_at, a.disposition, c.state, c.current_code FROM call_attempts a "
        "JOIN cases c ON c.id = a.case_id WHERE a.disposition IS NOT NULL ORDER BY a.case_id, a.number"
    )
    add = text(
        "INSERT INTO case_history (case_id, at, state, code, because) VALUES (:case_id, :at, :state, :code, :because)"
    )
    for case_id, found in groupby(connection.execute(calls).all(), key=itemgetter(0)):
        rows = list(found)
        for number, row in enumerate(rows, 1):
            code = interim_code([each.disposition for each in rows[:number]])
            state, code = (row.state, row.current_code) if number == len(rows) else ("callback", code)
            told = {"at": row.ended_at, "state": state, "code": code, "because": row.disposition}
            connection.execute(add, {"case_id": case_id, **told})
