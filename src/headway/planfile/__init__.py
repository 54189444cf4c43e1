"""
The plan file: one YAML file that people read, edit, comment and keep in version control.

`loads` and `dumps` turn its text into a `Plan` and back; nothing is lost either way.
"""

from headway.planfile.errors import PlanFileError
from headway.planfile.files import dumps, example_path, load, loads, save, schema_text

__all__ = ["PlanFileError", "dumps", "example_path", "load", "loads", "save", "schema_text"]
