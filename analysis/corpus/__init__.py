"""Reports and the corpus: manifest, reading, structure, tables, and which reports are compared with which."""
