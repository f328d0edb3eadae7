"""Cases, dispositions and the rules of calling; pure."""
