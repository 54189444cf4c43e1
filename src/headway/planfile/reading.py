"""From a plan file's parts to the plan they describe."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from headway.domain.disclosing import DisclosurePolicy, Sum
from headway.domain.doubts import Doubt
from headway.domain.observations import Benchmark, Comparison, Observation, Rank, RowId
from headway.domain.plan import (
    Action,
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
    Tolerance,
    Wording,
)
from headway.domain.provenance import Place, Source
from headway.domain.quantities import COUNT, Comparator, Unit
from headway.planfile import layout
from headway.planfile.errors import Refusal
from headway.planfile.groups import Part, build
from headway.planfile.nodes import Mapping, Scalar, short


def read(root: Mapping) -> Plan:
    """
    The plan that a file's outermost group of keys describes.

    Raises:
        Refusal: It describes none; the first thing wrong, with its place.
    """
    _refuse_other_formats(root)
    return _PlanReader(root).plan(layout.PLAN.read(root))


def _refuse_other_formats(root: Mapping) -> None:
    if "headway" not in root.values:
        raise Refusal(
            1,
            1,
            'expected the key "headway: 1", which says that this is a plan file; add it on top.',
        )
    version = root.values["headway"]
    if isinstance(version, Scalar) and version.text.strip() != str(layout.FORMAT):
        raise version.refuse(
            f'expected a plan file of format {layout.FORMAT}, got "{short(version.text)}"; '
            "open it with the Headway that wrote it."
        )


@dataclass(slots=True)
class _PlanReader:
    """Gathers rows and their figures, which the file nests and the domain keeps flat."""

    root: Mapping
    seen: dict[tuple[str, str], int] = field(default_factory=dict)
    areas: list[Area] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)
    observations: list[Observation] = field(default_factory=list)
    benchmarks: list[Benchmark] = field(default_factory=list)
    progress: list[Progress] = field(default_factory=list)

    def plan(self, part: Part) -> Plan:
        part.pop("headway")
        part["tolerance"] = _tolerance(part.pop("tolerance", None)) or Tolerance()
        part["disclosure"] = _disclosure(part.pop("disclosure", None))
        for key, make in (("sources", Source), ("aliases", Alias)):
            part[key] = tuple(build(make, one) for one in part.pop(key, ()))
        for key, placed in (("glossary", GlossaryEntry), ("doubts", Doubt)):
            part[key] = tuple(build(placed, _placed(one)) for one in part.pop(key, ()))
        outcomes = tuple(self.outcome(one) for one in part.pop("outcomes", ()))
        return build(
            Plan,
            part,
            outcomes=outcomes,
            areas=tuple(self.areas),
            actions=tuple(self.actions),
            measures=tuple(self.measures),
            observations=tuple(self.observations),
            benchmarks=tuple(self.benchmarks),
            progress=tuple(self.progress),
        )

    def outcome(self, part: Part) -> Outcome:
        areas = part.pop("areas", ())
        outcome = build(Outcome, part)
        self.note("outcome", outcome.id, part)
        for area in areas:
            self.area(area, outcome.id)
        return outcome

    def area(self, part: Part, outcome: OutcomeId) -> None:
        actions, measures = part.pop("actions", ()), part.pop("measures", ())
        area = build(Area, _responsible(_placed(part)), outcome=outcome)
        self.note("area of focus", area.id, part)
        self.areas.append(area)
        for action in actions:
            self.action(action, area.id)
        for measure in measures:
            self.measure(measure, area.id)

    def action(self, part: Part, area: AreaId) -> None:
        self.note("row", part["id"], part)
        self.figures(part, COUNT)
        self.actions.append(build(Action, _responsible(part), area=area))

    def measure(self, part: Part, area: AreaId) -> None:
        self.note("row", part["id"], part)
        self.figures(part, part.get("unit", COUNT))
        if "tolerance" in part:
            part["tolerance"] = _tolerance(part["tolerance"])
        self.measures.append(build(Measure, _responsible(part), area=area))

    def figures(self, part: Part, unit: Unit) -> None:
        """Take what the domain keeps elsewhere out of a row, and make the rest values."""
        row = RowId(part["id"])
        for one in part.pop("observations", ()):
            if "compared_with" in one:
                one["compared_with"] = build(Comparison, one["compared_with"])
            self.observations.append(build(Observation, _figure(_placed(one), unit), row=row))
        for one in part.pop("benchmarks", ()):
            one["ranks"] = _all(Rank, one.pop("ranks", ()))
            self.benchmarks.append(build(Benchmark, _with_unit(_placed(one), unit), row=row))
        for one in part.pop("progress", ()):
            self.progress.append(build(Progress, _placed(one), row=row))
        part["targets"] = _all(Target, (_figure(one, unit) for one in part.get("targets", ())))
        part["baselines"] = _all(
            Baseline, (_with_unit(one, unit) for one in part.get("baselines", ()))
        )
        for one in part.get("wordings", ()):
            one.setdefault("text", part["text"])
            one.setdefault("number", part.get("number", ""))
        part["wordings"] = _all(Wording, (_placed(one) for one in part.get("wordings", ())))

    def note(self, what: str, name: str, part: Part) -> None:
        """Refuse an id that stood before, and say where."""
        if (what, name) in self.seen:
            at = part.node.values["id"] if isinstance(part.node, Mapping) else part.node
            raise at.refuse(
                f'expected each {what} to have an id of its own, got "{short(name)}" again '
                f"(first on line {self.seen[what, name]}); change one of them."
            )
        self.seen[what, name] = part.node.line


def _all(make: type, parts: Iterable[Part]) -> tuple[Any, ...]:
    return tuple(build(make, part) for part in parts)


def _placed(part: Part) -> Part:
    if "place" in part:
        part["place"] = build(Place, part["place"])
    return part


def _with_unit(part: Part, unit: Unit) -> Part:
    part.setdefault("unit", unit)
    return part


def _figure(part: Part, unit: Unit) -> Part:
    """The key that the figure stands behind, as its value and comparator."""
    stated = [key for key in layout.COMPARISONS if key in part]
    if len(stated) > 1:
        raise part.node.refuse(
            f"expected one figure, got {' and '.join(stated)}; keep one of them, "
            "or make each an entry of its own."
        )
    for key in stated:
        part["value"], part["comparator"] = part.pop(key), layout.COMPARISONS[key]
    if part.get("value", ...) is None and part.get("comparator") is Comparator.EQ:
        del part["value"], part["comparator"]
    return _with_unit(part, unit)


def _tolerance(part: Part | None) -> Tolerance | None:
    return None if part is None else build(Tolerance, part)


def _disclosure(part: Part | None) -> DisclosurePolicy:
    if part is None:
        return DisclosurePolicy()
    part["sums"] = _all(Sum, part.get("sums", ()))
    return build(DisclosurePolicy, part)


def _responsible(part: Part) -> Part:
    timetable = part.pop("timetable", None)
    values = {key: part.pop(key) for key in ("agencies", "leads") if key in part}
    if timetable is not None:
        values["timetable"] = build(Timetable, timetable)
    part["responsibility"] = Responsibility(**values)
    return part
