"""What must hold between documents."""
