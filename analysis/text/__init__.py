"""Words: tokenisers, lexicons, term matrices, concordance, phrases."""
