"""Not answering is a status with a name in it."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from headway.rounds.silence import Manner, Reply, Standing, silence

DUE = date(2026, 1, 19)

replies = st.lists(
    st.builds(
        Reply,
        row=st.sampled_from("abc"),
        agency=st.sampled_from(["Police", "Schools", "Public Health"]),
        standing=st.sampled_from(Standing),
        reminded=st.integers(0, 4),
    ),
    unique_by=lambda one: (one.row, one.agency),
)


def test_a_row_names_those_who_have_not_answered():
    told = (
        Reply(row="a", agency="Police", reminded=2),
        Reply(row="a", agency="Schools", standing=Standing.SIGNED, manner=Manner.NO_CHANGE),
        Reply(row="b", agency="Police", standing=Standing.RETURNED),
    )

    before = silence(told, label="Term 2 of 2025/26", due_on=DUE, at=DUE)
    after = silence(told, label="Term 2 of 2025/26", due_on=DUE, at=date(2026, 1, 22))

    assert before.rows[0].sentence == "Not answered yet by Police: due 19 January 2026."
    assert after.rows[0].sentence == (
        "Not answered by Police: due 19 January 2026, reminded twice."
    )
    assert after.rows[1].sentence == "Not answered by Police: due 19 January 2026."
    assert after.sentence == (
        "Term 2 of 2025/26: 0 of 2 rows answered in full; not answered by Police."
    )
    assert after.is_late
    assert not before.is_late


@given(replies, st.dates(date(2026, 1, 1), date(2026, 3, 1)))
def test_everybody_who_was_asked_is_counted_once_and_the_silent_are_named(told, at):
    found = silence(told, label="A round", due_on=DUE, at=at)

    assert sum(len(one.answered) + len(one.silent) for one in found.rows) == len(told)
    assert sum(one.asked for one in found.agencies) == len(told)
    for row in found.rows:
        assert bool(row.sentence) == bool(row.silent)
        assert all(one.agency in row.sentence for one in row.silent)
    for agency in found.agencies:
        assert bool(agency.silent) == (agency.agency in found.sentence)
