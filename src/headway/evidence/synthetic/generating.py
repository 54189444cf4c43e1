"""Write a made-up county, or a whole made-up England, kind by kind and area by area."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import MappingProxyType

from headway.evidence.calendar_files import calendar_text
from headway.evidence.errors import EvidenceError
from headway.evidence.kinds import KINDS
from headway.evidence.synthetic import care_tables as of_care
from headway.evidence.synthetic import children_tables as of_children
from headway.evidence.synthetic import plans_tables as of_plans
from headway.evidence.synthetic import rolls_tables as of_rolls
from headway.evidence.synthetic import services_tables as of_services
from headway.evidence.synthetic.annex_a import write_annex_a
from headway.evidence.synthetic.census import attendance_census
from headway.evidence.synthetic.census_xml import write_census
from headway.evidence.synthetic.county import County
from headway.evidence.synthetic.dirt import key_at, spoil
from headway.evidence.synthetic.draws import Subject, stream
from headway.evidence.synthetic.levels import levels
from headway.evidence.synthetic.registers import matrix_of, registers
from headway.evidence.synthetic.rolls import number_of
from headway.evidence.synthetic.rolls_tables import Columns
from headway.evidence.synthetic.settings import check_size, sizes_of_areas
from headway.evidence.synthetic.writing import MARKS_HEADER, MarkLines, Sheet, file_name
from headway.evidence.usual_terms import usual_calendar, usual_terms

MARKS, CENSUS = "attendance-marks", "attendance-census"
MATRIX = "marks-matrix"
"""Asks for the marks as the store keeps them: one folder for all areas, a byte a mark."""

PEOPLE = "people"
"""Asks for the list of all children, which no agency has: it joins the others."""

CENSUS_XML = "children-in-need-census"
"""The children in need census of each area as XML; written with every kind."""

EARLIER = "exclusions-at-term-4"
"""Exclusions as they were known at the end of term 4, in a folder of their own, for loads that
are corrected later; written with every kind."""

ANNEX_A = "annex-a"
"""Lists 6 and 7 of Annex A of each area as a workbook; written with every kind."""

_SEPARATE = (MATRIX, CENSUS_XML, ANNEX_A, EARLIER)

MOST_LONG_ROWS = 250_000
"""Pupils above which marks are written as a matrix unless long rows are asked for by name."""

FIRST_YEAR, LAST_YEAR = 2013, 2030

TABLES: Mapping[str, Callable[[County], Columns]] = MappingProxyType(
    {
        "schools": of_rolls.schools,
        "enrolments": of_rolls.enrolments,
        "exclusions": of_rolls.exclusions_known,
        "placements": of_rolls.placements,
        "part-time-timetables": of_rolls.part_time_timetables,
        "children-missing-education": of_care.children_missing_education,
        "elective-home-education": of_care.elective_home_education,
        "children-in-need": of_care.children_in_need,
        "child-protection": of_care.child_protection,
        "ehc-plans": of_plans.ehc_plans,
        "ehc-requests": of_plans.ehc_requests,
        "annual-reviews": of_plans.annual_reviews,
        "early-years-profile": of_children.early_years_profile,
        "early-help-assessments": of_children.early_help_assessments,
        "nurse-contacts": of_services.nurse_contacts,
        "support-team-settings": of_services.support_team_settings,
        "camhs-access": of_services.camhs_access,
        "encompass-sign-ups": of_services.encompass_sign_ups,
        "training": of_services.training,
        "domestic-abuse-workers": of_services.domestic_abuse_workers,
        "ofsted-outcomes": of_services.ofsted_outcomes,
        "survey-answers": of_services.survey_answers,
        "resource-downloads": of_services.resource_downloads,
        PEOPLE: of_rolls.identities,
    }
)
"""By kind, what makes its table for one area."""


def generate(
    *,
    pupils: int,
    seed: int,
    year: int,
    kinds: Sequence[str] | None,
    to: Path,
    areas: int = 1,
    dirt: float = 0.0,
) -> tuple[Path, ...]:
    """
    Write made-up data; the same arguments give the same bytes.

    Memory grows with the pupils of one area and not with their number: England is 8,400,000
    pupils in 153 areas.

    Args:
        pupils: On roll at the start of the year; enrolments are some three in a hundred more.
        seed: Any whole number from 0.
        year: The academic year by its first: 2023 for 2023/24.
        kinds: Names of kinds of data, `MATRIX` or `PEOPLE`; None for every kind.
        to: Folder for the files; files of the same name in it are replaced.
        areas: Authorities over which the pupils are spread.
        dirt: Share of the rows to spoil, in parts of one; what was planted where stands in
            `synthetic-planted-faults.csv`. Registers are spoilt as well, the matrix is not.

    Returns:
        The files and folders written.

    Raises:
        EvidenceError: There is no such kind, that many pupils cannot be made, or the folder
            cannot be written to.
    """
    wanted = _wanted(kinds, pupils)
    check_size(pupils, areas)
    if seed < 0 or not FIRST_YEAR <= year <= LAST_YEAR:
        raise EvidenceError(
            f"Made-up data needs a seed from 0 and a school year from {FIRST_YEAR} to "
            f"{LAST_YEAR}; got seed {seed} and year {year}."
        )
    if not 0 <= dirt <= 0.5:
        raise EvidenceError(f"A share of rows to spoil lies from 0 to 0.5; got {dirt:g}.")
    _make(to)
    written: list[Path] = [_calendar(to, year)]
    with ExitStack() as stack:
        sheets = {
            name: stack.enter_context(Sheet(to / file_name(name)))
            for name in wanted
            if name not in _SEPARATE
        }
        if EARLIER in wanted:
            (to / "earlier").mkdir(exist_ok=True)
            earlier = stack.enter_context(Sheet(to / "earlier" / file_name(EARLIER)))
            written.append(earlier.path)
        counties = () if set(wanted) == {MATRIX} else _counties(pupils, seed, year, areas)
        for county in counties:
            for name, sheet in sheets.items():
                _add(county, name, sheet)
            if EARLIER in wanted:
                known_at = number_of(county.terms.term(4).last)
                earlier.add(of_rolls.exclusions_known(county, known_at))
            written += _own_files(county, wanted, to)
    if MATRIX in wanted:
        folder = to / file_name("marks", "")
        matrix_of(lambda: _counties(pupils, seed, year, areas), folder)
        written.append(folder)
    written += [sheet.path for sheet in sheets.values()]
    if dirt:
        written.append(_spoil(to, tuple(sheets), dirt, seed))
    return tuple(written)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / ".try").touch()
        (folder / ".try").unlink()
    except OSError as error:
        raise EvidenceError(
            f"{folder} is no folder that can be written to: {error.strerror}. Name another."
        ) from error


def _own_files(county: County, wanted: Sequence[str], to: Path) -> Iterator[Path]:
    """Write the files of which each area has its own."""
    if CENSUS_XML in wanted:
        path = to / file_name(f"{CENSUS_XML}-{county.la}", ".xml")
        write_census(county, path)
        yield path
    if ANNEX_A in wanted:
        path = to / file_name(f"{ANNEX_A}-{county.la}", ".xlsx")
        write_annex_a(county, path)
        yield path


def _spoil(to: Path, names: tuple[str, ...], dirt: float, seed: int) -> Path:
    path = to / file_name("planted-faults")
    with key_at(path) as key:
        for place, dataset in enumerate(KINDS):
            if dataset.name in names:
                chance = stream(seed, 0, Subject.DIRT, place)
                spoil(to / file_name(dataset.name), dataset, dirt, chance, key)
    return path


def _wanted(kinds: Sequence[str] | None, pupils: int) -> tuple[str, ...]:
    known = [name for name in (kind.name for kind in KINDS) if name in (*TABLES, MARKS, CENSUS)]
    if kinds is None:
        marks = MARKS if pupils <= MOST_LONG_ROWS else MATRIX
        every = (marks if name == MARKS else name for name in known if name != PEOPLE)
        return (*every, CENSUS_XML, ANNEX_A, EARLIER)
    wrong = [name for name in kinds if name not in (*known, *_SEPARATE, PEOPLE)]
    if wrong:
        raise EvidenceError(
            f'"{wrong[0]}" cannot be made up. What can be is {", ".join(known)}, '
            f"{', '.join(_SEPARATE)} and {PEOPLE}."
        )
    return tuple(dict.fromkeys(kinds))


def _counties(pupils: int, seed: int, year: int, areas: int) -> Iterator[County]:
    terms, wanted = usual_terms(year), levels(year)
    for area, size in enumerate(sizes_of_areas(seed, pupils, areas)):
        yield County(
            seed=seed, area=area, pupils=size, year=year, terms=terms, levels=wanted,
            alone=areas == 1,
        )  # fmt: skip


def _calendar(to: Path, year: int) -> Path:
    path = to / file_name("calendar")
    path.write_text(calendar_text(usual_calendar((year - 1, year, year + 1))), encoding="utf-8")
    return path


def _add(county: County, name: str, sheet: Sheet) -> None:
    if name == CENSUS:
        for columns in attendance_census(county):
            sheet.add(columns)
    elif name == MARKS:
        _add_marks(county, sheet)
    else:
        sheet.add(TABLES[name](county))


def _add_marks(county: County, sheet: Sheet) -> None:
    if county.area == 0:
        sheet.add_bytes(MARKS_HEADER)
    lines, rolls = MarkLines(county.terms), county.rolls
    for register in registers(county):
        rows = slice(register.first, register.past)
        upn = county.people.upn[rolls.child[rows]]
        urn = county.settings.urn[rolls.school[rows]]
        for begin in range(0, len(upn), 1000):
            part = slice(begin, begin + 1000)
            sheet.add_bytes(lines.of(upn[part], urn[part], register.marks[part]))
