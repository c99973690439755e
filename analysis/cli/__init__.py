"""The command line, one module a command: ``python -m analysis`` and ``work-reports``."""

from analysis.cli.program import main

__all__ = ["main"]
