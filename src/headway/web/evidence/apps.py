"""Evidence: what agencies hand over, and the figures made of it."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """The evidence."""

    name = "headway.web.evidence"
    label = "evidence"
