"""Which part of a report a paragraph belongs to: the review, the plan, both in one, or neither.

*review*: what was done (and what is still wanting), up to the thanks. *plan*: everything the government says
it will do, from the overall requirements and expected targets to its own conduct, and the closing appeal.
*mixed*: a stretch that looks back and ahead paragraph by paragraph, as reports ordered by topic do. *other*:
title, speaker and greeting, a signature.

Three kinds of evidence speak together, each as a number (positive for the plan, negative for the review):
headings (``HEADINGS`` in ``headings``), the openings of paragraphs (``OPENINGS`` in ``openings``), and the
words of sentences (``data/lexicon/part_words.csv``, read by ``sentences``). ``course`` finds the course of
the report that they make most probable, and how probable it is.

To add a rule, add one entry to its table. Its example and counterexample are run as tests
(``tests/parts/test_rules.py``).
"""
