"""The plan file: one YAML file, fit for git, that a person can edit."""
