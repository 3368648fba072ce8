"""Facts and the claims about them."""
