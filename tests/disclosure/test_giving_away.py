"""What a hostile reader can work out of the figures that are left is hidden as well."""

from dataclasses import replace
from datetime import date

import pytest

from headway.disclosure.plans import holds_small_numbers, protected
from headway.domain.disclosing import DisclosurePolicy, Sum, ZeroRule
from headway.domain.observations import Benchmark, Comparison, RowId
from headway.domain.periods import Period
from headway.domain.plan import Baseline, Progress
from headway.domain.quantities import PERCENT, POINTS, Comparator, MeasureKind, Unit
from tests.disclosure.test_plans import ALL, AT, T3, T4, figure, hidden, plan_of, shown

YEAR = T4.whole_year()
TERMS = [Period.parse(f"AY 2019/20 T{term}") for term in range(1, 7)]


def share(top, bottom, period=T4, **other):
    value = round(100 * top / bottom, 1)
    return figure(value, period, unit=PERCENT, numerator=top, denominator=bottom, **other)


def values(plan):
    return [one.value for one in protected(plan, at=AT).plan.observations]


def test_rates_of_all_and_of_one_group_do_not_give_back_the_other_groups():
    plan = plan_of(
        share(10, 100), share(8, 60, breakdown="Primary"), share(2, 40, breakdown="Secondary")
    )

    assert len(hidden(plan)) == 2


def test_rates_to_date_do_not_give_back_what_came_in_between():
    plan = plan_of(share(10, 100, T3), share(12, 150), kind=MeasureKind.CUMULATIVE)

    assert hidden(plan), "2 of the 50 who came since term 3"


def test_rates_of_two_rows_that_the_policy_adds_up_are_protected_together():
    sums = (Sum(total="all", parts=("sen",), rest="without SEN"),)
    plan = plan_of(share(10, 100), share(8, 60, row=RowId("sen")))

    assert not hidden(plan)
    assert hidden(replace(plan, disclosure=DisclosurePolicy(sums=sums))), "2 of 40 without SEN"


@pytest.mark.parametrize(
    "words", ["3/47 = 6.4%", "3 of 47 pupils", "6.4% of 47 pupils", "three out of 47 pupils"]
)
def test_a_percentage_falls_with_the_small_count_that_its_words_give(words):
    alone = figure(6.4, unit=PERCENT)

    assert values(plan_of(replace(alone, words=words))) == [None]
    assert values(plan_of(alone, words=words)) == [None]
    assert values(plan_of(alone, words="30 of 470 pupils")) == [6.4]


def test_a_percentage_falls_where_the_row_prints_of_how_many_it_is():
    alone, base = figure(6.4, unit=PERCENT), figure(47, of="pupils on roll")

    assert values(plan_of(alone, base)) == [None, 47]
    assert values(plan_of(alone, replace(base, value=470))) == [6.4, 470]


def test_a_percentage_falls_where_the_policy_says_of_what_it_is_a_part():
    sums = (Sum(total="roll", parts=("all",), rest="the others"),)
    plan = plan_of(figure(6.4, unit=PERCENT), figure(47, row=RowId("roll")))

    assert not hidden(plan)
    assert hidden(replace(plan, disclosure=DisclosurePolicy(sums=sums)))


def test_a_count_with_its_percentage_tells_the_few_others():
    assert values(plan_of(figure(46), figure(92, unit=PERCENT))) == [None, None]
    assert values(plan_of(figure(46), figure(9.2, unit=PERCENT))) == [46, 9.2]
    assert values(plan_of(figure(92, unit=PERCENT, numerator=46))) == [None]


def test_a_rate_per_thousand_of_a_known_number_is_a_count():
    rate = figure(0.4, unit=Unit("per 1,000"), denominator=5000)

    assert values(plan_of(rate)) == [None]
    assert values(plan_of(replace(rate, value=4.0))) == [4.0]


@pytest.mark.parametrize("kind", [MeasureKind.SNAPSHOT, MeasureKind.ANNUAL])
def test_terms_that_make_up_a_printed_year_are_protected_with_it(kind):
    figures = [figure(v, when) for v, when in zip((10, 12, 3, 9, 14, 11), TERMS, strict=True)]

    assert len(hidden(plan_of(*figures, kind=kind))) == 1
    assert len(hidden(plan_of(*figures, figure(59, YEAR), kind=kind))) == 2
    assert len(hidden(plan_of(*figures, figure(60, YEAR), kind=kind))) == 1


@pytest.mark.parametrize(
    ("value", "unit", "words"), [(2, "count", "2"), (6.5, PERCENT, "2 of 31 (6.5%)")]
)
def test_a_small_number_of_another_place_is_withheld_and_said_to_be(value, unit, words):
    other = Benchmark(row=ALL, area="Village", value=value, unit=unit, period=T4, words=words)
    plan = replace(plan_of(figure(30)), benchmarks=(other,))

    safe = protected(plan, at=AT).plan

    assert safe.benchmarks == ()
    assert safe.measures[0].note == "The figure for Village is withheld to protect somebody: [c]."
    assert holds_small_numbers(plan, at=AT)


