"""Check the references between documents."""
