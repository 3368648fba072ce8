"""Maps: the countries of Natural Earth, projections, and shapes within a frame."""
