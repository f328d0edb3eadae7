"""The number of the schema this program reads and writes, kept in the database itself."""

SCHEMA = 2
