"""The values that templates are given: pages, their frame and their parts."""