def test_a_larger_number_of_another_place_stays():
    england = Benchmark(row=ALL, area="England", value=7.2, unit=PERCENT, period=T4, words="7.2%")
    plan = replace(plan_of(figure(30)), benchmarks=(england,))

    assert protected(plan, at=AT).plan == plan


def test_a_starting_point_in_percent_falls_with_the_count_in_its_words():
    start = Baseline(value=6.5, unit=PERCENT, words="2 of 31 (6.5%)")

    [row] = protected(plan_of(figure(30), baselines=(start,)), at=AT).plan.measures

    assert row.baselines == ()


def test_a_percentage_printed_beside_falls_with_the_figure_of_its_own_time():
    beside = Comparison(value=6.4, period=T4.previous_year())
    plan = plan_of(share(3, 47, T4.previous_year()), share(20, 50, compared_with=beside))

    safe = protected(plan, at=AT).plan

    assert shown(plan) == {("all", "", "AY 2018/19 T4"): None, ("all", "", "AY 2019/20 T4"): 40}
    assert all(one.compared_with is None for one in safe.observations)


def test_a_percentage_printed_beside_falls_with_the_count_in_its_words():
    beside = Comparison(value=3, period=T4.previous_year())
    plan = plan_of(share(8, 100, compared_with=beside), words="8 of 100 (3 of 100 last year)")

    assert shown(plan) == {("all", "", "AY 2018/19 T4"): None, ("all", "", "AY 2019/20 T4"): 8}
    assert protected(plan, at=AT).plan.progress[0].text == "8 of 100 ([c] of 100 last year)"


def test_answers_tell_how_many_gave_none_of_them():
    plan = plan_of(share(30, 50, breakdown="yes"), share(18, 50, breakdown="no"))

    assert hidden(plan), "2 of 50 did not say"
    assert not hidden(plan_of(share(30, 50, breakdown="yes"), share(10, 50, breakdown="no")))


@pytest.mark.parametrize("unit", [POINTS, PERCENT])
def test_a_change_of_a_rate_falls_with_the_rates_it_leads_back_to(unit):
    change = figure(2.1, unit=unit, comparator=Comparator.CHANGE_BY)

    assert values(plan_of(share(3, 47, T3), change)) == [None, None]
    assert values(plan_of(share(20, 47, T3), change)) == [42.6, 2.1]


def test_a_small_change_in_people_is_a_small_count():
    assert values(plan_of(figure(-2, comparator=Comparator.CHANGE_BY))) == [None]


def test_what_one_row_hides_another_of_the_same_words_does_not_print():
    groups = (figure(70), figure(3, breakdown="Primary"), figure(67, breakdown="Secondary"))
    plan = plan_of(*groups, figure(67, row=RowId("again"), breakdown="Secondary"))

    kept = shown(plan)

    same = {kept["all", "Secondary", str(T4)], kept["again", "Secondary", str(T4)]}
    assert len(same) == 1
    assert list(kept.values()).count(None) >= 2


@pytest.mark.parametrize("row", ["all", "girls", "boys"])
def test_words_of_rows_that_add_up_do_not_tell_what_one_of_them_hides(row):
    """3 girls and 61 boys are 64: whatever is said of one tells of the others."""
    policy = DisclosurePolicy(sums=(Sum(total="all", parts=("girls", "boys")),))
    girls, boys = RowId("girls"), RowId("boys")
    plan = plan_of(figure(64), figure(3, row=girls), figure(61, row=boys), policy=policy)
    words = "61 boys left, 20.3 times as many; 4.7% were girls, 95.3% were not. 640 did well."

    safe = protected(replace(plan, progress=(Progress(row=RowId(row), text=words),)), at=AT).plan

    assert safe.progress[0].text == (
        "[c] boys left, [c] times as many; [c] were girls, [c] were not. 640 did well."
    )


def test_a_row_is_named_by_its_words_where_it_has_no_title():
    """Of 3 and 17 in 20 the 17 are hidden too, and named elsewhere by what the row says."""
    plan = plan_of(figure(20), figure(3, breakdown="A"), figure(17, breakdown="B"))
    told = replace(plan, areas=(replace(plan.areas[0], remarks=("17 excluded came back.",)),))

    assert protected(told, at=AT).plan.areas[0].remarks == ("[c] excluded came back.",)


def test_of_whom_is_a_part_of_the_rows_own_figure():
    assert hidden(plan_of(figure(70), figure(67, of="of whom boys"))), "3 girls"


def test_words_of_now_do_not_tell_what_the_plan_before_hides():
    groups = (figure(3, breakdown="Primary"), figure(67, breakdown="Secondary"))
    before = plan_of(figure(70), *groups)
    now = plan_of(figure(90, Period.parse("AY 2020/21 T4")), words="90, Secondary was 67 before")

    safe = protected(now, at=AT, previous=(before, date(2020, 7, 1)))

    assert safe.plan.progress[0].text in (
        "90, Secondary was [c] before", "90, Secondary was 67 before",
    )  # fmt: skip
    told = safe.previous.observations if safe.previous else ()
    hides = any(one.breakdown == "Secondary" and one.value is None for one in told)
    assert ("67" in safe.plan.progress[0].text) is not hides


