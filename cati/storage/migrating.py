"""Alembic at work. It is imported only when there is something to make or to upgrade."""

import os
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

MIGRATIONS = Path(__file__).with_name("migrations")
REVISIONS = [MIGRATIONS / "versions"]
"""The folders in which revisions are looked for."""
ONE_AT_A_TIME = 0x63617469
"""The key of the lock under which a server's schema is made or upgraded: `cati` in ASCII."""


def upgrade(connection: Connection) -> None:
    """Bring a database to the last schema, inside the transaction that the caller has begun."""
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def stamp(connection: Connection, schema: int) -> None:
    """Note the schema of a database from before Alembic kept its number."""
    config = _config()
    config.attributes["connection"] = connection
    command.stamp(config, str(schema))


def last_schema() -> int:
    """The number of the last revision."""
    return int(ScriptDirectory.from_config(_config()).get_current_head() or 0)


def alone_on_server(connection: Connection) -> None:
    """Wait until nobody else makes or upgrades the schema of this server's database; a file has its own lock."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({ONE_AT_A_TIME})")


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.set_main_option("version_locations", os.pathsep.join(map(str, REVISIONS)).replace("%", "%%"))
    return config
