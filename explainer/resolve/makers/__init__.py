"""The pages made, a module a kind."""
