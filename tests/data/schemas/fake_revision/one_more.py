"""One schema more than there is, for the tests of upgrading; it fails half-way if the test asks for it."""

import os

from alembic import op

revision = "3"
down_revision = "2"


def upgrade() -> None:
    """Add a table and fill it."""
    op.execute("CREATE TABLE fake_notes (case_key VARCHAR PRIMARY KEY, text TEXT)")
    op.execute("INSERT INTO fake_notes SELECT case_key, '' FROM cases")
    if os.environ.get("CATI_TEST_REVISION_FAILS"):
        raise ZeroDivisionError
