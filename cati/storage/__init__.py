"""Durable rows."""
