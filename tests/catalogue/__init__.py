"""The domain as data."""
