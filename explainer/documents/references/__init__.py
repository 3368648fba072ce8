"""References to sources, facts, terms and notes, as editors write them."""
