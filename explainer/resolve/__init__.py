"""The linker: a checked site to pages that hold all they show."""
