"""Markdown to sanitised texts, each reference in its place."""
