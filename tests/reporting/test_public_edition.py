"""Nobody's small number is in what everybody may read, in any format and in any corner."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from headway.cli.main import main
from headway.disclosure.cells import TableError
from headway.disclosure.editions.attacked import attack_editions
from headway.disclosure.editions.files import read
from headway.disclosure.plans import protected
from headway.domain.disclosing import DisclosurePolicy, Method, Sum
from headway.domain.observations import Comparison, Observation, RowId, State
from headway.domain.periods import Period
from headway.domain.plan import (
    Area,
    AreaId,
    Baseline,
    Measure,
    Outcome,
    OutcomeId,
    Plan,
    Progress,
    Target,
)
from headway.domain.quantities import COUNT, PERCENT, Comparator, MeasureKind, Polarity, Unit
from headway.domain.status import StatusKind
from headway.judgement.statuses import judge_plan
from headway.planfile import example_path, load
from headway.reporting.building import Audience, build_report, public_edition
from tests.plans import plans
from tests.reporting.leaks import rendered, said, tells

AT = date(2020, 5, 31)
LATER = date(2021, 5, 31)
SMALL = 99_999
"""A threshold so high that hidden counts are conspicuous: "73,913" stands nowhere by chance."""


@pytest.fixture(scope="module")
def example():
    return load(example_path())


def test_the_example_hides_its_two_children_and_what_they_started_from(example):
    made = public_edition(example, at=AT, edition="Spring 2020")

    [row] = [row for row in made.report.rows() if "EHE" in row.how]
    assert "(from [c] and 24)" in row.how
    assert [part.mark.word for part in row.progress.parts] == ["Off track", "Suppressed"]
    assert row.progress.parts[1].text.startswith("[c] (withheld), end of term 4, 2019/20")
    assert row.progress.said[0].text.startswith("[c] with a child protection plan and 16 with")
    assert any("started for Child Protection is withheld" in f.text for f in row.progress.facts)


def test_a_chart_shows_the_symbol_where_a_figure_is_withheld(example):
    made = public_edition(example, at=AT)

    [texts] = [
        text for text in said(made.report) if text.startswith("<svg") and "Child in Need" in text
    ]
    assert ">[c] withheld<" in texts


def test_the_board_is_warned_and_the_public_edition_says_what_the_symbol_means(example):
    board = build_report(example, at=AT)
    public = build_report(example, at=AT, audience=Audience.PUBLIC)

    assert board.warning.startswith("Board edition: contains small numbers, not for publication.")
    assert public.warning == ""
    assert public.notes[0].about == "This edition"
    assert "It is not zero." in public.notes[0].text


def test_without_small_numbers_the_editions_differ_in_nothing_but_their_name(example):
    kept = tuple(one for one in example.measures if one.id != "home-educated-with-plans")
    plan = replace(
        example,
        measures=kept,
        observations=tuple(o for o in example.observations if o.row != "home-educated-with-plans"),
        progress=tuple(o for o in example.progress if o.row != "home-educated-with-plans"),
        doubts=tuple(o for o in example.doubts if o.row != "home-educated-with-plans"),
    )

    board = build_report(plan, at=AT)

    assert board.warning == ""
    assert build_report(plan, at=AT, audience=Audience.PUBLIC) == replace(
        board, subtitle="Public progress report"
    )


def test_the_command_writes_the_public_figures_and_two_editions_give_nothing_back(tmp_path):
    for at, more in (("2020-05-31", []), ("2021-05-31", ["--earlier"])):
        earlier = sorted(tmp_path.glob("*.json"))
        given_ = [*more, str(earlier[0])] if more else []
        wanted = ["report", str(example_path()), "--public", "--formats", "html", "--at", at]
        assert main([*wanted, "--edition", at, "-o", str(tmp_path), *given_]) == 0

    editions = [read(path.read_text("utf-8"), path.name) for path in tmp_path.glob("*.json")]
    verdict = attack_editions(editions)

    assert len(editions) == 2
    assert any(one.hidden for one in editions)
    assert verdict.recovered == ()


def test_earlier_public_figures_without_a_public_edition_are_refused(tmp_path, capsys):
    code = main(["report", str(example_path()), "--earlier", "x.json", "-o", str(tmp_path)])

    assert code == 2
    assert "--public" in capsys.readouterr().err


# Any plan, with hidden numbers that nobody could mistake for others.

TERMS = [Period.parse(f"AY 2019/20 T{term}") for term in (1, 2, 3, 4)]
LAST_YEAR = Period.parse("AY 2018/19 T4")


def _odd(low: int, high: int) -> st.SearchStrategy[int]:
    """Whole numbers that are not round, so that they stand nowhere by chance."""
    return st.integers(low // 1000, high // 1000).flatmap(
        lambda thousands: st.integers(101, 999).map(lambda rest: thousands * 1000 + rest)
    )


@st.composite
def conspicuous(draw: st.DrawFn) -> Plan:
    """A plan of counts of pupils, small and large, that repeats each of them in its words."""
    numbers = draw(
        st.lists(
            _odd(50_000, 999_999),
            min_size=24,
            max_size=24,
            unique=True,
        )
    )
    take = iter(float(n) for n in numbers)
    cumulative = draw(st.booleans())
    kind = MeasureKind.CUMULATIVE if cumulative else MeasureKind.SNAPSHOT
    rows = [RowId("all"), RowId("sen"), RowId("share")]
    measures, figures, told = [], [], []
    for row in rows[:2]:
        so_far = 0.0
        for term in draw(st.lists(st.sampled_from(TERMS), unique=True, max_size=3).map(sorted_)):
            groups = {name: next(take) for name in ("Primary", "Secondary")}
            so_far = so_far + sum(groups.values()) if cumulative else sum(groups.values())
            shown = {"": so_far, **groups} if not cumulative else {"": so_far}
            beside = draw(st.none() | st.just(next(take)))
            for name, value in shown.items():
                figures.append(
                    Observation(
                        row=row, period=term, value=value, breakdown=name,
                        words=f"was {value:,.0f}",
                        compared_with=Comparison(value=beside, period=LAST_YEAR)
                        if beside and not name and term == TERMS[3] else None,
                    )
                )  # fmt: skip
                told.append(f"{name} {value:,.0f} pupils, or {value:.0f}")
        measures.append(_measure(row, kind, next(take)))
    top, rest = draw(_odd(50_000, 400_000)), draw(_odd(50_000, 400_000))
    figures.append(
        Observation(
            row=RowId("share"), period=TERMS[3], unit=PERCENT, value=100 * top / (top + rest),
            numerator=float(top), denominator=float(top + rest),
        )
    )  # fmt: skip
    told.append(f"{top} of {top + rest}, so {rest} others ({100 * top / (top + rest):.1f}%)")
    measures.append(_measure(RowId("share"), MeasureKind.SNAPSHOT, None, PERCENT))
    return Plan(
        slug="plan",
        title="Plan",
        outcomes=(Outcome(id=OutcomeId("o"), title="Be well", statements=(told[-1],)),),
        areas=(Area(id=AreaId("a"), outcome=OutcomeId("o"), title="A", remarks=tuple(told)),),
        measures=tuple(measures),
        observations=tuple(figures),
        progress=tuple(Progress(row=row, text="; ".join(told)) for row in rows),
        disclosure=DisclosurePolicy(
            threshold=SMALL,
            sums=draw(st.sampled_from(((), (Sum(total="all", parts=("sen",), rest="other"),)))),
            method=draw(st.sampled_from((Method.SUPPRESS, Method.SUPPRESS, Method.ROUND))),
            rounding_base=1000,
        ),
    )


def sorted_(terms: list[Period]) -> list[Period]:
    return sorted(terms, key=Period.sort_key)


def _measure(row: RowId, kind: MeasureKind, start: float | None, unit: Unit = COUNT) -> Measure:
    return Measure(
        id=row,
        area=AreaId("a"),
        text="Fewer pupils excluded",
        quantity="pupils excluded",
        kind=kind,
        unit=unit,
        polarity=Polarity.LOW,
        targets=(Target(value=250_000, comparator=Comparator.LE, period=TERMS[3].whole_year()),),
        baselines=() if start is None else (Baseline(value=start, period=LAST_YEAR),),
    )


@settings(
    max_examples=2, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate]
)
@given(conspicuous())
def test_no_withheld_number_is_printed_in_the_pdf_or_written_in_its_properties(plan):
    try:
        safe = protected(plan, at=AT)
    except TableError:
        return
    everything = "\n".join(rendered(public_edition(plan, at=AT).report, "pdf"))

    hidden = {value for one in safe.withheld for value in one.values if value >= 1000}
    assert [value for value in sorted(hidden) if tells(everything, value)] == []


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(conspicuous())
def test_no_withheld_number_is_in_any_text_picture_or_cell(plan):
    try:
        safe = protected(plan, at=AT)
    except TableError:  # a random "sen" may be more than "all": there is no edition
        return
    report = public_edition(plan, at=AT).report

    hidden = {value for one in safe.withheld for value in one.values if value >= 1000}
    everything = "\n".join([*said(report), *rendered(report, "html", "xlsx", "docx")])
    assert [value for value in sorted(hidden) if tells(everything, value)] == []


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(conspicuous())
def test_a_withheld_figure_has_no_colour_no_arrow_and_no_forecast(plan):
    hiding = replace(plan.disclosure, method=Method.SUPPRESS)
    try:
        safe = protected(replace(plan, disclosure=hiding), at=AT)
    except TableError:
        return
    for status in judge_plan(safe.plan, at=AT):
        for one in (status, *status.parts):
            if one.latest is not None and one.latest.state is State.SUPPRESSED and not one.parts:
                assert one.kind is StatusKind.SUPPRESSED
                assert one.projection is None
                assert one.travel is None or one.travel.after is None


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(plans())
def test_any_plan_has_a_public_edition_or_a_sentence_why_not(plan):
    try:
        made = public_edition(plan, at=LATER)
    except TableError:  # a sum of rows that the plan lacks, said in a sentence
        assert plan.disclosure.sums
    else:
        assert "Board edition" not in "\n".join(said(made.report))
