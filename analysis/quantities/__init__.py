"""Measured quantities: numerals, units, the grammar of amounts, their roles and what they are of."""
