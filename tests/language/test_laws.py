"""Laws that hold for any text at all."""

from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headway.domain.doubts import DoubtReason
from headway.domain.observations import RowId
from headway.domain.periods import Period
from headway.language.dates import periods, read_timetable
from headway.language.figures import figures, placeholders
from headway.language.letters import READ_LIMIT, plain_letters
from headway.language.people import read_names
from headway.language.progress import read_progress
from headway.language.readings import RowReading, Setting
from headway.language.rows import read_row

SETTINGS = st.sampled_from(
    [
        Setting(),
        Setting(covers=Period.parse("2019/20")),
        Setting(covers=Period.parse("2018/2023"), month_first=True),
        Setting(covers=Period.parse("AY 2020/21"), fiscal_year_named_by_end=False),
    ]
)
WORDS = (
    "term T4 Q3 19/20 2019-20 2019 20 last year same point ( ) = % pp £ $ 1.2m 3/24 of 95 200 "
    "from to by at least or less over between and 70 80 per cent 100,000 target baseline was "
    "national average England . ; , • 1. 2) - – compared school academic financial FY 14 March "
    "May Dec 31 st Autumn children schools Reduce Increase double half a third one in five ten "
    "zero nil return x% TBC all no <5 ~4 up 2x City -3% +5 99999999999999999999 00/00 99/00 "
    "31/02/2020 Primary Secondary <table> <tr> <td> </table> 75% complete refer above no. 6"
)
PIECES = st.sampled_from(
    [*WORDS.split(), "\n", "\t", " | ", "’", "é", "٣", "²", "\u2028", "\ufffd\ufffd"]
)
PHRASES = st.lists(PIECES, max_size=25).map(" ".join)
TEXTS = st.one_of(st.text(max_size=300), PHRASES)


@given(TEXTS, SETTINGS, st.booleans())
@settings(max_examples=80, deadline=None)
def test_any_text_is_read_without_an_error(text, setting, is_measure):
    reading = read_row(text, setting=setting, is_measure=is_measure)
    progress = read_progress(text, row=RowId("x"), reading=reading, setting=setting)

    assert all(doubt.words == text for doubt in reading.doubts)
    assert all(o.row == "x" and o.words for o in progress.observations)


@given(TEXTS, SETTINGS)
@settings(max_examples=60, deadline=None)
def test_a_timetable_and_a_list_of_names_keep_their_words(text, setting):
    timetable = read_timetable(text, setting=setting)
    names = read_names(text)

    assert timetable.words == " ".join(text.split())
    assert all(word in text for name in names for word in name.split())
    assert len(names) == len(set(names))


@given(TEXTS, SETTINGS)
@settings(max_examples=80, deadline=None)
def test_every_figure_and_period_stands_where_it_says(text, setting):
    found = figures(text, setting=setting)
    times = periods(text, setting=setting)

    places = [(m.start, m.end, m.words) for m in found] + [(t.start, t.end, t.words) for t in times]
    for start, end, words in places:
        assert 0 <= start < end <= len(text)
        assert words == text[start:end]
    assert all(one.number_start <= other.number_start for one, other in pairwise(found))
    assert all(one.end <= other.start for one, other in pairwise(times))


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_what_is_read_in_normal_form_reads_back_the_same(text):
    for mention in periods(text, setting=Setting()):
        if mention.period is not None:
            assert Period.parse(str(mention.period)) == mention.period


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_plain_letters_stand_in_the_places_of_the_originals(text):
    assert len(plain_letters(text)) == min(len(text), READ_LIMIT)


@given(st.integers(0, 10**6), st.sampled_from(["{}", "{}%", "was {}", "{} pupils", "= {}"]))
def test_a_number_is_never_changed(number, frame):
    written = frame.format(f"{number:,}")
    year_like = 1900 <= number <= 2099 and f"{number:,}" == str(number)

    if not year_like:
        assert [mention.value for mention in figures(written)] == [number]


def test_a_text_beyond_the_limit_is_read_up_to_it():
    for piece in ("1 in ", "(", "T4 last year) ", "<table>", "a@"):
        text = piece * (30_000 // len(piece))
        reading = read_row(text, setting=Setting(), is_measure=True)

        read_progress(text, row=RowId("x"), reading=RowReading(), setting=Setting())
        assert len(reading.targets) <= 40
        assert all(mention.end <= READ_LIMIT for mention in figures(text))
        assert all(start < end <= READ_LIMIT for start, end in placeholders(text))


@pytest.mark.parametrize("piece", ["1|2\n", "0'", "0-", "a 1 ", "1/", "(2019: 1) ", "1%,"])
def test_a_text_of_nothing_but_figures_is_read_in_part_and_says_so(piece):
    text = piece * (100_000 // len(piece))
    row = read_row("Number of visits", setting=Setting(), is_measure=True)

    began = process_time()
    promised = read_row(text, setting=Setting(), is_measure=True)
    reported = read_progress(text, row=RowId("x"), reading=row, setting=Setting())

    assert process_time() - began < 5
    assert DoubtReason.SEVERAL_FIGURES in {one.reason for one in promised.doubts + reported.doubts}
