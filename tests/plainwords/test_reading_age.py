"""How hard a text is to read, and how a text in plain words is read."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from headway.plainwords.drafting import Part, Promised, easy_to_read, for_young_people
from headway.plainwords.ideas import advice, ideas, spoken
from headway.plainwords.pictures import PICTURES
from headway.plainwords.reading_age import reading, syllables

SYLLABLES = {
    "cat": 1, "school": 1, "whole": 1, "rule": 1, "moved": 1, "places": 2, "nurses": 2,
    "people": 2, "children": 2, "table": 2, "wanted": 2, "services": 3, "area": 3, "idea": 3,
    "exclusion": 3, "education": 4, "70": 2, "don't": 1,
}  # fmt: skip


@pytest.mark.parametrize("word", SYLLABLES)
def test_a_words_syllables_are_counted_as_they_are_spoken(word):
    assert syllables(word) == SYLLABLES[word]


def test_the_formula_is_the_published_one():
    text = "The plan is for children. We want them to be safe and well at school each day."

    found = reading(text)

    assert found is not None
    assert (found.words, found.sentences, found.syllables) == (17, 2, 18)
    assert found.age == max(5.0, round(0.39 * 17 / 2 + 11.8 * 18 / 17 - 15.59 + 5, 1))


def test_longer_words_and_sentences_make_one_older():
    easy = reading("We did it. It went well.")
    hard = reading(
        "Implementation of multi-agency arrangements substantially ameliorated outcomes."
    )

    assert easy is not None
    assert hard is not None
    assert easy.age < hard.age


@given(st.text(max_size=300))
def test_any_text_is_read_and_advised_on(text):
    found = reading(spoken(text))

    assert found is None or found.age >= 5
    assert all(line.startswith("Line ") for line in advice(text))
    assert all("\n" not in one.words for one in ideas(text))


def test_a_line_is_an_idea_with_its_picture_and_what_it_shows():
    heading, first, slot = ideas(
        "# School\n[school: A gate] More come to school.\n[owl: An owl] So."
    )

    assert (heading.is_heading, heading.words) == (True, "School")
    assert (first.picture, first.alt, first.words) == ("school", "A gate", "More come to school.")
    assert (slot.picture, slot.alt) == ("", "An owl")


def test_what_would_make_a_text_easier_names_the_line():
    told = advice(f"# A\nOne. Two.\n{'word ' * 16}.\n[owl: An owl] So.")

    assert told == (
        "Line 2 has more than one sentence: one idea each.",
        "Line 3 has a sentence of 16 words: 15 are enough.",
        "Line 4 names a picture that is not there: “owl”.",
    )


def test_a_first_draft_says_what_was_promised_and_what_happened():
    promised = (
        Promised(
            name="Exclusions", status="Breached", figure="70", when="end of term 4, 2019/20",
            target="65", by="academic year 2019/20",
        ),
        Promised(name="Survey", status="Words only"),
    )  # fmt: skip
    parts = [Part(title="School", promised=promised), Part(title="Nothing", promised=())]

    young = for_young_people("Our plan", "31 May 2020", parts)
    easy = easy_to_read("Our plan", "31 May 2020", parts)

    assert said(young)[5:] == [
        "School",
        "Exclusions: we promised 65, school year 2019/20.",
        "Now it is: 70, end of term 4, 2019/20.",
        "We did not do what we said.",
        "We do not know yet how 1 more thing goes.",
        "What happens next",
        "The people who made the plan meet again.",
        "They will say what they will do next.",
    ]
    assert said(easy)[8:12] == [
        "We looked at this: Exclusions.",
        "For this year we said: 65.",
        "Now it is: 70.",
        "We did not do what we said.",
    ]
    assert "# Nothing" not in young + easy
    assert all(one.picture in PICTURES for one in ideas(easy) if not one.is_heading)


def said(draft: str) -> list[str]:
    """The words of a draft, line by line."""
    return [one.words for one in ideas(draft)]


def test_an_easy_draft_names_the_year_of_what_is_not_of_this_year():
    old = Promised(
        name="Reading", status="Met", figure="80%", when="academic year 2018/19", target="75%",
        by="2022",
    )  # fmt: skip

    easy = said(easy_to_read("Our plan", "31 May 2020", [Part(title="School", promised=(old,))]))

    assert "For 2022 we said: 75%." in easy
    assert "In 2019 it was: 80%." in easy


WORDS = st.text(st.characters(categories=["L", "N", "P", "Zs"]), max_size=400)


@given(WORDS, WORDS, WORDS, WORDS)
@example("See no. 6. Then go on! Why?", "All. Of them.", "A? B. C", "One. Two.")
def test_whatever_a_plan_says_its_first_drafts_keep_their_own_advice(name, target, group, title):
    one = Promised(name=name, status="Met", figure="70", group=group, target=target, by="2020/21")
    parts = [Part(title=title, promised=(one,))]

    for make in (for_young_people, easy_to_read):
        assert advice(make(title, "31 May 2020", parts)) == ()


def test_a_first_draft_says_once_of_how_much_nothing_is_known():
    words_only = tuple(Promised(name=f"Work {one}", status="Words only") for one in range(6))
    target = Promised(name="Attendance", status="No figure", target="95%")

    young = for_young_people("Our plan", "31 May 2020", [Part(title="School", promised=words_only)])
    easy = easy_to_read(
        "Our plan", "31 May 2020", [Part(title="School", promised=(*words_only, target))]
    )

    assert young.count("We do not know yet") == 1
    assert "We do not know yet how 6 things go." in young
    assert "We said: 95%." in easy
    assert "We do not know yet how 6 more things go." in easy
    assert "Work 1" not in young + easy
