"""Any plan at all, for laws that hold for every one of them."""

from dataclasses import fields
from datetime import date

from hypothesis import strategies as st

from headway.domain.disclosing import DisclosurePolicy, Method, Sum, ZeroRule
from headway.domain.doubts import Doubt, DoubtReason
from headway.domain.observations import Benchmark, Comparison, Observation, State
from headway.domain.periods import DFE_TERMS, RECURRENCES, SEASONS, Period, PeriodKind
from headway.domain.plan import (
    Action,
    ActionStatus,
    Alias,
    Area,
    Baseline,
    GlossaryEntry,
    Measure,
    Outcome,
    Plan,
    Progress,
    Responsibility,
    Target,
    Timetable,
    Tolerance,
    Wording,
)
from headway.domain.provenance import Place, Source
from headway.domain.quantities import Comparator, Direction, MeasureKind, Polarity

words = st.one_of(
    st.sampled_from(["", "no", "2019/20", "65", "a: b", "- x", "#1", " x", "x\ny", "x\n", "~"]),
    st.text(max_size=30),
    st.text(alphabet="abc :#-,[]{}'\"\n é’", max_size=140),
)
numbers = st.one_of(
    st.integers(-(10**6), 10**6).map(float),
    st.floats(allow_nan=False, allow_infinity=False),
)
days = st.dates(date(1900, 1, 1), date(2199, 12, 31))
units = st.sampled_from(["%", "pp", "count", "GBP", "kt CO2e"])
few = {"max_size": 2}


def some(of, **size):
    return st.lists(of, **(size or few)).map(tuple)


def maybe(of):
    return st.none() | of


_year = st.integers(1900, 2198)


def _period(kind, **parts):
    return st.builds(Period, kind=st.just(kind), year=_year, **parts)


_months = _period(PeriodKind.MONTH, part=st.integers(1, 12))
_day_periods = days.map(
    lambda on: Period(kind=PeriodKind.DAY, year=on.year, part=on.month, day=on.day)
)


def _span(ends):
    first, last = sorted(ends, key=Period.sort_key)
    return Period(kind=PeriodKind.SPAN, year=first.year, part=first.part, day=first.day, until=last)


periods = st.one_of(
    _day_periods,
    _months,
    _period(PeriodKind.SEASON, name=st.sampled_from(SEASONS)),
    _period(PeriodKind.CALENDAR_YEAR),
    _period(PeriodKind.CALENDAR_QUARTER, part=st.integers(1, 4)),
    _period(PeriodKind.ACADEMIC_YEAR),
    _period(PeriodKind.ACADEMIC_TERM, part=st.integers(1, 6)),
    _period(PeriodKind.DFE_TERM, name=st.sampled_from(DFE_TERMS)),
    _period(PeriodKind.FINANCIAL_YEAR),
    _period(PeriodKind.FINANCIAL_QUARTER, part=st.integers(1, 4)),
    _period(PeriodKind.SPLIT_YEAR),
    st.builds(
        lambda year, years: Period(kind=PeriodKind.YEARS, year=year, until=year + years),
        _year,
        st.integers(1, 30),
    ),
    st.tuples(_months, _months).map(_span),
    st.tuples(_day_periods, _day_periods).map(_span),
    st.builds(
        Period,
        kind=st.just(PeriodKind.RECURRING),
        year=st.just(0),
        name=st.sampled_from(RECURRENCES),
    ),
)
"""Every kind of period, each as `Period.parse` would make it."""

_whole = st.integers(1, 10_000)
places = st.builds(
    Place,
    document=words,
    page=maybe(_whole),
    sheet=words,
    table=maybe(_whole),
    row=maybe(_whole),
    column=maybe(_whole),
    line=maybe(_whole),
    cell=words,
)
timetables = st.builds(Timetable, period=maybe(periods), words=words)
responsibilities = st.builds(
    Responsibility, agencies=some(words), leads=some(words), timetable=timetables
)
wordings = st.builds(Wording, document=words, text=words, number=words, place=maybe(places))
targets = st.builds(
    Target,
    value=maybe(numbers),
    unit=units,
    comparator=st.sampled_from(Comparator),
    period=periods,
    of=words,
    breakdown=words,
    words=words,
    stated_in=words,
)
baselines = st.builds(
    Baseline, value=numbers, unit=units, period=maybe(periods), breakdown=words, words=words
)
tolerances = st.builds(
    Tolerance, points=numbers, relative=numbers, absolute=numbers, small_count=numbers
)
policies = st.builds(
    DisclosurePolicy,
    threshold=_whole,
    zeros=st.sampled_from(ZeroRule),
    method=st.sampled_from(Method),
    rounding_base=st.integers(2, 100),
    symbol=words.filter(lambda text: text.strip() and not any(c.isdigit() for c in text)),
    fewest_answers=_whole,
    dominance=maybe(st.floats(1, 100)),
    sums=some(st.builds(Sum, total=words, parts=some(words), rest=words)),
    exempt=some(words),
)
comparisons = st.builds(Comparison, value=numbers, period=maybe(periods), words=words)


