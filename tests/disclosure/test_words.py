"""Small numbers in words are hidden, and numbers that count no people stay."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.disclosure.people import Sort, sort_of
from headway.disclosure.secrets import Secret, Setting
from headway.disclosure.words import hidden_in, masked
from headway.domain.disclosing import DisclosurePolicy, ZeroRule

OF_PEOPLE = Setting(people=True)
OF_ANYTHING = Setting()
HIDES_ZERO = Setting(people=True, policy=DisclosurePolicy(zeros=ZeroRule.HIDE))
HIDDEN_SEVEN = Setting(
    people=True, own=Secret(values=frozenset({7.0, 6.4}), leads=frozenset({26.0, 40.0}))
)

MASKED = {
    "2 children": "[c] children",
    "two children": "[c] children",
    "one pupil was excluded": "[c] pupil was excluded",
    "both pupils came back": "[c] pupils came back",
    "neither child was hurt": "[c] child was hurt",
    "a couple of families": "[c] families",
    "a single pupil": "[c] pupil",
    "(2 pupils)": "([c] pupils)",
    "3 more children than last year": "[c] more children than last year",
    "4 of 50 pupils": "[c] of 50 pupils",
    "46 of 50 pupils (92%)": "[c] of 50 pupils ([c])",
    "3 out of 4 families": "[c] families",
    "92% of 50 pupils": "[c] of 50 pupils",
    "6.4% of 47 children": "[c] of 47 children",
    "pupils: 4": "pupils: [c]",
    "c.3 pupils, 3pupils, #3 pupils": "c.[c] pupils, [c]pupils, #[c] pupils",
    "\uff13 pupils": "[c] pupils",
    "No. of children = 3": "No. of children = [c]",
    "2-3 children": "[c] children",
    "CP 2, CIN 16": "CP [c], CIN 16",
    "exclusions fell to 3 in term 2": "exclusions fell to [c] in term 2",
    "support in 2 schools for 3 pupils": "support in 2 schools for [c] pupils",
    "the twins were moved": "the [c] were moved",
    "III pupils": "[c] pupils",
    "the second child": "the [c] child",
    "one in ten of 30 pupils": "[c] of 30 pupils",
    "1 in 11 of 33 pupils": "[c] of 33 pupils",
    "3 in 47 pupils": "[c] pupils",
    "half of the 8 pupils": "[c] of the 8 pupils",
    "a third of 9 pupils": "[c] of 9 pupils",
    "a brother and sister were moved": "a [c] were moved",
    "a boy and a girl went missing": "a [c] went missing",
    "both siblings": "[c] siblings",
    "every child bar two": "every child bar [c]",
    "3 (three) children": "[c] ([c]) children",
    "3x pupils": "[c]x pupils",
    "\u2462 pupils": "[c] pupils",
    "of 100 pupils, 3 were excluded": "of 100 pupils, [c] were excluded",
    "out of 50 pupils, 48 stayed": "out of 50 pupils, [c] stayed",
    "48 out of fifty pupils": "[c] out of fifty pupils",
    "41 pupils (3 last year)": "41 pupils ([c] last year)",
    "This term 3 pupils were excluded": "This term [c] pupils were excluded",
    "Last year 2 children died": "Last year [c] children died",
    "3 Year 9 pupils; two Year 11s": "[c] Year 9 pupils; [c] Year 11s",
    "two 16-year-olds, 3 five year old boys": "[c] 16-year-olds, [c] five year old boys",
    "boys 2, girls 3": "boys [c], girls [c]",
    "boys (2) and girls (3)": "boys ([c]) and girls ([c])",
    "Girls – 3": "Girls – [c]",
    "pupils x3": "pupils x[c]",
    "2, 3 and 4 children": "[c], [c] and [c] children",
    "children (three)": "children ([c])",
    "a survey (n=4)": "a survey (n=[c])",
    "Nine pupils left; both of them boys": "Nine pupils left; [c] of them boys",
    "Ten pupils were seen. Three were excluded.": "Ten pupils were seen. [c] were excluded.",
    "ten pupils, two of whom were girls": "ten pupils, [c] of whom were girls",
    "ten pupils, of which SEN two": "ten pupils, of which SEN [c]",
    "all pupils came, all but two of the girls by bus": (
        "all pupils came, all but [c] of the girls by bus"
    ),
    "the only girl on a plan": "[c] girl on a plan",
    "sole pupil": "[c] pupil",
    "two daughters": "[c] daughters",
    "3 out of area placements": "[c] out of area placements",
    "a 50% fall from 6 pupils": "a [c] fall from 6 pupils",
    "40% of the target of 5 pupils": "[c] of the target of [c] pupils",
    "thr\u00adee and th\u200bree children": "[c] and [c] children",
    "\u2162 pupils": "[c] pupils",
    "\u2154 of the 6 pupils": "[c] of the 6 pupils",
    "3\u2060 pupils": "[c] pupils",
}


@pytest.mark.parametrize("words", MASKED)
def test_small_numbers_of_people_are_hidden_wherever_they_stand(words):
    assert masked(words, OF_ANYTHING) == MASKED[words]
    assert masked(words, OF_PEOPLE) == MASKED[words]


@pytest.mark.parametrize(
    "words",
    [
        "Term 4, 18/19; T4; Year 11; KS2; wave 1; no. 6; page 3; aged 4-17; 9 May 2021",
        "open for 6 weeks", "2 training courses", "4 schools", "5 of 6 schools",
        "Two services, for ages 11 to 17 and 5 to 11", "two more lockdowns",
        "both children and adults", "either parents or carers", "16 with a child in need plan",
        "95 of 200 children (48%)", "100% of 50 pupils", "1 in 5 children",
        "a one-minute briefing", "ask for one", "one of the priorities", "CYP with no placement",
        "a 1:1 intervention", "6 caseworkers and 4 perpetrator workers",
        "Year 3 pupils, KS2 pupils, 2019/20 exclusions, term 4 exclusions",
        "6 weeks (4 before)", "6 weeks, down from 4", "the second wave, the third term",
        "a second parent survey", "1 in 11 children", "a third of pupils", "trials of a tool",
        "a second child protection conference", "IV drips",
        "children with 1 or more exclusions", "in 18/19. 4. Reduce exclusions.",
        "stage 1 complaints; type 2 diabetes; Aim 2 children are safe; Figure 3 children",
        "Group 2 pupils, Class 3, Room 3, Ward 4; see note 3, footnote 2; World War II",
        "every Year 3 pupil; by the end of term 4; each year 3 class; Years 2 and 3 children",
        "Key Stage 2 Year 6 pupils; Term 3 Year 9 pupils' attendance was 93%",
        "families with 2 children; two-parent families; 2 referrals per child",
        "a twin-track approach; a trio of services; a single assessment; lone parents",
        "all but one of the schools; the only children's home; Two schools were seen. Both closed.",
        "Schools were reviewed. Two were closed.", "2 pupil referral units", "5 GCSEs",
        "We (1) support children (2) improve schools", "including one to one support",
        "the area of which one contributor holds most", "pupils\u00b2 on a roll, 5 m\u00b2 each",
        "\u00b3 Pupils on a roll",
    ],
)  # fmt: skip
def test_times_names_shares_and_things_stay(words):
    assert masked(words, OF_PEOPLE) == words
    assert masked(words, OF_ANYTHING) == words


@pytest.mark.parametrize(
    ("words", "then"),
    [
        ("2 with a plan and 16 with another", "[c] with a plan and 16 with another"),
        ("from 3/24", "from [c]/24"),
        ("4 teams, from 3 at term 2", "4 teams, from [c] at term 2"),
        ("down to two.", "down to [c]."),
        ("41 this year, 3 last year", "41 this year, [c] last year"),
        ("this term 3 were excluded", "this term [c] were excluded"),
        ("pupils in 6 schools left. Both of them", "pupils in 6 schools left. [c] of them"),
        ("Two were excluded.", "[c] were excluded."),
        ("8, compared to 3 last year", "8, compared to [c] last year"),
        ("2 compared to 8 last year", "[c] compared to 8 last year"),
    ],
)  # fmt: skip
def test_a_bare_number_counts_people_where_the_row_does(words, then):
    assert masked(words, OF_PEOPLE) == then
    assert masked(words, OF_ANYTHING) == words


@pytest.mark.parametrize(
    ("words", "then"),
    [
        ("7 by the end of term 4, 33 before", "[c] by the end of term 4, 33 before"),
        ("seven, down by 26 from 33", "[c], down by [c] from 33"),
        ("twenty-six fewer", "[c] fewer"),
        ("6.4% (6.4 per cent)", "[c] ([c] per cent)"),
        ("halved since T7; in year 7 for 7 weeks", "[c] since T7; in year 7 for 7 weeks"),
        ("two fifths, or 40%", "two fifths, or [c]"),
        ("in 2017 and on 7 May", "in 2017 and on 7 May"),
        ("seven counts in one cell", "seven counts in one cell"),
    ],
)
def test_what_repeats_a_hidden_figure_or_leads_back_to_it_is_hidden(words, then):
    assert masked(words, HIDDEN_SEVEN) == then


def test_words_of_another_row_that_name_what_is_hidden_are_masked_too():
    other = Secret(values=frozenset({16.0, 823.0}), about=frozenset({"exclusion", "sen"}))
    setting = Setting(others=(other,))

    assert masked("16 exclusions in 16 schools", setting) == "[c] exclusions in 16 schools"
    assert masked("823 in all", setting) == "[c] in all"


def test_nobody_is_hidden_only_where_a_zero_is():
    assert masked("no pupils, 0 children, none", OF_PEOPLE) == "no pupils, 0 children, none"
    assert masked("no pupils, 0 children: none", HIDES_ZERO) == "[c] pupils, [c] children: [c]"


@pytest.mark.parametrize(
    ("words", "then"),
    [
        ("There were no permanent exclusions", "There were [c] permanent exclusions"),
        ("Nobody was excluded. No-one was moved.", "[c] was excluded. [c] was moved."),
        ("None were sent out; none of them was hurt", "[c] were sent out; [c] was hurt"),
        ("No wrong door, no further action", "No wrong door, no further action"),
        ("no school excluded anybody", "no school excluded anybody"),
    ],
)  # fmt: skip
def test_nobody_is_hidden_however_it_is_said(words, then):
    assert masked(words, HIDES_ZERO) == then
    assert masked(words, OF_PEOPLE) == words


def test_a_rounded_figure_is_told_as_it_is_printed():
    setting = Setting(people=True, own=Secret(values=frozenset({1862.0})), instead={1862.0: 1860.0})

    assert masked("1,862 in 2019/20", setting) == "[1,860] in 2019/20"


def test_the_plan_chooses_the_symbol():
    setting = Setting(policy=DisclosurePolicy(symbol="*"))

    assert masked("2 pupils", setting) == "[*] pupils"


@given(st.text(max_size=80))
def test_any_text_can_be_masked_and_masking_it_again_changes_nothing(text):
    once = masked(text, HIDDEN_SEVEN)

    assert masked(once, HIDDEN_SEVEN) == once


@given(
    st.integers(1, 5),
    st.sampled_from(("pupils", "children", "families", "young people", "victims")),
    st.sampled_from(("There were {} {} in all.", "({} {})", "{} {}; 60 schools", "for {} {}")),
)
def test_no_small_count_of_people_ever_stays(count, noun, form):
    assert str(count) not in masked(form.format(count, noun), OF_ANYTHING)


@pytest.mark.parametrize(
    ("words", "sort"),
    [
        ("permanent exclusions of children with SEN", Sort.PEOPLE),
        ("schools with a lead for children", Sort.THINGS),
        ("specialist workers in post", Sort.THINGS),
        ("surveys from children with SEND", Sort.PEOPLE),
        ("further ones", Sort.UNKNOWN),
    ],
)
def test_what_is_counted_is_told_by_its_own_noun(words, sort):
    assert sort_of(words) is sort


def test_brothers_and_sisters_in_general_are_no_two_people():
    words = "Brothers and sisters are placed together; boys and girls did as well."

    assert masked(words, OF_PEOPLE) == words


def test_every_share_behind_a_part_is_hidden_once_up_to_the_end_of_its_sentence():
    words = "4 of 50 pupils (8%), or 3 of 40 girls (7.5%, 8% before). Of all, 9% came."

    assert masked(words, OF_PEOPLE) == (
        "[c] of 50 pupils ([c]), or [c] of 40 girls ([c], [c] before). Of all, 9% came."
    )


def test_words_of_nothing_but_numbers_take_no_longer_than_their_length_asks():
    """It took seven times as long for three times the words, and minutes for a long cell."""
    times = []

    for many in (1_000, 6_000):
        started = process_time()
        masked("one in " * many, OF_PEOPLE)
        times.append(process_time() - started)

    assert times[1] < 6 * 2.5 * times[0]


def test_a_writer_is_told_the_hidden_numbers_as_they_are_read():
    words = "Thr\u00adee pupils, 60 others and both brothers. Then [c] and three pupils."

    assert hidden_in(words, OF_PEOPLE) == ("Three", "both", "three")
