"""Resolved pages become files: pure functions of one value each, one kind of output a module."""
