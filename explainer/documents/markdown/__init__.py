"""Parse Markdown into sanitised markup and references."""
