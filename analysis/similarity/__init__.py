"""Which reports are alike: cosine and divergence, trees, correspondence."""
