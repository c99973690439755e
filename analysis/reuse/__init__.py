"""Wording that reports have in common."""
