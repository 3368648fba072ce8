"""First versions of content files, from what an editor answers."""
