"""Word files (.docx) as a reader sees them."""
