"""What several methods ask for in the same words."""

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from headway.domain.quantities import Polarity

BETTER = ("higher", "lower", "neither")
LEAST = 0.5
"""The lowest level of confidence an interval may have."""


def ask_better(parser: argparse.ArgumentParser) -> None:
    """Ask which way is better."""
    parser.add_argument("--better", choices=BETTER, default="neither", help="which way is better")


def ask_confidence(parser: argparse.ArgumentParser) -> None:
    """Ask for the level of intervals."""
    parser.add_argument(
        "--confidence",
        type=_level,
        default=0.95,
        metavar="LEVEL",
        help="in percent or as a fraction, such as 99.8 or 0.998 (95)",
    )


def _level(word: str) -> float:
    """
    A level of confidence as a fraction, from a percentage or a fraction.

    Below one half nobody wants an interval, so 1 or 30 is a slip and refused.
    """
    try:
        number = float(word)
    except ValueError:
        number = float("nan")
    level = number if number < 1 else round(number / 100, 12)
    if not LEAST <= level < 1:
        raise argparse.ArgumentTypeError(
            f"a level of confidence lies between 50 and 100 percent, such as 95 or 99.8, got {word}"
        )
    return level


def polarity(word: str) -> "Polarity":
    """The polarity that the word stands for."""
    from headway.domain.quantities import Polarity

    return dict(zip(BETTER, (Polarity.HIGH, Polarity.LOW, Polarity.NEUTRAL), strict=True))[word]
