"""The prose of a site, in sentences with their figures."""
