"""Files of strangers as text: archives, HTML, PDF, tables, encodings."""
