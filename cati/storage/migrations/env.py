"""What Alembic runs: the revisions, inside the transaction that the caller has begun on its connection."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
