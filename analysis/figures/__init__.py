"""The figures, one module a subject."""
