"""A status is a word and a shape; its colour only repeats them, and can be read."""

import pytest
from lxml import etree

from headway.domain.status import Movement, StatusKind
from headway.judgement.actions import ActionKind
from headway.reporting.marks import ACTION_MARKS, ATTENTION, MARKS, ORDER, arrow
from headway.reporting.renderers.pdf import mark_svg
from headway.reporting.typesetting import settable

EVERY = [*MARKS.values(), *ACTION_MARKS.values()]


def _light(colour: str) -> float:
    """Relative luminance, by WCAG 2.2."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_light(one), _light(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_every_status_and_every_state_of_an_action_has_its_mark():
    assert set(MARKS) == set(StatusKind)
    assert set(ACTION_MARKS) == set(ActionKind)
    assert set(ORDER) == set(StatusKind)
    assert ORDER[: len(ATTENTION)] == ATTENTION


@pytest.mark.parametrize("marks", [MARKS, ACTION_MARKS])
def test_no_two_statuses_share_a_word_or_a_shape(marks):
    for part in ("word", "shape", "path", "css"):
        told = [getattr(mark, part) for mark in marks.values()]
        assert len(set(told)) == len(told)


@pytest.mark.parametrize("mark", EVERY, ids=lambda mark: mark.css)
def test_the_words_of_a_tag_can_be_read_on_white_and_on_its_tint(mark):
    assert _contrast(mark.colour, "#ffffff") >= 4.5
    assert _contrast(mark.colour, mark.tint) >= 4.5


@pytest.mark.parametrize("mark", EVERY, ids=lambda mark: mark.css)
def test_a_shape_is_in_the_font_and_can_be_drawn(mark):
    assert settable(mark.shape) == (mark.shape, 0)
    assert etree.fromstring(mark_svg(mark)) is not None


def test_an_arrow_shows_where_the_number_went_and_not_whether_that_is_good():
    assert arrow(Movement.IMPROVING, 14.1, 12.4) == "↓"
    assert arrow(Movement.WORSENING, 52, 70) == "↑"
    assert arrow(Movement.NO_CHANGE, 5, 5) == "→"
    assert arrow(Movement.UNKNOWN, None, 5) == ""


def test_a_change_that_could_be_chance_is_no_arrow_whichever_way_it_went():
    marks = {
        arrow(Movement.NO_CLEAR_CHANGE, 9.2, 7.2),
        arrow(Movement.NO_CLEAR_CHANGE, 52, 70),
    }

    assert marks == {"≈"}
    assert settable("≈") == ("≈", 0)
