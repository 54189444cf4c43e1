"""
How often each mark that a board sees is chance: simulated where nothing has happened.

Each table is printed as Markdown, as `docs/explanation/honest-figures.md` has it. The
seed is fixed, so the same versions of numpy and scipy print the same tables. Every
figure rests on 20,000 series unless its table says otherwise: the standard error of
50% is then 0.4 points, that of 2% 0.1.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from functools import cache

import numpy as np
from scipy import stats

from bench.charted import Flags, Floats, signals
from headway.stats.spc.seasons import deseasonalised, seasonality

SEED = 2021
SERIES = 20_000
FEWER = 2_000
"""Series where each is computed by the product's own function, one at a time."""

KNOWN = {9: 4.1, 15: 9.9, 18: 12.9, 24: 18.4, 36: 28.5}
"""Points in control: the percentage of series with a false signal, from a simulation of the
same size made apart from this one, on the reference's own rules."""

TERMS = (2.0, 0.0, -2.0)
"""A year's swing of two standard deviations either way."""

Row = Sequence[str]
Table = Callable[[np.random.Generator], Iterator[Row]]


def percent(share: float) -> str:
    """A share as the tables print it; never 0.0% for what has been seen."""
    return f"{share:.1%}" if share == 0 or share >= 0.0005 else f"{share:.2%}"


def standard(random: np.random.Generator, count: int, points: int) -> Floats:
    """Series in control: independent, normal, nothing happens."""
    return random.standard_normal((count, points))


def both(flags: Flags) -> tuple[str, str]:
    """How many series have any signal, and how many one at the last point, as the icon has."""
    return percent(flags.any(axis=1).mean()), percent(flags[:, -1].mean())


# ------------------------------------------------------------------------------ control charts


def in_control(random: np.random.Generator) -> Iterator[Row]:
    """XmR charts of a process that does not change."""
    yield "points, nothing changes", "any false signal", "last point (the icon) false"
    for points in (9, 12, 15, 18, 24, 36):
        yield str(points), *both(signals(standard(random, SERIES, points)))


def small_counts(random: np.random.Generator) -> Iterator[Row]:
    """XmR charts of counts; the product refuses those under 10."""
    yield "24 counts, mean per period", "any false signal", "last point (the icon) false"
    for mean in (1, 3, 10, 30):
        counts = random.poisson(mean, (SERIES, 24)).astype(np.float64)
        yield str(mean), *both(signals(counts))


def rare_events(random: np.random.Generator) -> Iterator[Row]:
    """The chart that the product offers where counts are small, and what it finds."""
    yield "24 times between events", "any signal", "last point (the icon)"
    for name, after in (("nothing changes", 1.0), ("twice as rare after the 12th", 2.0)):
        gaps = random.exponential(1, (SERIES, 24))
        gaps[:, 12:] *= after
        yield name, *both(signals(gaps ** (1 / 3.6)))


def steps(random: np.random.Generator) -> Iterator[Row]:
    """What charts find: the level moves by two standard deviations and stays."""
    yield (
        "points before + after a step of 2 sd",
        "found after it",
        "icon shows it at the end",
        "any false signal without a step",
    )
    for before, after in ((6, 3), (12, 3), (12, 6), (12, 12)):
        flat = standard(random, SERIES, before + after)
        series = flat.copy()
        series[:, before:] += 2
        for baseline in (None, before) if before >= 12 else (None,):
            found = power(signals(series, baseline=baseline), before)
            false = signals(flat, baseline=baseline).any(axis=1).mean()
            limits = f"the first {baseline}" if baseline else "all points"
            yield (
                f"{before} + {after}, limits from {limits}",
                *(percent(share) for share in (*found, float(false))),
            )


def power(flags: Flags, before: int) -> tuple[float, float]:
    """Series with a signal after the step, and with one at the last point."""
    return float(flags[:, before:].any(axis=1).mean()), float(flags[:, -1].mean())


