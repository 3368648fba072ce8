"""JSON Schemas of the files that editors write, with which their programs check and complete."""
