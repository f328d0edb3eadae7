"""The verbs of a phone room, one file a use case."""
