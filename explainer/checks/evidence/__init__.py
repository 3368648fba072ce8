"""What a site cites, and which quoted passages are in the stored copies of their sources."""
