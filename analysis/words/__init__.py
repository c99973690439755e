"""Measures of words: frequency, dispersion, TF-IDF, keyness, trends."""
