"""The first schema: every table, index and trigger, as text for each engine."""

from pathlib import Path

from alembic import op

revision = "1"
down_revision = None


def upgrade() -> None:
    """Make everything in an empty database."""
    connection = op.get_bind().execution_options(no_parameters=True)
    file = Path(__file__).with_name(f"schema_1.{connection.dialect.name}.sql")
    for statement in file.read_text(encoding="utf-8").split(";;\n"):
        connection.exec_driver_sql(statement)
