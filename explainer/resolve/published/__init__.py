"""What templates are given: the pages, their frame and their parts."""
