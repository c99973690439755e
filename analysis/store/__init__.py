"""What a build keeps: bytes by content, packed with Arrow; what is kept of one report and of some."""
