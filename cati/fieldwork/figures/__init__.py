"""What the room did, in numbers: monitor, report and tests count through these functions and no others."""
