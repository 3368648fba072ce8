"""First versions of content files, made from the answers of an editor."""
