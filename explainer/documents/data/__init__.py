"""Parse YAML and JSON into nodes with positions, and validate them against record types."""
