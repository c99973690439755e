"""From raw text to clean text: artefacts of copies and scans, lines, order, declared corrections, what isn't
the report.
"""
