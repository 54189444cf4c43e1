"""A partnership's plan in our own words, with the figures that its second year published."""

from dataclasses import replace
from datetime import date

import pytest

from headway.domain.doubts import Doubt, DoubtReason
from headway.domain.observations import (
    Benchmark,
    Comparison,
    Observation,
    RowId,
    State,
)
from headway.domain.periods import Period
from headway.domain.plan import (
    Action,
    ActionStatus,
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
    Comparator,
    Direction,
    MeasureKind,
    Polarity,
    Unit,
)
from headway.reporting.building import build_report
from headway.reporting.renderers import RENDERERS
from headway.reporting.report import Report

AT = date(2020, 5, 31)
EARLIER = date(2019, 12, 31)

TERM_4 = Period.parse("AY 2019/20 T4")
TERM_4_BEFORE = Period.parse("AY 2018/19 T4")
YEAR = Period.parse("AY 2019/20")
BEFORE = Period.parse("AY 2018/19")
NOW = "progress-year-2.docx"
THEN = "plan-2018.docx"


def _place(row: int) -> Place:
    return Place(document=NOW, table=1, row=row, column=7)


def _measure(
    number: int,
    text: str,
    target: float | None,
    *,
    unit: Unit = COUNT,
    kind: MeasureKind = MeasureKind.CUMULATIVE,
    direction: Direction = Direction.DECREASE,
    area: str = "missing-out",
    quantity: str = "",
) -> Measure:
    better = Polarity.LOW if direction is Direction.DECREASE else Polarity.HIGH
    targets = () if target is None else (Target(value=target, unit=unit, period=YEAR),)
    return Measure(
        id=RowId(f"m{number}"),
        area=AreaId(area),
        number=str(number),
        text=text,
        quantity=quantity,
        unit=unit,
        direction=direction,
        polarity=better,
        kind=kind,
        targets=targets,
        wordings=(
            Wording(document=THEN, text=text, number=str(number)),
            Wording(document=NOW, text=text, number=str(number), place=_place(number)),
        ),
    )


def _at_term_4(
    number: int, value: float | None, last_year: float | None = None, unit: Unit = COUNT
) -> Observation:
    beside = (
        None
        if last_year is None
        else Comparison(value=last_year, period=TERM_4_BEFORE, words="same point last year")
    )
    return Observation(
        row=RowId(f"m{number}"),
        period=TERM_4,
        value=value,
        state=State.LOST if value is None else None,
        unit=unit,
        compared_with=beside,
        known_at=date(2020, 4, 30),
        place=_place(number),
        words="" if value is None else f"End of term 4: {value}",
    )


def _measures() -> tuple[Measure, ...]:
    rate = MeasureKind.RATE_TO_DATE
    return (
        replace(
            _measure(
                1,
                "More children with a good level of development at the end of reception: 75%",
                75,
                unit=PERCENT,
                kind=MeasureKind.ANNUAL,
                direction=Direction.INCREASE,
            ),
            title="Good level of development",
        ),
        replace(
            _measure(
                2,
                "A smaller gap in development between children with free meals and the others",
                20,
                unit=PERCENT,
                kind=MeasureKind.ANNUAL,
            ),
            targets=(Target(value=20, unit=PERCENT, period=Period.parse("2019")),),
            baselines=(Baseline(value=23, unit=PERCENT, period=BEFORE),),
        ),
        _measure(3, "Fewer permanent exclusions: 65 at most", 65, quantity="permanent exclusions"),
        _measure(
            4,
            "All excluded pupils have a new placement within six days",
            100,
            unit=PERCENT,
            kind=rate,
            direction=Direction.INCREASE,
        ),
        _measure(5, "Fewer primary pupils with a fixed-term exclusion: 255 at most", 255),
        _measure(6, "Fewer secondary pupils with a fixed-term exclusion: 1,240 at most", 1240),
        _measure(
            7, "Less persistent absence in primary schools: 6.7%", 6.7, unit=PERCENT, kind=rate
        ),
        _measure(
            8, "Less persistent absence in secondary schools: 12.4%", 12.4, unit=PERCENT, kind=rate
        ),
        _measure(9, "Fewer children on reintegration timetables", None, kind=MeasureKind.SNAPSHOT),
        _measure(10, "Fewer permanent exclusions of children with special needs: 25", 25),
        _measure(11, "Fewer primary pupils with special needs excluded for a time: 95", 95),
        _measure(12, "Fewer secondary pupils with special needs excluded for a time: 340", 340),
        _measure(13, "Fewer children missing education: 25", 25, kind=MeasureKind.SNAPSHOT),
        replace(
            _measure(
                14,
                "No child on a protection or need plan is educated at home",
                0,
                kind=MeasureKind.SNAPSHOT,
            ),
            baselines=(
                Baseline(value=3, breakdown="Protection plan"),
                Baseline(value=24, breakdown="Need plan"),
            ),
        ),
        replace(
            _measure(
                15,
                "More early help assessments: 1,500 in the financial year",
                1500,
                area="wellbeing",
                direction=Direction.INCREASE,
            ),
            targets=(Target(value=1500, period=Period.parse("FY 2019/20")),),
        ),
        replace(
            _measure(
                16,
                "More children with a diagnosable condition reach mental health services: 34%",
                34,
                unit=PERCENT,
                kind=MeasureKind.ROLLING,
                area="wellbeing",
                direction=Direction.INCREASE,
            ),
            targets=(
                Target(
                    value=34,
                    unit=PERCENT,
                    comparator=Comparator.GE,
                    period=Period.parse("FY 2019/20 Q4"),
                ),
            ),
        ),
        replace(
            _measure(17, "One-to-one appointments with school nurses", None, area="wellbeing"),
            direction=Direction.NONE,
            polarity=Polarity.NEUTRAL,
            kind=MeasureKind.SNAPSHOT,
        ),
        replace(
            _measure(18, "The audit's findings are reported to the board", None, area="abuse"),
            direction=Direction.NONE,
            kind=MeasureKind.WORDS,
        ),
    )


