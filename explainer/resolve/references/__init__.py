"""Find what links and figures refer to."""
