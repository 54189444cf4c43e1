"""Rows of text into typed columns, with every fault named; fast, and the same as row by row."""
