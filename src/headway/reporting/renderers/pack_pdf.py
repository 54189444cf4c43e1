"""The board's pack as one tagged PDF: what matters first, then each row that needs attention."""

from datetime import date

from headway.reporting.pack import Pack
from headway.reporting.printable import shortened
from headway.reporting.renderers.pdf import plain, settable_data
from headway.reporting.typesetting import compiled


def render(pack: Pack) -> bytes:
    """
    The PDF's bytes; the same for the same pack.

    Raises:
        TypesettingError: It would not be PDF/UA-1.
    """
    data = {
        **plain(pack),
        "name": f"Board pack: {pack.title}, {pack.as_at}",
        "short": f"{shortened(pack.title, 90)} · Board pack as at {pack.as_at}",
    }
    return compiled("pack.typ", settable_data(data), as_at=date.fromisoformat(pack.as_at_iso))
