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
        ("Service Manager, MASH", ("Service Manager, MASH",)),
        ("Director, CAMHS, Education", ("Director", "CAMHS", "Education")),
        ("County Council, as well as other bodies", ("County Council", "other bodies")),
        ("Alice + Animal managers", ("Alice", "Animal managers")),
        ("Alice or Bob Birch (OMB)", ("Alice", "Bob Birch (OMB)")),
        ("Dr Alice Ash and J. Birch", ("Dr Alice Ash", "J. Birch")),
        ("Prof. Alice Ash", ("Prof. Alice Ash",)),
        ("Primary Care. Family Hubs, Libraries", ("Primary Care", "Family Hubs", "Libraries")),
        ("GSA with CDO Council and ICSP", ("GSA", "CDO Council", "ICSP")),
        ("Public Health, Ds and Bs", ("Public Health", "Ds and Bs")),
        ("Membership supervisor and marketing director", ("Membership supervisor",
         "marketing director")),
        ("Director of Education and Head of Housing", ("Director of Education",
         "Head of Housing")),
        ("TBC", ()),
        ("Alice; TBD", ("Alice",)),
        ("to be confirmed", ()),
        ("", ()),
    ],
)  # fmt: skip
def test_names_are_listed_as_written(cell, names):
    assert read_names(cell) == names
