"""One conversation, as a fold over events."""
