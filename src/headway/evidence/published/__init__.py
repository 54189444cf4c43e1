"""
Published statistics: files of the statistical offices, kept as they came, read as series.

A release is loaded once and kept by the hash of its bytes; a series is one indicator of one
dataset with its filters; a figure is a number, or a symbol with what it means in that release.
"""
