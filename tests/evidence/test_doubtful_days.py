"""Days that could be read in two ways are said, with how they were read."""

from pathlib import Path

import pytest

from headway.evidence.errors import EvidenceError
from headway.evidence.kinds import kind
from headway.evidence.reading.days import day
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


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2023/09/20", "2023-09-20"),
        ("Wednesday 20 September 2023", "2023-09-20"),
        ("20th Sept 2023", "2023-09-20"),
        ("2014-08-31T23:00:00Z", "2014-09-01"),  # midnight of summer, as programs hand it over
        ("2014-08-31T23:00:00.000+00:00", "2014-09-01"),
        ("2014-09-01T00:00:00+01:00", "2014-09-01"),
        ("2014-08-31T23:00:00", "2014-08-31"),  # no zone: the clock of the wall
        ("2024-03-31T00:30:00Z", "2024-03-31"),
        ("2024-10-27T23:30:00Z", "2024-10-27"),  # the clocks went back that night
        ("2023-12-31T23:30:00Z", "2023-12-31"),
        ("2023-12-31T20:30:00-05:00", "2024-01-01"),
    ],
)
def test_a_day_is_the_one_that_it_was_in_england(written: str, meant: str) -> None:
    found = day(written)

    assert found is not None
    assert found.isoformat() == meant


def test_days_that_came_as_numbers_say_from_when_they_were_counted(tmp_path: Path) -> None:
    """A workbook that counts from 1904 is four years out, and nothing else would show it."""
    row = suspension(1, start="43727", end="", type="Permanent", sessions="")

    outcome = tried(exclusions(tmp_path / "file.csv", [row]), kind("exclusions"), Manner()).outcome

    assert outcome is not None
    assert any('"43727" as 19 September 2019' in one for one in outcome.remarks)
    assert any("count from 1904" in one for one in outcome.remarks)


@pytest.mark.parametrize("sign", ["'{}", '="{}"', "\u2019{}"])
def test_a_number_kept_as_text_in_a_spreadsheet_is_the_number(tmp_path: Path, sign: str) -> None:
    number, *rest = suspension(1)

    taken = tried(
        exclusions(tmp_path / "file.csv", [[sign.format(number), *rest]]),
        kind("exclusions"), Manner(),
    )  # fmt: skip

    assert taken.outcome is not None
    assert taken.outcome.good == 1


def test_a_web_page_named_as_a_workbook_is_called_what_it_is(tmp_path: Path) -> None:
    page = tmp_path / "export.xls"
    page.write_text("<html><table><tr><td>UPN</td></tr></table></html>", encoding="utf-8")

    with pytest.raises(EvidenceError, match="is a web page, whatever its name says"):
        tried(page, kind("exclusions"), Manner())
