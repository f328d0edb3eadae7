"""What stands on the interview screen: what keys mean on it, what they come to, and how it looks. No widget here."""
