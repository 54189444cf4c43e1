"""Computed figures of the service, each with the run that it came from."""
