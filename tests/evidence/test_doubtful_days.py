"""Days that could be read in two ways are said, with how they were read."""

from pathlib import Path

import pytest

from headway.evidence.kinds import kind
from headway.evidence.store.taking_in import Manner, tried
from tests.evidence.files_made_up import exclusions, suspension


def remarks(path: Path, days: list[str]) -> list[str]:
    rows = [
        suspension(number, start=day, end="", type="Permanent", sessions="")
        for number, day in enumerate(days)
    ]
    taken = tried(exclusions(path, rows), kind("exclusions"), Manner())
    assert taken.outcome is not None
    return [one for one in taken.outcome.remarks if "month first" in one]


def test_a_file_without_a_day_after_the_twelfth_is_doubtful(tmp_path: Path) -> None:
    (said,) = remarks(tmp_path / "file.csv", ["03/04/2020", "05/04/2020", "04/04/2020"])

    assert 'read with the day first: "03/04/2020" as 3 April 2020' in said


@pytest.mark.parametrize(
    "days",
    [
        ["03/04/2020", "25/04/2020"],
        ["2020-04-03", "03/04/2020"],
        ["04/04/2020", "05/05/2020"],
        ["3 Apr 2020", "03/04/2020"],
    ],
)
def test_one_day_that_shows_the_order_is_enough(tmp_path: Path, days: list[str]) -> None:
    assert not remarks(tmp_path / "file.csv", days)
