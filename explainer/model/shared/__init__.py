"""What several nouns of the model share."""
