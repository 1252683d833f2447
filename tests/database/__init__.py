"""The schema, its migrations and constraints, the shared store."""
