"""
The children in need census as XML: one row for each plan, or each episode without one.

Children are read one after another and forgotten, so that a file may be of any size. Entities
and outside references are not followed.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from types import MappingProxyType

from lxml import etree

from headway.evidence.dataset import Dataset
from headway.evidence.errors import EvidenceError
from headway.evidence.kinds import kind
from headway.evidence.reading import school_census_xml
from headway.evidence.reading.days import day
from headway.evidence.reading.files import FileFacts
from headway.evidence.reading.headings import Headings
from headway.evidence.reading.sheets import Batch, Progress, Sheet, batch_of, silent

_BATCH = 20_000

_CHILD = {
    "child_id": ("LAchildID",),
    "upn": ("UPN",),
    "former_upn": ("FormerUPN",),
    "upn_unknown": ("UPNunknown",),
    "birth": ("PersonBirthDate",),
    "expected_birth": ("ExpectedPersonBirthDate",),
    "sex": ("Sex", "GenderCurrent"),
    "ethnicity": ("Ethnicity",),
}
_EPISODE = {
    "start": ("CINreferralDate",),
    "end": ("CINclosureDate",),
    "source": ("ReferralSource",),
    "no_action": ("ReferralNFA",),
    "need": ("PrimaryNeedCode",),
    "closure_reason": ("ReasonForClosure",),
}
_NEED_PLAN = {"plan_start": ("CINPlanStartDate",), "plan_end": ("CINPlanEndDate",)}
_PROTECTION = {
    "start": ("CPPstartDate",),
    "end": ("CPPendDate",),
    "category": ("InitialCategoryOfAbuse",),
    "latest_category": ("LatestCategoryOfAbuse",),
    "previous_plans": ("NumberOfPreviousCPP",),
}
_NOT_DISABLED = {"", "NONE"}

Cells = dict[str, str]


def opened(facts: FileFacts, dataset: Dataset, progress: Progress = silent) -> Sheet:
    """
    A census as children in need or as child protection plans.

    Raises:
        EvidenceError: It is other XML, or of another kind; or, while it is read, it ends early.
    """
    _refuse_other(facts)
    if dataset.name not in _FORMS:
        raise EvidenceError(
            f"{facts.path.name} is a children in need census: it can be loaded as "
            f"{' and as '.join(_FORMS)}, and not as {dataset.name}."
        )
    tags, rows_of = _FORMS[dataset.name]
    cells = tuple(tag for tag, _ in tags)
    names = [name for _, name in tags]
    headings = Headings(
        row=0, cells=cells, places={name: place for place, name in enumerate(names)}, missing=()
    )
    return Sheet(
        dataset=dataset,
        headings=headings,
        batches=_batches(facts, dataset, names, rows_of, progress),
        form="children in need census, XML",
        speaks_for=_year_of(facts),
        remarks=("Rows are counted in the order of the file: an XML file has none of its own.",),
    )


def kind_of(facts: FileFacts) -> Dataset | None:
    """Children in need, where the XML is that census."""
    return kind("children-in-need") if _has_children(facts) else None


def _refuse_other(facts: FileFacts) -> None:
    if not _has_children(facts):
        if school_census_xml.is_census(facts):
            raise EvidenceError(
                f"{facts.path.name} is a school census: it can be loaded as attendance-census."
            )
        if _is_page(facts):
            raise EvidenceError(
                f"{facts.path.name} is a web page, whatever its name says: some systems export "
                "so. Open it in a spreadsheet and save it as .xlsx or as CSV."
            )
        raise EvidenceError(
            f"{facts.path.name} is XML, but not a children in need census: it has no Message "
            "with Children. Ask for the rows as CSV or as a workbook."
        )


def _is_page(facts: FileFacts) -> bool:
    with facts.path.open("rb") as file:
        head = file.read(4096).lower()
    return b"<html" in head or b"<table" in head


def _has_children(facts: FileFacts) -> bool:
    try:
        for seen, (_, element) in enumerate(_elements(facts, "start", "*")):
            name = etree.QName(element).localname
            if name in {"LAchildID", "CINdetails"}:
                return True
            if seen > 500 or (seen == 0 and name != "Message"):
                return False
    except etree.XMLSyntaxError:
        return False
    return False


def _year_of(facts: FileFacts) -> tuple[date, date] | None:
    """The twelve months to the day of reference in the header; None where it names none."""
    for _, element in _elements(facts, "end", "*"):
        name = etree.QName(element).localname
        if name == "ReferenceDate":
            last = day((element.text or "").strip())
            if last is None:
                return None
            first = date(last.year - (last < date(last.year, 4, 1)), 4, 1)
            return first, last
        if name in {"Header", "Child"}:
            return None
    return None


def _elements(facts: FileFacts, event: str, tag: str) -> Iterator[tuple[str, etree._Element]]:
    return iter(
        etree.iterparse(
            str(facts.path),
            events=(event,),
            tag=None if tag == "*" else tag,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
        )
    )


def _batches(
    facts: FileFacts,
    dataset: Dataset,
    names: list[str],
    rows_of: Callable[[etree._Element], Iterator[Cells]],
    progress: Progress,
) -> Iterator[Batch]:
    columns: dict[str, list[str]] = {name: [] for name in names}
    first = count = 0
    try:
        for _, child in _elements(facts, "end", "{*}Child"):
            for cells in rows_of(child):
                count += 1
                for name in names:
                    columns[name].append(cells.get(name, ""))
            _forget(child)
            if count - first >= _BATCH:
                yield batch_of(dataset, columns, list(range(first + 1, count + 1)), [])
                columns, first = {name: [] for name in names}, count
    except etree.XMLSyntaxError as error:
        raise EvidenceError(
            f"{facts.path.name} breaks off or is damaged at line {error.lineno}: it is still "
            "being written, or its copy was broken off. Load it when it is whole."
        ) from error
    progress(facts.size)
    yield batch_of(dataset, columns, list(range(first + 1, count + 1)), [])


def _forget(child: etree._Element) -> None:
    child.clear()
    parent = child.getparent()
    while parent is not None and child.getprevious() is not None:
        del parent[0]


def _taken(element: etree._Element, tags: Mapping[str, tuple[str, ...]]) -> Cells:
    """By our column, the text of the first of its tags that the element has, at any depth."""
    cells = {}
    for name, ways in tags.items():
        for way in ways:
            found = element.find(f".//{{*}}{way}")
            if found is not None and found.text:
                cells[name] = found.text.strip()
                break
    return cells


def _child(child: etree._Element) -> Cells:
    cells = _taken(child, _CHILD)
    disabilities = {(one.text or "").strip() for one in child.iterfind(".//{*}Disability")}
    if disabilities:
        cells["disabled"] = "yes" if disabilities - _NOT_DISABLED else "no"
    return cells


def _in_need(child: etree._Element) -> Iterator[Cells]:
    common = _child(child)
    for episode in child.iterfind(".//{*}CINdetails"):
        cells = {**common, **_taken(episode, _EPISODE)}
        factors = [(one.text or "").strip() for one in episode.iterfind(".//{*}AssessmentFactors")]
        cells["factors"] = ",".join(dict.fromkeys(factor for factor in factors if factor))
        plans = list(episode.iterfind(".//{*}CINPlanDates"))
        for plan in plans:
            yield {**cells, **_taken(plan, _NEED_PLAN)}
        if not plans:
            yield cells


def _protected(child: etree._Element) -> Iterator[Cells]:
    common = _child(child)
    for plan in child.iterfind(".//{*}ChildProtectionPlans"):
        cells = {**common, **_taken(plan, _PROTECTION)}
        reviews = [(one.text or "").strip() for one in plan.iterfind(".//{*}CPPreviewDate")]
        cells["last_review"] = max(reviews, default="")
        yield cells


def _tags(*tables: Mapping[str, tuple[str, ...]], **more: str) -> tuple[tuple[str, str], ...]:
    """Each of our columns with the tag that messages name."""
    pairs = [(ways[0], name) for table in tables for name, ways in table.items()]
    return (*pairs, *((tag, name) for name, tag in more.items()))


_SHARED = {name: _CHILD[name] for name in ("child_id", "upn", "birth", "sex", "ethnicity")}
_FORMS = MappingProxyType(
    {
        "children-in-need": (
            _tags(
                _CHILD,
                _EPISODE,
                _NEED_PLAN,
                disabled="Disability",
                factors="AssessmentFactors",
            ),
            _in_need,
        ),
        "child-protection": (
            _tags(_SHARED, _PROTECTION, last_review="CPPreviewDate"),
            _protected,
        ),
    }
)
