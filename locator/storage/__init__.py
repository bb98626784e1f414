"""Rows to dataclasses and back: the only room that opens SQLite."""
