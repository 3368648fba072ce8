"""The model's types as JSON Schemas, by which editors' editors complete, explain and underline."""
