"""Make the pages, with a module for each kind."""
