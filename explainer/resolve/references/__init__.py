"""What links and figures refer to."""
