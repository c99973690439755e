"""The build: what is made of each report, of groups of them and of all, kept by content, and written."""
