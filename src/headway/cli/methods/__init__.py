"""
The methods of `headway stats`: each takes a sheet of figures and gives an answer.

One file each, listed here; a new method is a new file beside them.
"""

METHODS: dict[str, str] = {
    "xmr": "signal or noise: a control chart by the rules of Making Data Count",
    "interval": "how exact: the interval of a percentage, a rate or a count",
    "mean": "how exact: the interval of a mean of scores",
    "compare": "is the change real: two periods held against each other",
    "trend": "is it drifting: a test over three periods or more",
    "funnel": "who stands out: areas against the limits of chance",
    "quantiles": "who is where: areas ranked into fifths, ties and gaps kept",
    "outturn": "where will the year end: a forecast from earlier years",
    "rake": "who answered: survey weights that meet known margins",
    "adjust": "many at once: p-values adjusted for how many were looked at",
}
"""Modules of this package, in the order that help lists them, with the question each answers."""