def rows(kind, ids, areas):
    shared = {
        "id": ids,
        "area": st.sampled_from(areas),
        "text": words,
        "number": words,
        "title": words,
        "direction": st.sampled_from(Direction),
        "targets": some(targets),
        "baselines": some(baselines),
        "responsibility": responsibilities,
        "wordings": some(wordings),
        "note": words,
    }
    if kind is Action:
        return st.builds(Action, **shared, status=st.sampled_from(ActionStatus), reason=words)
    return st.builds(
        Measure,
        **shared,
        quantity=words,
        unit=units,
        polarity=st.sampled_from(Polarity),
        kind=st.sampled_from(MeasureKind),
        cannot_be_measured=words,
        tolerance=maybe(tolerances),
        source=words,
        definition=words,
        for_action=maybe(words),
    )


def observations(row):
    known = {
        "row": row,
        "period": maybe(periods),
        "unit": units,
        "comparator": st.sampled_from(Comparator),
        "of": words,
        "breakdown": words,
        "area": words,
        "numerator": maybe(numbers),
        "denominator": maybe(numbers),
        "compared_with": maybe(comparisons),
        "known_at": maybe(days),
        "given_by": words,
        "place": maybe(places),
        "words": words,
    }
    return st.builds(Observation, value=numbers, **known) | st.builds(
        Observation, state=st.sampled_from(State), **known
    )


doubts = st.builds(
    Doubt,
    reason=st.sampled_from(DoubtReason),
    sentence=words,
    words=words,
    row=maybe(words),
    field=words,
    place=maybe(places),
    settled=words,
)
sources = st.builds(Source, name=words, sha256=words, title=words, covers=words, as_at=maybe(days))
entries = st.builds(GlossaryEntry, term=words, meaning=words, place=maybe(places))
aliases = st.builds(Alias, name=words, means=words, settled=st.booleans())


@st.composite
def plans(draw):
    """A plan with every part that a plan may have."""
    outcome_ids = draw(st.lists(words, unique=True, min_size=1, max_size=2))
    area_ids = draw(st.lists(words, unique=True, min_size=1, max_size=2))
    row_ids = draw(st.lists(words, unique=True, max_size=3))
    outcomes = tuple(
        draw(
            st.builds(
                Outcome,
                id=st.just(one),
                title=words,
                statements=some(words),
                priority=words,
                also_called=some(words),
            )
        )
        for one in outcome_ids
    )
    areas = tuple(
        draw(
            st.builds(
                Area,
                id=st.just(one),
                outcome=st.sampled_from(outcome_ids),
                title=words,
                responsibility=responsibilities,
                remarks=some(words),
                place=maybe(places),
            )
        )
        for one in area_ids
    )
    kinds = [draw(st.sampled_from([Action, Measure])) for _ in row_ids]
    made = [
        draw(rows(kind, st.just(one), area_ids)) for kind, one in zip(kinds, row_ids, strict=True)
    ]
    told = {}
    if row_ids:
        row = st.sampled_from(row_ids)
        told["observations"] = draw(some(observations(row)))
        told["benchmarks"] = draw(
            some(
                st.builds(
                    Benchmark,
                    row=row,
                    area=words,
                    value=numbers,
                    unit=units,
                    period=maybe(periods),
                    source=words,
                    place=maybe(places),
                    words=words,
                )
            )
        )
        told["progress"] = draw(
            some(
                st.builds(
                    Progress,
                    row=row,
                    text=words,
                    status_word=words,
                    percent_complete=maybe(numbers),
                    points_to=maybe(words),
                    links=some(words),
                    document=words,
                    period=words,
                    known_at=maybe(days),
                    given_by=words,
                    place=maybe(places),
                )
            )
        )
    return Plan(
        slug=draw(words),
        title=draw(words),
        body=draw(words),
        term=draw(maybe(periods)),
        extensions=draw(some(words)),
        vision=draw(words),
        outcomes=outcomes,
        areas=areas,
        actions=tuple(row for row in made if isinstance(row, Action)),
        measures=tuple(row for row in made if isinstance(row, Measure)),
        glossary=draw(some(entries)),
        aliases=draw(some(aliases)),
        doubts=draw(some(doubts)),
        sources=draw(some(sources)),
        tolerance=draw(tolerances | st.just(Tolerance())),
        disclosure=draw(policies | st.just(DisclosurePolicy())),
        current=draw(words),
        **told,
    )


def field_names(kind):
    return {one.name for one in fields(kind)}
