"""Characters: bytes decoded, blanks, forms of one character folded, traditional forms read as simple ones."""
