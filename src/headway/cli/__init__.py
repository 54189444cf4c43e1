"""All of Headway without a server: `headway import`, `check`, `status`, `report`, …"""

from headway.cli.main import main

__all__ = ["main"]
