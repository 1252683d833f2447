"""Tests of the methods: worked examples, edge cases and laws."""
