"""Parse files into documents: syntax and positions, without the model's types."""
