"""Make the open data."""