def _observations() -> tuple[Observation, ...]:
    exclusions = Observation(
        row=RowId("m3"), period=BEFORE, value=72, known_at=date(2019, 10, 1), place=_place(3)
    )
    nurses = [
        Observation(row=RowId("m17"), period=Period.parse(period), value=value, breakdown=group)
        for group, autumn, spring in (
            ("Primary", 2804, 2405),
            ("Secondary", 6527, 4689),
            ("College", 1291, 735),
        )
        for period, value in (("2019-09/2019-12", autumn), ("2020-01/2020-03", spring))
    ]
    return (
        Observation(
            row=RowId("m1"),
            period=BEFORE,
            value=73.5,
            unit=PERCENT,
            known_at=date(2019, 11, 1),
            place=_place(1),
        ),
        Observation(
            row=RowId("m2"), period=Period.parse("2019"), value=24, unit=PERCENT, place=_place(2)
        ),
        exclusions,
        _at_term_4(3, 70, 52),
        _at_term_4(4, 20, unit=PERCENT),
        _at_term_4(5, 319),
        _at_term_4(6, 1400),
        _at_term_4(7, 9.3, 7.6, PERCENT),
        _at_term_4(8, 15.9, 14.1, PERCENT),
        _at_term_4(9, 281, 305),
        _at_term_4(10, 7, 33),
        _at_term_4(11, 197, 142),
        _at_term_4(12, None),
        _at_term_4(13, 54, 63),
        replace(_at_term_4(14, 2), breakdown="Protection plan"),
        replace(_at_term_4(14, 16), breakdown="Need plan"),
        Observation(row=RowId("m15"), period=Period.parse("FY 2019/20"), value=1862),
        Observation(row=RowId("m16"), period=Period.parse("FY 2019/20 Q4"), value=54, unit=PERCENT),
        *nurses,
        Observation(
            row=RowId("a5"),
            period=Period.parse("2020-03"),
            value=100,
            unit=PERCENT,
            comparator=Comparator.APPROX,
            words="almost 100% sign up",
        ),
    )


def _actions() -> tuple[Action, ...]:
    def action(number: int, area: str, text: str, status: ActionStatus) -> Action:
        return Action(
            id=RowId(f"a{number}"),
            area=AreaId(area),
            number=str(number),
            text=text,
            status=status,
            wordings=(
                Wording(document=THEN, text=text, number=str(number)),
                Wording(document=NOW, text=text, number=str(number)),
            ),
        )

    return (
        action(
            1,
            "missing-out",
            "Write a one-minute briefing on every child's right to education",
            ActionStatus.COMPLETE,
        ),
        action(
            2,
            "missing-out",
            "Agree one definition of inclusion across the partnership",
            ActionStatus.IN_PROGRESS,
        ),
        action(
            3, "wellbeing", "Offer mental health training to all schools", ActionStatus.COMPLETE
        ),
        replace(
            action(4, "wellbeing", "Set up teams in a third district", ActionStatus.HALTED),
            reason="Recruitment was paused in March 2020.",
        ),
        replace(
            action(5, "abuse", "Sign up all schools to share reports", ActionStatus.UNKNOWN),
            targets=(Target(value=100, unit=PERCENT),),
        ),
        replace(
            action(6, "abuse", "Hold a conference for schools", ActionStatus.UNKNOWN),
            wordings=(Wording(document=THEN, text="Hold a conference for schools", number="6"),),
        ),
    )


