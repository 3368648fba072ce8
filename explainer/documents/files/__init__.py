"""Files as they lie in the content folder: found, read, and kept with their places."""
