"""Files become facts: previews, decisions, commits, undos."""
