"""Interviews to bytes."""
