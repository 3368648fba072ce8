"""A static site generator for explainers a reader can check."""

__version__ = "0.1.0"
