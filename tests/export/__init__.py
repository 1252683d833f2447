"""Tests of the Excel export: the file is read back with another library and as raw parts."""
