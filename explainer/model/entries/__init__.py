"""Terms, people and places that pages explain."""
