"""The phone room: dials, do-not-call list, quotas, notes, sign-ins, audit, erasures; events go only when erased."""

import json
import re
import unicodedata
from pathlib import Path

from alembic import op
from sqlalchemy import Connection, text

revision = "2"
down_revision = "1"


def upgrade() -> None:
    """Add what the phone room needs, and make the cases that are there findable."""
    connection = op.get_bind().execution_options(no_parameters=True)
    file = Path(__file__).with_name(f"schema_2.{connection.dialect.name}.sql")
    for statement in file.read_text(encoding="utf-8").split(";;\n"):
        connection.exec_driver_sql(statement)
    make_findable(op.get_bind())


def make_findable(connection: Connection) -> None:
    """Fill the columns that a search and an import look in."""
    change = text("UPDATE cases SET enterprise_number = :number, search_text = :found WHERE id = :id")
    for row in connection.execute(text("SELECT id, sample FROM cases")).all():
        sample = json.loads(row.sample)
        number = re.sub(r"[^0-9]", "", str(sample.get("enterprise_number") or "")) or None
        plain = unicodedata.normalize("NFKD", str(sample.get("company_name") or "").casefold())
        found = "".join(sign for sign in plain if not unicodedata.combining(sign))
        connection.execute(change, {"id": row.id, "number": number, "found": found or None})
