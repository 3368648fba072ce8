"""What commands print, as lines of text made from values."""
