"""Acronyms and the glossary."""

import re
from collections import defaultdict
from collections.abc import Iterator

from headway.checking.findings import Severity
from headway.checking.names import ACRONYM, defined_in, is_acronym, tokens
from headway.checking.rule import Fault, Rule
from headway.checking.subject import Subject
from headway.domain.plan import Row
from headway.language.content import words

_KNOWN_TO_ALL_TEXT = """
AGM AM AND AY BBC CEO COVID CSV DOCX EU FAQ FY GB GP HTML HTTP HTTPS ID IT MP NB NHS NOT OK
PDF PM RAG TBA TBC TBD TV UK UN URL US USA WWW XLSX
"""
_KNOWN_TO_ALL = frozenset(_KNOWN_TO_ALL_TEXT.split())
_ROMAN = re.compile(r"[IVXLC]+")


def _texts_of(subject: Subject, row: Row) -> Iterator[str]:
    yield from (row.text, row.title)
    yield from (one.text for one in subject.progress(row.id))
    yield from row.responsibility.agencies


def _acronyms(subject: Subject) -> dict[str, list[Row]]:
    """Acronyms with the rows that use them; words shouted in capitals are none."""
    spoken: set[str] = set()
    used: defaultdict[str, list[Row]] = defaultdict(list)
    for row in subject.rows:
        for text in _texts_of(subject, row):
            if _is_shouted(text):
                continue
            spoken.update(re.findall(r"\b[a-z]+\b", text))
            for found in ACRONYM.finditer(text):
                name = found["name"].strip("&")
                if is_acronym(name) and (not used[name] or used[name][-1] is not row):
                    used[name].append(row)
    return {name: rows for name, rows in used.items() if name.lower() not in spoken}


def _is_shouted(text: str) -> bool:
    letters = [one for one in text if one.isalpha()]
    return len(letters) > 12 and sum(one.isupper() for one in letters) > 0.7 * len(letters)


def _explained(subject: Subject) -> set[str]:
    """Acronyms in capitals that the glossary, an alias or a row's own words explain."""
    known = set(_KNOWN_TO_ALL)
    for entry in subject.plan.glossary:
        known.update(_folded(part) for part in (entry.term, *re.split(r"[\s/,]+", entry.term)))
    for alias in subject.plan.aliases:
        known.update({_folded(alias.name), _folded(alias.means)})
    for row in subject.rows:
        for text in _texts_of(subject, row):
            known.update(_folded(found.acronym) for found in defined_in(text))
    return known


def _folded(term: str) -> str:
    return re.sub(r"['’]?s?$", "", term.strip()).upper()


def _unexplained(subject: Subject) -> Iterator[Fault]:
    known = _explained(subject)
    unknown = {
        name: rows
        for name, rows in _acronyms(subject).items()
        if _folded(name) not in known and not _ROMAN.fullmatch(name)
    }
    if unknown and not subject.plan.glossary:
        first = next(iter(unknown.values()))[0]
        named = ", ".join(f'"{name}"' for name in list(unknown)[:6])
        more = f" and {len(unknown) - 6} more" if len(unknown) > 6 else ""
        yield Fault(
            sentence=f"The plan has no glossary, and uses {named}{more}.",
            row=first.id,
            place=subject.place(first),
        )
        return
    for name, rows in unknown.items():
        how_many = "one row uses" if len(rows) == 1 else f"{len(rows)} rows use"
        yield Fault(
            sentence=f'"{name}" is not in the glossary; {how_many} it.',
            row=rows[0].id,
            place=subject.place(rows[0]),
        )


UNEXPLAINED = Rule(
    code="HW402",
    name="unexplained-acronym",
    severity=Severity.WARNING,
    title="An acronym is used and is not in the glossary",
    why=(
        "Agencies do not know each other's acronyms, and parents and young people know none. "
        "Some mean two things: OH is Oxford Health here and occupational health next door."
    ),
    hint="Add it to the glossary, or write it out.",
    bad="""\
actions:
  - id: training
    text: Offer MHFA training to staff of all schools
glossary:
  - {term: CAMHS, meaning: Child and Adolescent Mental Health Services}
""",
    good="""\
actions:
  - id: training
    text: Offer MHFA training to staff of all schools
glossary:
  - {term: MHFA, meaning: Mental Health First Aid}
""",
    faults=_unexplained,
)


