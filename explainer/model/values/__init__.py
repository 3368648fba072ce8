"""Values, their units, and the formulas that derive them."""
