"""The open data made."""