def the_plan() -> Plan:
    """Year 2 of a children's plan, as it stood in spring 2020."""
    return Plan(
        slug="childrens-plan",
        title="Children and young people's plan",
        body="Northshire Children's Trust",
        term=Period.parse("2018/2021"),
        vision="Northshire is a good place for every child to grow up in.",
        outcomes=(
            Outcome(
                id=OutcomeId("successful"),
                title="Be Successful",
                statements=("Children have the best start in life.", "They go to school."),
                priority="Children who miss out on education",
            ),
            Outcome(id=OutcomeId("healthy"), title="Be Healthy"),
            Outcome(id=OutcomeId("safe"), title="Be Safe"),
        ),
        areas=(
            Area(
                id=AreaId("missing-out"),
                outcome=OutcomeId("successful"),
                title="Children missing out on education",
                responsibility=Responsibility(
                    agencies=("County council", "District councils", "Schools", "Voluntary sector"),
                    leads=("Director of education",),
                    timetable=Timetable(words="Each term"),
                ),
                remarks=("When schools return to normal will decide how targets are set again.",),
            ),
            Area(
                id=AreaId("wellbeing"),
                outcome=OutcomeId("healthy"),
                title="Social and emotional well-being",
                responsibility=Responsibility(
                    agencies=("Health trust", "School nurses"),
                    leads=("Head of children's commissioning",),
                    timetable=Timetable(period=Period.parse("2020-03")),
                ),
            ),
            Area(
                id=AreaId("abuse"),
                outcome=OutcomeId("safe"),
                title="Domestic abuse",
                responsibility=Responsibility(agencies=("Police",), leads=("TBC",)),
            ),
        ),
        actions=_actions(),
        measures=_measures(),
        observations=_observations(),
        benchmarks=(
            Benchmark(row=RowId("m1"), area="England", value=72, unit=PERCENT, period=BEFORE),
        ),
        progress=(
            Progress(
                row=RowId("m4"),
                text="Placements take longer where a school is full.",
                document=NOW,
                place=_place(4),
            ),
            Progress(
                row=RowId("m18"), text="The report goes to the board in November.", document=NOW
            ),
            Progress(
                row=RowId("a1"),
                text="Written, and sent to all schools.",
                status_word="Complete",
                links=("briefing.pdf",),
                document=NOW,
            ),
            Progress(row=RowId("a5"), text="Almost 100% have signed up.", document=NOW),
        ),
        glossary=(
            GlossaryEntry(term="CAMHS", meaning="Child and adolescent mental health services"),
            GlossaryEntry(term="SEND", meaning="Special educational needs and disabilities"),
        ),
        doubts=(
            Doubt(
                reason=DoubtReason.LOST_FIGURE,
                sentence="The figure for measure 12 cannot be read; ask its owner for it again.",
                words="End of term 4 ... 12. Elia",
                row=RowId("m12"),
                field="latest",
                place=_place(12),
            ),
        ),
        sources=(
            Source(name=THEN, title="Plan 2018 to 2021", sha256="0" * 64, as_at=date(2018, 9, 1)),
            Source(
                name=NOW,
                title="Progress report, year 2",
                covers="AY 2019/20",
                sha256="1" * 64,
                as_at=date(2020, 5, 1),
            ),
        ),
        current=NOW,
    )


@pytest.fixture(scope="session")
def plan() -> Plan:
    """The plan as it stands."""
    return the_plan()


@pytest.fixture(scope="session")
def earlier_plan() -> Plan:
    """The same plan as the board saw it half a year before: no figure of term 4 was known."""
    plan = the_plan()
    known = tuple(o for o in plan.observations if (o.known_at or EARLIER) <= EARLIER)
    return replace(plan, observations=known)


@pytest.fixture(scope="session")
def report(plan: Plan, earlier_plan: Plan) -> Report:
    """The report of spring 2020, beside the winter before."""
    return build_report(
        plan, at=AT, previous=earlier_plan, previous_at=EARLIER, edition="Spring 2020"
    )


@pytest.fixture(scope="session")
def rendered(report: Report) -> dict[str, bytes]:
    """The report in every format, by suffix."""
    return {one.suffix: one.render(report) for one in RENDERERS}
