"""
Plans for tests: small ones of every sort by Hypothesis, and one to build on by hand.

`plans()` makes any plan that the domain allows, however odd: rows without words, pointers
to nothing, figures without periods. Laws that hold "for any plan at all" are tested with it.
"""

from datetime import date
from functools import cache
from itertools import product
from typing import Any

from hypothesis import strategies as st

from headway.domain.disclosing import DisclosurePolicy, Method, Sum, ZeroRule
from headway.domain.doubts import Doubt, DoubtReason
from headway.domain.observations import Benchmark, Comparison, Observation, RowId, State
from headway.domain.periods import Period
from headway.domain.plan import (
    Action,
    ActionStatus,
    Alias,
    Area,
    AreaId,
    Baseline,
    GlossaryEntry,
    Measure,
    Outcome,
    OutcomeId,
    Plan,
    Progress,
    Responsibility,
    Target,
    Timetable,
    Wording,
)
from headway.domain.provenance import Place, Source
from headway.domain.quantities import (
    COUNT,
    PERCENT,
    POINTS,
    Comparator,
    Direction,
    MeasureKind,
    Polarity,
    Unit,
)

PERIODS = (
    "2019-10-31", "2019-10", "2020 Summer", "2030", "AY 2018/19", "AY 2019/20", "AY 2019/20 T2",
    "AY 2019/20 T4", "AY 2019/20 Autumn", "FY 2019/20", "FY 2019/20 Q4", "2030 Q2", "2019/20",
    "2018/2023", "2020-09/2020-12", "per year",
)  # fmt: skip
"""One of each sort."""

PHRASES = (
    "Reduce the number of permanent exclusions to 65 in school year 19/20",
    "by 3% in 2019 from 23% to 20%",
    "End of term 4 19/20 = 9.3% (7.6% for T4 last year)",
    "95 of 200 (54%)", "51/159 = 32%", "0 of 0 (50%)", "up to 2000 a year", "almost 100%",
    "Refer to above, no. 6", "see row 9", "Please refer to attached below:", "TBC", "n/a",
    "Improved knowledge", "Compare attendance", "School nurses", "school health nurses",
    "Family Safeguarding Plus Model (FSPM)", "FSP teams and CAMHS", "C&YP's MHSTs",
    "not collected", "headway: ignore HW101, HW103 because the board will set it",
    "headway: ignore HW999", "Primary", "Secondary", "the number of a and the number of b",
)  # fmt: skip
"""What plans say, and what has a rule of its own."""

SAID = (
    *PHRASES,
    *map(" ".join, product(PHRASES, repeat=2)),
    *map(" ".join, zip(PHRASES, PHRASES[7:] + PHRASES[:7], PHRASES[3:] + PHRASES[:3], strict=True)),
)
"""One, two or three of them: a single choice is drawn much faster than a list of several."""

DOCUMENTS = ("", "year-2.txt", "year-3.docx")

_slugs = st.text("abcdefghij-", min_size=1, max_size=6)


@cache
def texts(any_text: st.SearchStrategy[str] | None = None) -> st.SearchStrategy[str]:
    """Words such as plans have, and any text at all."""
    odd = any_text if any_text is not None else st.text(max_size=40)
    return st.sampled_from(SAID) | odd | st.just("")


@cache
def periods() -> st.SearchStrategy[Period]:
    """One of each sort of period."""
    return st.sampled_from([Period.parse(text) for text in PERIODS])


@cache
def numbers() -> st.SearchStrategy[float]:
    """Figures as plans have them, and any that are finite."""
    usual = st.sampled_from((0.0, 1.0, 2.0, 6.7, 20.0, 23.0, 65.0, 70.0, 100.0, 1240.0, -1.0))
    return usual | st.floats(allow_nan=False, allow_infinity=False, width=32)


@cache
def units() -> st.SearchStrategy[Unit]:
    """Units that plans use."""
    return st.sampled_from((COUNT, PERCENT, POINTS, Unit("GBP"), Unit("weeks")))


@cache
def days() -> st.SearchStrategy[date]:
    """Days within the years of the plans here."""
    return st.dates(min_value=date(2017, 1, 1), max_value=date(2032, 12, 31))


