"""A cell of names is parted where people would part it."""

import pytest

from headway.language.people import read_names


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        (
            "County Council – education service, Early Help/LCSS, City & District Councils",
            ("County Council – education service", "Early Help/LCSS", "City & District Councils"),
        ),
        (
            "Health Visiting\nSchool nurses\nCommunity & Voluntary Sector",
            ("Health Visiting", "School nurses", "Community & Voluntary Sector"),
        ),
        ("Community and\nVoluntary Sector", ("Community and Voluntary Sector",)),
        ("Engagement & Consultation Team", ("Engagement & Consultation Team",)),
        ("Ann A. (NHS, South), Bo B. (OH)", ("Ann A. (NHS, South)", "Bo B. (OH)")),
        ("Alice Ash and Bob Birch", ("Alice Ash", "Bob Birch")),
        ("A. Ash & B. Birch", ("A. Ash", "B. Birch")),
        ("Alice, Bob and others", ("Alice", "Bob")),
        ("• Alice\n• Bob; Charlie", ("Alice", "Bob", "Charlie")),
        ("Marketing & PR team, Ad agency", ("Marketing & PR team", "Ad agency")),
        ("Alice, Alice", ("Alice",)),
        ("TBC", ()),
        ("Alice; TBD", ("Alice",)),
        ("to be confirmed", ()),
        ("", ()),
    ],
)
def test_names_are_listed_as_written(cell, names):
    assert read_names(cell) == names
