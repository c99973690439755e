"""Task divisions: ledgers, alignment of two levels or years, networks of departments."""