def test_the_public_figures_do_not_tell_a_hidden_nobody_from_hidden_somebody():
    policy = DisclosurePolicy(zeros=ZeroRule.HIDE)

    marks = [
        next(iter(protected(plan_of(figure(value), policy=policy), at=AT).public.cells.values()))
        for value in (0, 3)
    ]

    assert marks[0] == marks[1]


def test_the_public_figures_do_not_tell_which_of_the_hidden_figures_is_the_larger():
    groups = (figure(70), figure(3, breakdown="Primary"), figure(67, breakdown="Secondary"))
    again = [replace(one, row=RowId("again")) for one in groups]

    public = protected(plan_of(*groups, *again), at=AT).public

    both = {public.cells[one.total].shown for one in public.sums if len(one.parts) == 1}
    assert both == set(), "that two hidden figures are equal is told of large ones only"


def test_a_count_in_the_label_of_a_group_is_hidden_wherever_the_label_stands():
    sums = (Sum(total="all", parts=("all/Girls (n=3)",), rest="boys"),)
    groups = (figure(3, breakdown="Girls (n=3)"), figure(40, breakdown="Boys (n=4 of them here)"))
    plan = plan_of(*groups, figure(60), policy=DisclosurePolicy(sums=sums))

    safe = protected(plan, at=AT)

    labels = {one.breakdown for one in safe.plan.observations}
    assert labels == {"", "Girls (n=[c])", "Boys (n=[c] of them here)"}
    assert not any("n=3" in name for name in safe.public.cells)
    assert ("Girls (n=3)", "Girls (n=[c])") in safe.masked
    assert holds_small_numbers(plan_of(figure(40, breakdown="Girls (n=3)")), at=AT)


def test_a_count_beside_the_name_of_a_place_or_of_a_cycle_is_hidden():
    plan = plan_of(figure(40, area="Nextshire (3 pupils)"), figure(30))
    told = Progress(row=RowId("all"), text="As planned.", period="Term 4 (4 pupils)")
    there = Benchmark(row=RowId("all"), area="South East (n=2)", value=900.0, period=T4)

    safe = protected(replace(plan, progress=(told,), benchmarks=(there,)), at=AT).plan

    assert {one.area for one in safe.observations} == {"", "Nextshire ([c] pupils)"}
    assert [one.area for one in safe.benchmarks] == ["South East (n=[c])"]
    assert [one.period for one in safe.progress] == ["Term 4 ([c] pupils)"]


@pytest.mark.parametrize("noun", ["kids", "youngsters", "teens", "schoolchildren", "UASC", "lads"])
def test_people_are_people_whatever_they_are_called(noun):
    plan = plan_of(figure(40), words=f"The 3 {noun} came back.")

    assert protected(plan, at=AT).plan.progress[0].text == f"The [c] {noun} came back."


def test_two_labels_that_differ_in_their_count_alone_stay_apart():
    plan = plan_of(figure(30, breakdown="A (2 pupils)"), figure(40, breakdown="A (3 pupils)"))

    assert len({one.breakdown for one in protected(plan, at=AT).plan.observations}) == 2


def test_a_label_that_names_a_sort_of_family_stays():
    plan = plan_of(figure(30, breakdown="Families with 2 children"), figure(40, breakdown="KS2"))

    assert protected(plan, at=AT).plan == plan


@pytest.mark.parametrize(
    ("label", "then"),
    [
        ("Girls 3", "Girls [c]"),
        ("3 girls", "[c] girls"),
        ("Girls (3)", "Girls ([c])"),
        ("Year 9 – 2 pupils", "Year 9 – [c] pupils"),
        ("of which: SEN two", "of which: SEN [c]"),
        ("Year 3", "Year 3"),
        ("Key Stage 2 pupils", "Key Stage 2 pupils"),
        ("Pupils with 2 or more exclusions", "Pupils with 2 or more exclusions"),
        ("Quintile 1", "Quintile 1"),
        ("Ages 5 to 9", "Ages 5 to 9"),
    ],
)
def test_a_count_in_a_label_is_hidden_outside_brackets_too(label, then):
    plan = plan_of(figure(40, breakdown=label), figure(30, breakdown="Others"))

    safe = protected(plan, at=AT)

    assert [one.breakdown for one in safe.plan.observations] == [then, "Others"]
    assert not any(label in name for name in safe.public.cells if then != label)


def test_sizes_of_families_beside_each_other_are_sorts_of_families_and_stay():
    sizes = ("1 child", "2 children", "3+ children")
    plan = plan_of(*(figure(30 + number, breakdown=one) for number, one in enumerate(sizes)))

    assert [one.breakdown for one in protected(plan, at=AT).plan.observations] == list(sizes)


def test_counts_that_change_from_time_to_time_are_no_sizes_of_families():
    earlier = replace(figure(30, breakdown="Girls 3"), period=T3)
    plan = plan_of(earlier, figure(40, breakdown="Girls 4"))

    labels = [one.breakdown for one in protected(plan, at=AT).plan.observations]

    assert not any(sign in label for label in labels for sign in "34")
