"""Make files from resolved pages: pure functions, with a module for each kind of output."""
