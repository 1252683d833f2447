"""Servers and clients that tests start for themselves."""
