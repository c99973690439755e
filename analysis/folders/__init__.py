"""Folders that are written: one writer at a time, and what others put there stays."""
