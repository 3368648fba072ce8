"""The linker: makes pages with everything they show from a checked site."""
