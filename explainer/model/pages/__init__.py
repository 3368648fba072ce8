"""Explainers and plain pages."""
