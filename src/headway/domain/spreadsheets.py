"""What a spreadsheet program makes of a cell, for everything that is written for one."""

from collections.abc import Iterable, Mapping

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def harmless(cell: str) -> str:
    """
    The cell with an apostrophe before what a spreadsheet would carry out; numbers stay.

    >>> harmless("=1+1"), harmless("-3.5"), harmless("9.3%"), harmless("-")
    ("'=1+1", '-3.5', '9.3%', '-')
    """
    if len(cell) < 2 or not cell.startswith(_STARTS_A_FORMULA) or _is_number(cell):
        return cell
    return f"'{cell}"


def harmless_row(cells: Iterable[object]) -> list[object]:
    """
    A row of a file with every text in it harmless.

    >>> harmless_row(["@x", -1, None])
    ["'@x", -1, None]
    """
    return [harmless(one) if isinstance(one, str) else one for one in cells]


def harmless_fields(row: Mapping[str, object]) -> dict[str, object]:
    """The same of a row whose cells have names, which are made harmless too."""
    return {
        harmless(name): harmless(one) if isinstance(one, str) else one for name, one in row.items()
    }


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
