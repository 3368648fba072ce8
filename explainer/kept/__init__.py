"""What one build leaves for the next: entries on disk, signed, that may vanish at any time."""
