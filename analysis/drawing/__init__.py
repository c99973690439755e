"""What all figures share: style, labels, places, what is shown of many reports, saving."""
