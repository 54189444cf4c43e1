"""What holds for any words at all."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from headway.domain.plan import Area, AreaId, GlossaryEntry, Outcome, OutcomeId, Plan
from headway.domain.spreadsheets import harmless
from headway.web.people.models import Partnership
from headway.web.people.values import Viewer
from headway.web.plans.access import Opened
from headway.web.plans.pages.glossary import glossary_page
from headway.web.plans.pages.search import hits
from headway.web.plans.scorecards import judged
from tests.web.conftest import NOON

WORDS = st.text(max_size=60)


def opened_by_nobody(plan: Plan) -> Opened:
    """A plan as a page has it, without a database."""
    return Opened(
        plan=plan,
        partnership=Partnership(slug="partnership", name="Partnership"),
        viewer=Viewer(at=NOON),
        version=1,
        digest="0" * 64,
        at=NOON.date(),
    )


@given(title=WORDS, meaning=WORDS, asked=WORDS)
def test_a_search_never_fails_and_shows_words_that_stand_there(title, meaning, asked):
    outcome = Outcome(id=OutcomeId("o"), title="Outcome")
    area = Area(id=AreaId("a"), outcome=outcome.id, title=title)
    entry = GlossaryEntry(term="Term", meaning=meaning)
    plan = Plan(slug="p", title="Plan", outcomes=(outcome,), areas=(area,), glossary=(entry,))
    opened = opened_by_nobody(plan)

    found = hits(asked, judged(plan, NOON.date()), opened)

    texts = [" ".join(text.split()) for text in (title, f"Term · {' '.join(meaning.split())}")]
    for hit in found:
        seen = hit.before.removeprefix("…") + hit.found + hit.after.removesuffix("…")
        assert any(seen in text for text in texts)


@given(title=WORDS)
def test_what_stands_in_the_plan_is_found_by_its_own_words(title):
    outcome = Outcome(id=OutcomeId("o"), title="Outcome")
    area = Area(id=AreaId("a"), outcome=outcome.id, title=f"Children {title}")
    plan = Plan(slug="p", title="Plan", outcomes=(outcome,), areas=(area,))
    opened = opened_by_nobody(plan)

    assert hits("CHILD", judged(plan, NOON.date()), opened)


@given(words=WORDS)
def test_a_cell_of_a_file_keeps_its_words_and_starts_no_formula(words):
    cell = harmless(words)

    assert cell.removeprefix("'") == words.removeprefix("'")
    text = io.StringIO()
    csv.writer(text).writerow([cell])
    if len(cell) > 1 and cell[:1] in ("=", "+", "-", "@"):
        float(cell)


@given(terms=st.lists(st.tuples(WORDS, WORDS), max_size=8), asked=WORDS)
def test_no_term_of_the_glossary_is_lost_under_its_letter(terms, asked):
    entries = tuple(GlossaryEntry(term=term, meaning=meaning) for term, meaning in terms)
    plan = Plan(slug="p", title="Plan", glossary=entries)

    whole, some = glossary_page(plan, ""), glossary_page(plan, asked)

    assert sorted(e.term for one in whole.letters for e in one.entries) == sorted(
        entry.term for entry in entries
    )
    assert some.shown == sum(len(one.entries) for one in some.letters) <= whole.shown
