"""What can be done with tokens and webhooks: each verb is one transaction."""
