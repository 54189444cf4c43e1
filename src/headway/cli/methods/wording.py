"""What several methods ask for in the same words."""

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from headway.domain.quantities import Polarity

BETTER = ("higher", "lower", "neither")


def ask_better(parser: argparse.ArgumentParser) -> None:
    """Ask which way is better."""
    parser.add_argument("--better", choices=BETTER, default="neither", help="which way is better")


def ask_confidence(parser: argparse.ArgumentParser) -> None:
    """Ask for the level of intervals."""
    parser.add_argument(
        "--confidence", type=float, default=95.0, metavar="PERCENT", help="such as 99.8 (95)"
    )


def polarity(word: str) -> "Polarity":
    """The polarity that the word stands for."""
    from headway.domain.quantities import Polarity

    return dict(zip(BETTER, (Polarity.HIGH, Polarity.LOW, Polarity.NEUTRAL), strict=True))[word]
