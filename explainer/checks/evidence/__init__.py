"""What a site cites, and which passages were found."""
