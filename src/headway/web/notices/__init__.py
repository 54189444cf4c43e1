"""Notices: what the service has to tell people by e-mail, each sent once, and the worker."""
