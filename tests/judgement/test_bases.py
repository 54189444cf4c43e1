"""How many a percentage is a share of, and when nobody may say that they know."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.domain.quantities import PERCENT
from headway.judgement.bases import Base, NoBase, base_in_words, base_of
from tests.judgement.plans import seen


@pytest.mark.parametrize(
    ("words", "value", "numerator", "denominator"),
    [
        ("51/159 = 32%", 32, 51, 159),
        ("51 young people had SEND: 51 of 159 answers (32%)", 32, 51, 159),
        ("9.2% of 400 pupils; 7.2% of 410 last year", 9.2, 37, 400),
        ("7.2% of all 1,250 pupils", 7.2, 90, 1250),
        ("1,234 out of 2,000 children, 61.7%", 61.7, 1234, 2000),
        ("62% (n = 400)", 62, 248, 400),
    ],
)
def test_words_that_tell_the_base_are_believed(words, value, numerator, denominator):
    base = base_in_words(words, value)

    assert isinstance(base, Base)
    assert (base.numerator, base.denominator) == (numerator, denominator)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("95 of 200 (54%)", 54),  # 95 of 200 is 47.5%
        ("End of term 4 19/20 = 9.3% (7.6% for T4 last year)", 9.3),
        ("95% in 19/20", 95),  # a school year, not nineteen of twenty
        ("33% of 2019", 33),
        ("0 of 0 (50%)", 50),
        ("9.2% of 400 in the north, 9.2% of 500 in the south", 9.2),
        ("", 9.2),
    ],
)
def test_words_that_do_not_tell_one_base_leave_it_unknown(words, value):
    assert base_in_words(words, value) == NoBase(reason="no base was given")


@pytest.mark.parametrize(
    ("given_with_it", "reason"),
    [
        ({"numerator": 51, "denominator": 40}, "the numerator given, 51, is above"),
        ({"numerator": 51, "denominator": 0}, "the base given, 0, is no count"),
        ({"numerator": -1, "denominator": 40}, "the numerator given, -1, is no count"),
        ({"numerator": 1.5, "denominator": 40}, "the numerator given, 1.5, is no count"),
        ({"numerator": 20, "denominator": 40}, "20 of 40 does not make 32%"),
        ({"denominator": 7}, "no whole number of 7 makes 32%"),
    ],
)
def test_parts_that_make_no_share_are_refused_with_the_reason(given_with_it, reason):
    base = base_of(seen(32, unit=PERCENT, **given_with_it))

    assert isinstance(base, NoBase)
    assert base.reason.startswith(reason)


@given(st.integers(1, 3000), st.data(), st.integers(0, 2))
def test_a_printed_percentage_never_loses_the_count_behind_it(size, data, decimals):
    count = data.draw(st.integers(0, size))
    printed = round(100 * count / size, decimals)

    base = base_of(seen(printed, unit=PERCENT, denominator=size))

    assert isinstance(base, Base)
    assert base.least <= count <= base.most
