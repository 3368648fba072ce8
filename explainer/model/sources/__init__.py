"""Sources, in the fields of CSL."""
