"""
Made-up counties, and a whole made-up England, in the files that agencies hand over.

Nothing here is about anybody: authorities, schools and pupils have numbers that are not in use,
names come from invented syllables, and every file says that it is synthetic. The levels of
absence, exclusions, plans and so on are England's published ones, so that measures computed from
these files look as such measures do.
"""

from headway.evidence.synthetic.generating import MATRIX, PEOPLE, generate

__all__ = ["MATRIX", "PEOPLE", "generate"]