def seasons(random: np.random.Generator) -> Iterator[Row]:
    """Three terms a year that differ by two standard deviations, in control or stepping up."""
    yield f"24 terms, {FEWER:,} series", "any signal", "step of 2 sd after 18 terms found"
    flat = standard(random, FEWER, 24)
    stepped = standard(random, FEWER, 24)
    stepped[:, 18:] += 2
    swing = np.resize(TERMS, 24)

    def row(name: str, chart: Callable[[Floats], Floats]) -> Row:
        found, _ = power(signals(chart(stepped)), 18)
        return name, percent(signals(chart(flat)).any(axis=1).mean()), percent(found)

    yield row("no seasons", lambda series: series)
    yield row("swing of 2 sd, charted as it is", lambda series: series + swing)
    yield row(
        "swing of 2 sd, each term less its own", lambda series: like_with_like(series + swing)
    )


def like_with_like(series: Floats) -> Floats:
    """Each series less its terms' own means, by the function the product uses."""
    return np.array([deseasonalised(one, len(TERMS)) for one in series.tolist()], dtype=np.float64)


def season_warnings(random: np.random.Generator) -> Iterator[Row]:
    """How often the test says that a series has seasons."""
    yield (
        f"terms, {FEWER:,} series",
        "warned without seasons",
        "warned with a swing of 1 sd",
        "warned with one of 2 sd",
    )
    for points in (12, 15, 24):
        series = standard(random, FEWER, points)
        swing = np.resize(TERMS, points)
        shares = [warned(series + size * swing) for size in (0.0, 0.5, 1.0)]
        yield str(points), *(percent(share) for share in shares)


def warned(series: Floats) -> float:
    """The share of series that are said to have seasons."""
    found = [seasonality(one, len(TERMS)) for one in series.tolist()]
    return float(np.mean([one is not None and one.strong for one in found]))


# ---------------------------------------------------------------------- two periods, many measures


@cache
def fisher(a: int, b: int, tries: int) -> float:
    """Two-sided, of a and b hits in as many tries each."""
    return float(stats.fisher_exact(np.array([[a, tries - a], [b, tries - b]])).pvalue)


@cache
def rates_differ(a: int, b: int) -> float:
    """Two-sided conditional exact test of two counts over equal time."""
    return float(stats.binomtest(a, a + b, 0.5).pvalue) if a + b else 1.0


def shares_differ(a: Floats, b: Floats, tries: int) -> Floats:
    """Chi-squared without correction; Fisher's where fewer than five are expected."""
    together = (a + b) / (2 * tries)
    few = np.minimum(together, 1 - together) * tries < 5
    with np.errstate(invalid="ignore", divide="ignore"):
        z = (a - b) / tries / np.sqrt(2 * together * (1 - together) / tries)
    p = np.asarray(2 * stats.norm.sf(np.abs(z)), dtype=np.float64)
    exact = [fisher(int(x), int(y), tries) for x, y in zip(a[few], b[few], strict=True)]
    p[few] = exact
    return p


def two_periods(random: np.random.Generator) -> Iterator[Row]:
    """The test behind "more than chance" in a direction of travel, at 5%."""
    yield "two periods, nothing changes", "called more than chance"
    for tries, share in ((4000, 0.10), (400, 0.10), (40, 0.10), (40, 0.02)):
        a, b = (random.binomial(tries, share, SERIES).astype(np.float64) for _ in range(2))
        called = (shares_differ(a, b, tries) < 0.05).mean()
        yield f"{share:.0%} of {tries} in both", percent(called)
    for mean in (100, 30, 10, 3):
        pairs = random.poisson(mean, (SERIES, 2)).tolist()
        called = np.mean([rates_differ(min(pair), max(pair)) < 0.05 for pair in pairs])
        yield f"{mean} events on average in both", percent(float(called))


def trend(random: np.random.Generator) -> Iterator[Row]:
    """Cochran and Armitage's test over five periods, at 5%."""
    yield "five periods, nothing changes", "called a trend"
    at = np.arange(5) - 2
    for tries, share in ((4000, 0.10), (400, 0.10), (40, 0.10)):
        hits = random.binomial(tries, share, (SERIES, 5))
        pooled = hits.mean(axis=1) / tries
        variance = pooled * (1 - pooled) * tries * (at**2).sum()
        with np.errstate(invalid="ignore", divide="ignore"):
            z = (hits * at).sum(axis=1) / np.sqrt(variance)
        yield f"{share:.0%} of {tries} in each", percent((np.abs(z) > 1.959964).mean())


