"""The one exception for mistakes that a user can mend."""


class InputError(ValueError):
    """Bad input, said in one sentence: which file, which row, what to do.

    The command line prints the sentence and ends with status 2; in a script or notebook it is a ``ValueError``.

    >>> raise InputError("reports.csv, row 3: year is missing; write the year that the report plans for")
    Traceback (most recent call last):
    ...
    analysis.errors.InputError: reports.csv, row 3: year is missing; write the year that the report plans for
    """
