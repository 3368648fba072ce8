"""Blocks, where ours differ from those of Python-Markdown."""
