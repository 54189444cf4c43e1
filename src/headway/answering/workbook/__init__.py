"""
The answers workbook: my rows of a round as a spreadsheet, to be filled in offline.

`written` makes it, `read` takes it back. Each row carries its key with a seal, so that a row
that was moved, copied in or taken from another workbook is noticed.
"""

from headway.answering.workbook.layout import Handed
from headway.answering.workbook.lines import Returned
from headway.answering.workbook.reading import read
from headway.answering.workbook.writing import written

__all__ = ["Handed", "Returned", "read", "written"]
