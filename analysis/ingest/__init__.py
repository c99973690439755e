"""The door for a researcher's own files: from whatever they are to a corpus folder, checked."""
