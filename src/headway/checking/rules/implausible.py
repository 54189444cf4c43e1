"""Figures that are not wrong for certain, and that somebody should look at."""

from collections.abc import Iterator

from headway.checking.findings import Severity
from headway.checking.rule import Fault, Rule
from headway.checking.subject import Subject, quoted
from headway.domain.observations import Observation
from headway.domain.periods import Period
from headway.domain.quantities import COUNT, MeasureKind, shown
from headway.language.content import words


def _before(
    figures: tuple[Observation, ...], one: Observation
) -> tuple[float, Period | str] | None:
    """The same point a year earlier: as printed beside the figure, or as a figure of its own."""
    if one.compared_with is not None:
        return one.compared_with.value, one.compared_with.period or "before"
    year = one.period.previous_year() if one.period else None
    for other in figures:
        alike = (other.unit, other.of, other.breakdown) == (one.unit, one.of, one.breakdown)
        if year is not None and other.period == year and alike and other.value is not None:
            return other.value, year
    return None


def _tenfold(subject: Subject) -> Iterator[Fault]:
    for row in subject.rows:
        figures = subject.figures(row.id)
        for one in figures:
            earlier = _before(figures, one)
            if earlier is None or one.value is None or min(one.value, earlier[0]) <= 0:
                continue
            small, large = sorted((one.value, earlier[0]))
            if large < 9 * small or large - small < 10:
                continue
            when = f" for {one.period}" if one.period else ""
            yield Fault(
                sentence=(
                    f"{quoted(row)} reports {shown(one.value, one.unit)}{when} and "
                    f"{shown(earlier[0], one.unit)} for {earlier[1]}: "
                    f"{large / small:.0f} times as much."
                ),
                row=row.id,
                place=one.place or subject.place(row),
            )


TENFOLD = Rule(
    code="HW312",
    name="tenfold",
    severity=Severity.WARNING,
    title="A figure is about ten times the one a year earlier, or a tenth of it",
    why="Such leaps are rare in children's services and common in typing.",
    hint="Check both figures with whoever gave them; if they are right, say why in the progress.",
    bad="""\
measures:
  - id: missing
    text: Reduce the number of children missing education to 25 by 19/20
    direction: decrease
    kind: snapshot
    targets: [{at_most: 25, period: AY 2019/20}]
    observations:
      - {period: AY 2019/20 T4, value: 540, compared_with: {value: 54, period: AY 2018/19 T4}}
""",
    good="""\
measures:
  - id: missing
    text: Reduce the number of children missing education to 25 by 19/20
    direction: decrease
    kind: snapshot
    targets: [{at_most: 25, period: AY 2019/20}]
    observations:
      - {period: AY 2019/20 T4, value: 54, compared_with: {value: 63, period: AY 2018/19 T4}}
""",
    faults=_tenfold,
)


def _falls(subject: Subject) -> Iterator[Fault]:
    for measure in subject.measures:
        if measure.kind is not MeasureKind.CUMULATIVE:
            continue
        highest: dict[tuple[object, ...], Observation] = {}
        for one in subject.figures(measure.id):
            if one.period is None or one.value is None or one.unit != COUNT:
                continue
            series = (one.period.kind, one.period.year, one.of, one.breakdown, one.area)
            peak = highest.get(series)
            if one.period.whole_year() == one.period:
                continue
            if peak is not None and peak.value is not None and one.value < peak.value:
                yield Fault(
                    sentence=(
                        f"{quoted(measure)} counts up through the year, and falls from "
                        f"{shown(peak.value, COUNT)} ({peak.period}) to "
                        f"{shown(one.value, COUNT)} ({one.period})."
                    ),
                    row=measure.id,
                    place=one.place or subject.place(measure),
                )
            else:
                highest[series] = one


