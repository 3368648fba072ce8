"""What differs from language to language; the language is an argument of every function."""
