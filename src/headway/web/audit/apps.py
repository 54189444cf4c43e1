"""What was done, by whom, when and why."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The audit trail."""

    name = "headway.web.audit"
    label = "audit"
