"""Facts become marts."""
