"""A television on a wall: scenes of sums, and the screens that may show them."""
