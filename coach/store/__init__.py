"""The only place that knows SQL: the schema, the one write door, and what is read and written through it."""