FALLS = Rule(
    code="HW313",
    name="count-falls",
    severity=Severity.WARNING,
    title="A count for the year so far is lower than it was earlier in the year",
    why=(
        "Such a count can only grow, unless events were rescinded; more often, one figure is for "
        "the term alone and the other for the year so far."
    ),
    hint="Ask which it is; where events were rescinded, give the earlier figure anew (known_at).",
    bad="""\
measures:
  - id: exclusions
    text: Reduce the number of permanent exclusions to 65 in school year 19/20
    direction: decrease
    kind: cumulative in the year
    targets: [{at_most: 65, period: AY 2019/20}]
    observations:
      - {period: AY 2019/20 T2, value: 41}
      - {period: AY 2019/20 T4, value: 29}
""",
    good="""\
measures:
  - id: exclusions
    text: Reduce the number of permanent exclusions to 65 in school year 19/20
    direction: decrease
    kind: cumulative in the year
    targets: [{at_most: 65, period: AY 2019/20}]
    observations:
      - {period: AY 2019/20 T2, value: 41}
      - {period: AY 2019/20 T4, value: 70}
""",
    faults=_falls,
)


def _future(subject: Subject) -> Iterator[Fault]:
    for row in subject.rows:
        for one in subject.figures(row.id):
            begins = one.period.first_day() if one.period else None
            if begins is not None and begins > subject.at and one.value is not None:
                yield Fault(
                    sentence=(
                        f"{quoted(row)} reports {shown(one.value, one.unit)} for {one.period}, "
                        f"which had not begun on {subject.at.day} {subject.at:%B %Y}."
                    ),
                    row=row.id,
                    place=one.place or subject.place(row),
                )


FUTURE = Rule(
    code="HW314",
    name="figure-from-the-future",
    severity=Severity.ERROR,
    title="A figure is for a time that has not begun",
    why="It is a forecast, a target or a wrong year; as a figure it would be shown as fact.",
    hint="Correct the period, or write the figure as a target.",
    bad="""\
measures:
  - id: exclusions
    text: Reduce the number of permanent exclusions to 65 a year
    direction: decrease
    kind: cumulative in the year
    targets: [{at_most: 65, period: per year}]
    observations: [{period: AY 2091/92 T4, value: 70}]
""",
    good="""\
measures:
  - id: exclusions
    text: Reduce the number of permanent exclusions to 65 a year
    direction: decrease
    kind: cumulative in the year
    targets: [{at_most: 65, period: per year}]
    observations: [{period: AY 2019/20 T4, value: 70}]
""",
    faults=_future,
)


def _not_updated(subject: Subject) -> Iterator[Fault]:
    for row in subject.rows:
        earlier: dict[tuple[str, ...], str] = {}
        for said in subject.all_progress(row.id):
            told = words(said.text)
            if len(told) < 4 or said.points_to:
                continue
            document = said.document or said.period
            first = earlier.setdefault(told, document)
            if first == document:
                continue
            yield Fault(
                sentence=(
                    f'{quoted(row)} is told in "{document}" with the same words as in "{first}".'
                ),
                row=row.id,
                place=said.place or subject.place(row),
            )


NOT_UPDATED = Rule(
    code="HW315",
    name="words-not-updated",
    severity=Severity.WARNING,
    title="The progress is word for word that of an earlier report",
    why="Either nothing has happened for a year, or nobody was asked. The board should know which.",
    hint="Ask the lead; “no change since last year, because …” is an answer.",
    bad="""\
sources: [{name: year-2.docx}, {name: year-3.docx}]
measures:
  - id: networks
    text: Local networks support early help
    progress:
      - {document: year-2.docx, text: Networks are up and running in each area.}
      - {document: year-3.docx, text: Networks are up and running in each area.}
""",
    good="""\
sources: [{name: year-2.docx}, {name: year-3.docx}]
measures:
  - id: networks
    text: Local networks support early help
    progress:
      - {document: year-2.docx, text: Networks are up and running in each area.}
      - {document: year-3.docx, text: All six networks met each term.}
""",
    faults=_not_updated,
)
