"""YAML and JSON as nodes with places, validated against records."""
