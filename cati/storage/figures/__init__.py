"""What the room did, counted by the database itself: nothing here reads a row to count it."""
