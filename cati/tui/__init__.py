"""The interviewer's screens: they show and listen, and hold no rule of their own."""
