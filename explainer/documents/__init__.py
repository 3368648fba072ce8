"""Files to parsed documents: syntax and positions, none of the nouns."""
