"""Whose report a text is, of which year and kind: told, never guessed.

Ordered tables of rules (``analysis.rules``) decide: ``KINDS_TOLD`` in ``kind`` (work report or task
division), ``YEARS_TOLD`` in ``year`` (the year that a report plans for), ``PLACES_NAMED`` in ``first_lines``
(where the first lines name the region), and ``SOURCES`` and ``CHOICES`` in ``region`` (what tells the region,
and which of several of one name it is).

To add a rule, add one entry to its table, above the first rule that would decide otherwise. Its example and
counterexample are run as tests (``tests/identity/test_rules.py``). Both are written in one line: the lines of
the text with `` / `` between them, and before them, if need be, ``file:``, ``folder:``, ``date:`` and
``level:`` for what is known besides (``file: 四川2025.txt / 政府工作报告``).
"""