def _everything_said(subject: Subject) -> str:
    """All words of the plan but the glossary's terms."""
    plan = subject.plan
    said = [plan.title, plan.body, plan.vision, *plan.extensions]
    for outcome in plan.outcomes:
        said += [outcome.title, outcome.priority, *outcome.statements, *outcome.also_called]
    for area in plan.areas:
        held = area.responsibility
        said += [area.title, *area.remarks, *held.agencies, *held.leads, held.timetable.words]
    for row in plan.rows():
        held = row.responsibility
        said += [row.text, row.title, *held.agencies, *held.leads, held.timetable.words]
        said += [wording.text for wording in row.wordings]
    said += [one.text for one in plan.progress]
    said += [doubt.words for doubt in plan.doubts]
    said += [source.title for source in plan.sources]
    return "\n".join(said).replace("’", "'")


def _unused(subject: Subject) -> Iterator[Fault]:
    if not subject.rows:
        return
    said = _everything_said(subject)
    lower = said.lower()
    unused = [one for one in subject.plan.glossary if not _is_used(one.term, said, lower)]
    if not unused:
        return
    if len(unused) == 1:
        sentence = f'The glossary explains "{unused[0].term}", which the plan never uses.'
    else:
        terms = ", ".join(f'"{one.term}"' for one in unused)
        sentence = f"The glossary explains {len(unused)} terms that the plan never uses: {terms}."
    yield Fault(sentence=sentence, place=unused[0].place)


def _is_used(term: str, said: str, lower: str) -> bool:
    plain = re.sub(r"'s\b", "", term.strip().replace("’", "'"))
    parts = words(plain) or (plain.lower(),)
    pattern = r"\b" + r"\W+".join(map(re.escape, parts))
    return not plain or plain in said or re.search(pattern, lower) is not None


UNUSED_ENTRY = Rule(
    code="HW403",
    name="unused-glossary-entry",
    severity=Severity.NOTE,
    title="A glossary entry is never used",
    why="A glossary carried over from last year hides the entries that this year's plan lacks.",
    hint="Take it out, if the plan's pages do not use it either.",
    bad="""\
actions:
  - id: training
    text: Offer training to staff of all schools
glossary:
  - {term: CAMHS, meaning: Child and Adolescent Mental Health Services}
""",
    good="""\
actions:
  - id: training
    text: Offer training by CAMHS to staff of all schools
glossary:
  - {term: CAMHS, meaning: Child and Adolescent Mental Health Services}
""",
    faults=_unused,
)


def _double_entry(subject: Subject) -> Iterator[Fault]:
    by_term: dict[str, str] = {}
    by_meaning: dict[tuple[str, ...], str] = {}
    for entry in subject.plan.glossary:
        meaning = tokens(entry.meaning)
        before = by_term.setdefault(_folded(entry.term), entry.meaning)
        if tokens(before) != meaning:
            yield Fault(
                sentence=f'The glossary explains "{entry.term}" twice: as "{before}" and as '
                f'"{entry.meaning}".',
                place=entry.place,
            )
            continue
        other = by_meaning.setdefault(meaning, entry.term)
        if meaning and _folded(other) != _folded(entry.term):
            yield Fault(
                sentence=f'The glossary has two terms, "{other}" and "{entry.term}", for '
                f'"{entry.meaning}".',
                place=entry.place,
            )


DOUBLE_ENTRY = Rule(
    code="HW404",
    name="double-glossary-entry",
    severity=Severity.WARNING,
    title="A term has two meanings in the glossary, or a meaning two terms",
    why="The glossary is where a doubt about a word should end, not where one begins.",
    hint="Keep one; where a term truly has two meanings, write one of them out in the plan.",
    bad="""\
actions:
  - id: voices
    text: Ask CYP what helped; C&YP answer a survey
glossary:
  - {term: CYP, meaning: Children and Young People}
  - {term: C&YP, meaning: Children & Young People}
""",
    good="""\
actions:
  - id: voices
    text: Ask CYP what helped; CYP answer a survey
glossary:
  - {term: CYP, meaning: Children and Young People}
""",
    faults=_double_entry,
)
