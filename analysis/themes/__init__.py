"""Measures of themes: the codebook, attention, priorities, commitment, published lists."""
