"""An older database on a server brought to this schema: by one at a time, in one transaction, when nobody calls."""

from sqlalchemy import URL

from cati.errors import DatabaseMissingError, NotSavedError, OlderSchemaError
from cati.storage import schema_version
from cati.storage.database_url import redacted
from cati.storage.migrating import alone_on_server, upgrade
from cati.storage.postgresql_store import PostgresqlStore
from cati.storage.schema import is_older, schema_of


def upgrade_server(url: URL) -> None:
    """Upgrade a server's database. Raises `OlderSchemaError` if others use it; nothing is changed then."""
    with PostgresqlStore(url) as store:
        theirs: int | None = None
        try:
            with store.transaction() as connection:
                alone_on_server(connection)
                theirs = schema_of(connection, redacted(url))
                if theirs is None:
                    raise DatabaseMissingError("storage.no_database", path=redacted(url))
                if is_older(theirs):
                    upgrade(connection)
        except NotSavedError as busy:
            ours = schema_version.SCHEMA
            raise OlderSchemaError("storage.older_schema_in_use", theirs=theirs, ours=ours) from busy