@cache
def _optional(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


@cache
def _some(strategy: st.SearchStrategy[Any], most: int = 2) -> st.SearchStrategy[Any]:
    return st.lists(strategy, max_size=most).map(tuple)


@cache
def places() -> st.SearchStrategy[Place]:
    """Places in a document."""
    whole = _optional(st.integers(1, 40))
    return st.builds(
        Place, document=st.sampled_from(DOCUMENTS), page=whole, table=whole, row=whole, line=whole
    )


@cache
def _responsibilities(words: st.SearchStrategy[str]) -> st.SearchStrategy[Responsibility]:
    timetable = st.builds(Timetable, period=_optional(periods()), words=words)
    return st.builds(Responsibility, agencies=_some(words), leads=_some(words), timetable=timetable)


@cache
def targets(words: st.SearchStrategy[str]) -> st.SearchStrategy[Target]:
    """Targets with a number, with a period, or in words only."""
    return st.builds(
        Target,
        value=_optional(numbers()),
        unit=units(),
        comparator=st.sampled_from(Comparator),
        period=_optional(periods()),
        of=words,
        breakdown=st.sampled_from(("", "Primary", "CP")),
        words=words.map(lambda text: text or "as the board says"),
        stated_in=st.sampled_from(("measure", "progress")),
    )


@cache
def _baselines(words: st.SearchStrategy[str]) -> st.SearchStrategy[Baseline]:
    return st.builds(
        Baseline,
        value=numbers(),
        unit=units(),
        period=_optional(periods()),
        breakdown=st.sampled_from(("", "Primary", "CP")),
        words=words,
    )


def observations(row: RowId, words: st.SearchStrategy[str]) -> st.SearchStrategy[Observation]:
    """Figures and states of a row."""
    answers, others = _answers(), _around(words)
    return st.builds(lambda answer, other: Observation(row=row, **answer, **other), answers, others)


@cache
def _answers() -> st.SearchStrategy[dict[str, Any]]:
    return st.one_of(
        numbers().map(lambda value: {"value": value}),
        st.sampled_from(State).map(lambda state: {"state": state}),
    )


@cache
def _around(words: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, Any]]:
    compared = st.builds(Comparison, value=numbers(), period=_optional(periods()), words=words)
    return st.fixed_dictionaries(
        {},
        optional={
            "period": periods(),
            "unit": units(),
            "comparator": st.sampled_from(Comparator),
            "of": words,
            "breakdown": st.sampled_from(("", "Primary", "CP")),
            "numerator": numbers(),
            "denominator": numbers(),
            "compared_with": compared,
            "known_at": days(),
            "place": places(),
            "words": words,
        },
    )


_Rows = tuple[list[Outcome], list[Area], list[Action], list[Measure], list[RowId]]


@st.composite
def _rows(draw: st.DrawFn, words: st.SearchStrategy[str]) -> _Rows:
    outcomes = draw(
        st.lists(
            st.builds(
                Outcome,
                id=_slugs.map(OutcomeId),
                title=words,
                statements=_some(words),
                priority=words,
                also_called=_some(words, 1),
            ),
            min_size=1,
            max_size=2,
            unique_by=lambda one: one.id,
        )
    )
    areas = draw(
        st.lists(
            st.builds(
                Area,
                id=_slugs.map(AreaId),
                outcome=st.sampled_from([one.id for one in outcomes]),
                title=words,
                responsibility=_responsibilities(words),
                remarks=_some(words, 1),
                place=_optional(places()),
            ),
            min_size=1,
            max_size=2,
            unique_by=lambda one: one.id,
        )
    )
    ids = draw(st.lists(_slugs.map(RowId), max_size=5, unique=True))
    cut = draw(st.integers(0, len(ids)))
    shared = {
        "area": st.sampled_from([one.id for one in areas]),
        "text": words,
        "number": st.sampled_from(("", "1", "6")),
        "title": words,
        "direction": st.sampled_from(Direction),
        "responsibility": _responsibilities(words),
        "targets": _some(targets(words)),
        "baselines": _some(_baselines(words)),
        "note": words,
        "wordings": _some(
            st.builds(
                Wording,
                document=st.sampled_from(DOCUMENTS[1:]),
                text=words,
                place=_optional(places()),
            )
        ),
    }
    actions = [
        draw(st.builds(Action, id=st.just(one), status=st.sampled_from(ActionStatus), **shared))
        for one in ids[:cut]
    ]
    measures = [
        draw(
            st.builds(
                Measure,
                id=st.just(one),
                unit=units(),
                polarity=st.sampled_from(Polarity),
                kind=st.sampled_from(MeasureKind),
                quantity=words,
                cannot_be_measured=st.sampled_from(("", "", "The inspection is suspended")),
                for_action=_optional(st.sampled_from([*ids, RowId("nowhere")])),
                **shared,
            )
        )
        for one in ids[cut:]
    ]
    return outcomes, areas, actions, measures, ids


