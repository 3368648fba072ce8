"""Find and read content files, and keep the positions in their texts."""
