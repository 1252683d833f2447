"""Questions to the database. Every one takes a reader, so it is filtered by the viewer's rights in SQL."""
