"""Topics that are found, not given: consensus topics, their labels, shares and quality."""