@st.composite
def plans(draw: st.DrawFn, any_text: st.SearchStrategy[str] | None = None) -> Plan:
    """
    Any small plan that the domain allows.

    Args:
        any_text: The odd texts among the usual ones; any characters where not given.
    """
    words = texts(any_text)
    outcomes, areas, actions, measures, ids = draw(_rows(words))
    held = st.sampled_from(ids) if ids else st.nothing()
    figures = [
        figure for one in ids for figure in draw(st.lists(observations(one, words), max_size=3))
    ]
    said = draw(_some(_progress(held, ids, words), 4)) if ids else ()
    benchmark = st.builds(
        Benchmark, row=held, area=words, value=numbers(), unit=units(), period=_optional(periods())
    )
    return Plan(
        slug="plan",
        title=draw(words),
        term=draw(_optional(st.just(Period.parse("2018/2023")))),
        vision=draw(words),
        outcomes=tuple(outcomes),
        areas=tuple(areas),
        actions=tuple(actions),
        measures=tuple(measures),
        observations=tuple(figures),
        benchmarks=draw(_some(benchmark)) if ids else (),
        progress=said,
        glossary=draw(_some(st.builds(GlossaryEntry, term=words, meaning=words))),
        aliases=draw(_some(st.builds(Alias, name=words, means=words, settled=st.booleans()))),
        doubts=draw(_some(_doubts(ids, words), 3)),
        sources=tuple(
            Source(name=name, covers=draw(st.sampled_from(("", "2019/20", "last year"))))
            for name in DOCUMENTS[1 : draw(st.integers(1, 3))]
        ),
        current=draw(st.sampled_from(DOCUMENTS)),
        disclosure=draw(policies(ids)),
    )


def policies(ids: list[RowId]) -> st.SearchStrategy[DisclosurePolicy]:
    """What a plan may say of its small numbers, of rows it has and of some it lacks."""
    names = st.sampled_from([*ids, *(f"{one}/CP" for one in ids), "nowhere"])
    return st.builds(
        DisclosurePolicy,
        threshold=st.sampled_from((1, 5, 9)),
        zeros=st.sampled_from(ZeroRule),
        method=st.sampled_from(Method),
        rounding_base=st.sampled_from((3, 5, 10)),
        symbol=st.sampled_from(("c", "x", "*")),
        dominance=st.sampled_from((None, 80.0)),
        sums=_some(
            st.builds(Sum, total=names, parts=_some(names), rest=st.sampled_from(("", "r")))
        ),
        exempt=_some(names, 1),
    )


def _progress(
    held: st.SearchStrategy[RowId], ids: list[RowId], words: st.SearchStrategy[str]
) -> st.SearchStrategy[Progress]:
    return st.builds(
        Progress,
        row=held,
        text=words,
        percent_complete=_optional(st.floats(0, 100)),
        points_to=_optional(st.sampled_from([*ids, RowId("nowhere")])),
        links=_some(words, 1),
        document=st.sampled_from(DOCUMENTS),
        place=_optional(places()),
    )


def _doubts(ids: list[RowId], words: st.SearchStrategy[str]) -> st.SearchStrategy[Doubt]:
    return st.builds(
        Doubt,
        reason=st.sampled_from(DoubtReason),
        sentence=words,
        words=words,
        row=_optional(st.sampled_from([*ids, RowId("nowhere")])),
        place=_optional(places()),
        settled=st.sampled_from(("", "", "Asked the lead")),
    )