def funnel(random: np.random.Generator) -> Iterator[Row]:
    """Areas outside a funnel's limits (Wilson's, inverted) where all areas are alike."""
    yield "24 areas alike, 9% of 100 to 2,000", "an area outside", "any of the 24 outside"
    sizes = np.geomspace(100, 2000, 24).round()
    hits = random.binomial(sizes.astype(np.int64), 0.09, (SERIES, 24))
    together = hits.sum(axis=1, keepdims=True) / sizes.sum()
    z = np.abs(hits / sizes - together) / np.sqrt(together * (1 - together) / sizes)
    for name, limit in (("95%", 1.959964), ("99.8%", 3.090232)):
        outside = z > limit
        yield f"{name} limits", percent(outside.mean()), percent(outside.any(axis=1).mean())


def many_measures(random: np.random.Generator) -> Iterator[Row]:
    """Reports of 60 measures, each tested over two periods, with and without correction."""
    reports, measures, tries = SERIES // 10, 60, 400
    yield (
        f"60 measures of {tries}, {reports:,} reports",
        "false changes a report",
        "reports with any",
        "real changes found",
    )
    shares = random.uniform(0.1, 0.5, (reports, measures))
    for real in (0, 6):
        after = shares.copy()
        after[:, :real] += 0.12
        a, b = (random.binomial(tries, share).astype(np.float64) for share in (shares, after))
        p = shares_differ(a, b, tries)
        for name, flags in (
            ("each at 5%", p < 0.05),
            ("Benjamini-Hochberg", stats.false_discovery_control(p, axis=1) < 0.05),
        ):
            false = flags[:, real:]
            yield (
                f"{real or 'none'} changed by 12 points, {name}",
                f"{false.sum(axis=1).mean():.2f}",
                percent(false.any(axis=1).mean()),
                percent(flags[:, :real].mean()) if real else "",
            )


def icons(random: np.random.Generator) -> Iterator[Row]:
    """Reports with a control chart for each of many measures, none of which changes."""
    yield "charts of 24 points in a report", "false icons a report", "reports with any"
    for charts in (10, 40, 60):
        reports = SERIES // charts
        last = signals(standard(random, reports * charts, 24))[:, -1].reshape(reports, charts)
        yield str(charts), f"{last.sum(axis=1).mean():.2f}", percent(last.any(axis=1).mean())


TABLES: dict[str, Table] = {
    "Control charts, nothing changes": in_control,
    "Reports full of control charts": icons,
    "Control charts of small counts": small_counts,
    "Control charts of the time between rare events": rare_events,
    "Control charts, a step": steps,
    "Control charts, seasons": seasons,
    "The warning of seasons": season_warnings,
    "Two periods": two_periods,
    "Trends": trend,
    "Funnels": funnel,
    "Lists of changes": many_measures,
}


def markdown(rows: Sequence[Row]) -> str:
    """The rows as a Markdown table, the first as its head."""
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([lines[0], f"|{'---|' * len(rows[0])}", *lines[1:]])


def tables() -> Iterator[str]:
    """Each table under its name, from a stream of its own: one more changes none of the others."""
    for name, table in TABLES.items():
        yield f"### {name}\n\n{markdown(list(table(stream(name))))}"


def stream(name: str) -> np.random.Generator:
    """Random numbers that depend on the seed and a name alone."""
    return np.random.default_rng((SEED, *name.encode()))


def disagreements() -> Iterator[str]:
    """Where the charts' false alarms are further from what is known than chance allows."""
    random = stream("disagreements")
    for points, known in KNOWN.items():
        share = signals(standard(random, SERIES, points)).any(axis=1).mean() * 100
        error = (2 * known * (100 - known) / SERIES) ** 0.5
        # What is known was rounded to a tenth.
        if abs(share - known) > 4 * error + 0.05:
            yield f"{points} points: {share:.1f}% and not {known}%"


def main() -> bool:
    """Print the tables, and say whether the charts' agree with what is known of them."""
    for table in tables():
        print(table, end="\n\n", flush=True)
    wrong = list(disagreements())
    print(f"Against an earlier simulation: {'; '.join(wrong) or 'agrees'}.")
    return not wrong


if __name__ == "__main__":
    sys.exit(not main())
