"""The quick way for large files of marks finds what the patient way finds, or leaves it to that."""

import random
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from headway.evidence.calendars import Calendar
from headway.evidence.kinds import kind
from headway.evidence.marks.loading import GivenUpError, load_csv
from headway.evidence.marks.rows import Wrong
from headway.evidence.reading.files import facts
from headway.evidence.reading.opening import opened
from headway.evidence.store import quick_marks, taking_in
from headway.evidence.store.directory import Store
from headway.evidence.store.kept_marks import sessions_of
from headway.evidence.store.taking_in import Manner, Taken, taken_in
from headway.evidence.usual_terms import usual_calendar
from tests.evidence.files_made_up import upn

MARKS = kind("attendance-marks")
AT = datetime(2020, 5, 1, tzinfo=UTC)
DAYS = [date(2019, 9, 2) + timedelta(days=n) for n in range(60)]
DAYS = [day for day in DAYS if day.weekday() < 5]
SCHOOLS = ("100001", "100002", "100003")


def lines(pupils: int = 120) -> list[list[str]]:
    """A clean file of a few weeks of three schools, as cells."""
    made = random.Random(1)  # noqa: S311 - chance, not secrecy
    days = [f"{day:%d/%m/%Y}" for day in DAYS]
    return [
        [number, SCHOOLS[pupil % 3], day, half, made.choice((slash, slash, "N"))]
        for pupil, number in enumerate(map(upn, range(pupils)))
        for day in days
        for half, slash in (("AM", "/"), ("PM", "\\"))
    ]


def written(path: Path, rows: list[list[str]], *, separator: str = ",") -> Path:
    header = ["UPN", "URN", "Date", "Session", "Mark"]
    text = "".join(separator.join(cells) + "\n" for cells in [header, *rows])
    path.write_text(text, encoding="utf-8")
    return path


Spoil = Callable[[list[list[str]]], None]


def clean(_rows: list[list[str]]) -> None:
    return


def repeated_and_contradicted(rows: list[list[str]]) -> None:
    rows.append([*rows[10]])
    rows.insert(5000, [*rows[77][:4], "I"])
    rows.append([*rows[77][:4], "M"])


def unknown_codes_and_numbers(rows: list[list[str]]) -> None:
    rows[3][4], rows[900][4] = "Q9", "W8"
    rows[4000][0] = "R247962919251"
    rows[4100][1], rows[4200][3] = "12", "noon"
    rows[4300][4] = rows[4301][4] = "\\"


def weekends_and_no_marks(rows: list[list[str]]) -> None:
    rows[20][2] = "07/09/2019"
    for row in rows[500:900:7]:
        row[4] = ""


def small_letters_and_spaces(rows: list[list[str]]) -> None:
    for row in rows[100:300]:
        row[0], row[3] = f" {row[0].lower()} ", "am" if row[3] == "AM" else "pm"


def days_as_serial_numbers(rows: list[list[str]]) -> None:
    for row in rows[100:120]:
        row[2] = str((date(*map(int, row[2].split("/")[::-1])) - date(1899, 12, 30)).days)


def another_year(rows: list[list[str]]) -> None:
    rows[50][2] = "02/09/2018"


SPOILT = (
    clean, repeated_and_contradicted, unknown_codes_and_numbers, weekends_and_no_marks,
    small_letters_and_spaces, days_as_serial_numbers, another_year,
)  # fmt: skip
GOES_QUICKLY = SPOILT[:5]


def taken(folder: Path, path: Path, monkeypatch: pytest.MonkeyPatch, *, quickly: bool) -> Taken:
    monkeypatch.setattr(quick_marks, "LEAST", 1 << 18 if quickly else 1 << 40)
    return taken_in(Store(folder), path, MARKS, Manner(keep_good=True), at=AT)


@pytest.mark.parametrize("spoil", SPOILT, ids=lambda spoil: spoil.__name__)
def test_both_ways_keep_the_same_rows_and_tell_the_same_faults(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spoil: Spoil
) -> None:
    rows = lines()
    spoil(rows)
    path = written(tmp_path / "marks.csv", rows)

    quick = taken(tmp_path / "quick", path, monkeypatch, quickly=True)
    patient = taken(tmp_path / "patient", path, monkeypatch, quickly=False)

    assert quick.load == patient.load
    assert quick.form == patient.form
    assert quick.outcome is not None
    assert patient.outcome is not None
    for name in ("rows", "good", "bad", "counts", "bad_rows", "refusals", "remarks"):
        assert getattr(quick.outcome, name) == getattr(patient.outcome, name), name
    one, other = Store(tmp_path / "quick"), Store(tmp_path / "patient")
    assert one.table("attendance-marks").equals(other.table("attendance-marks"))
    assert quick.load is not None
    if quick.load.quarantined:
        assert one.quarantine(1).read_text() == other.quarantine(1).read_text()


@pytest.mark.parametrize("spoil", SPOILT, ids=lambda spoil: spoil.__name__)
def test_the_quick_way_is_taken_where_it_can_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spoil: Spoil
) -> None:
    monkeypatch.setattr(quick_marks, "LEAST", 1 << 18)
    rows = lines()
    spoil(rows)
    path = written(tmp_path / "marks.csv", rows)

    found = quick_marks.taken_quickly(facts(path), MARKS, tmp_path)

    assert (found is not None) is (spoil in GOES_QUICKLY)


def test_other_shapes_of_a_file_give_the_same_marks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quick_marks, "LEAST", 1 << 18)
    plain = written(tmp_path / "plain.csv", lines())
    titled = tmp_path / "titled.csv"
    titled.write_text("Registers of autumn\n\n" + plain.read_text(), encoding="utf-8")
    semicolons = written(tmp_path / "semicolons.csv", lines(), separator=";")
    tables = []
    for path in (plain, titled, semicolons):
        store = Store(tmp_path / path.stem)
        assert taken_in(store, path, MARKS, Manner(), at=AT).load is not None
        tables.append(store.table("attendance-marks"))

    assert tables[0].num_rows == len(lines())
    assert all(table.equals(tables[0]) for table in tables)


LOADING = """
    import sys
    from datetime import UTC, datetime
    from pathlib import Path
    from headway.evidence.kinds import kind
    from headway.evidence.store import directory, quick_marks
    from headway.evidence.store.taking_in import Manner, taken_in

    quick_marks.LEAST = 1 << 18
    where, add = sys.argv[3], directory.Catalogue.add

    def stop(*_):
        print("now", flush=True)
        sys.stdin.read()

    if where == "after the files":
        directory.Catalogue.add = stop
    taken_in(
        directory.Store(Path(sys.argv[1])), Path(sys.argv[2]), kind("attendance-marks"), Manner(),
        at=datetime(2020, 6, 1, tzinfo=UTC), progress=stop if where == "while reading" else print,
    )
"""


@pytest.mark.parametrize("where", ["while reading", "after the files"])
def test_a_load_of_marks_killed_half_way_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    monkeypatch.setattr(quick_marks, "LEAST", 1 << 18)
    store = Store(tmp_path / "store")
    rows = lines()
    school = [row for row in rows if row[1] == SCHOOLS[0]]
    taken_in(store, written(tmp_path / "before.csv", school), MARKS, Manner(), at=AT)
    path = written(tmp_path / "marks.csv", rows)
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(LOADING), str(store.path), str(path), where],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    while process.stdout.readline() not in {b"now\n", b""}:
        pass
    process.send_signal(signal.SIGKILL)
    process.wait()

    assert [load.source.name for load in store.loads()] == ["before.csv"]
    assert store.table("attendance-marks").num_rows == len(school)

    assert taken_in(store, path, MARKS, Manner(), at=AT).load is not None

    assert store.table("attendance-marks").num_rows == len(rows)
    assert not list((store.path / "scratch").iterdir())
    kept = sorted(one.name for one in (store.path / "tables/attendance-marks").iterdir())
    assert kept == ["1", "2"]


def test_marks_outside_term_are_kept_and_told_by_the_calendar(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calendar: Calendar = usual_calendar((2019,))
    monkeypatch.setattr(taking_in, "calendar_of", lambda _store: calendar)
    rows = lines()
    rows[20][2] = "31/10/2019"
    path = written(tmp_path / "marks.csv", rows)

    quick = taken(tmp_path / "quick", path, monkeypatch, quickly=True)
    patient = taken(tmp_path / "patient", path, monkeypatch, quickly=False)

    assert quick.outcome is not None
    assert patient.outcome is not None
    assert quick.outcome.remarks == patient.outcome.remarks
    assert "by the calendar there is no school" in quick.outcome.remarks[-1]


def test_a_register_in_step_with_the_samples_still_shows_all_its_days(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quick_marks, "_SAMPLES", 32)
    monkeypatch.setattr(quick_marks, "_SAMPLE", 512)
    file = facts(written(tmp_path / "marks.csv", lines(320)))  # every tenth pupil is looked at
    layout = quick_marks._layout(file.path, opened(file, MARKS))

    assert layout is not None
    seen = quick_marks._day_texts(file, layout)

    assert seen == {f"{day:%d/%m/%Y}" for day in DAYS}


def test_a_pass_that_lacks_days_is_given_up_at_the_first_of_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path / "marks.csv", lines())

    with pytest.raises(GivenUpError, match="No school is open"):
        load_csv(
            path, tmp_path / "year", sessions=sessions_of(set(DAYS[:-1])), give_up_at=Wrong.CLOSED
        )

    assert [one.name for one in tmp_path.iterdir()] == ["marks.csv"]
    monkeypatch.setattr(quick_marks, "_SAMPLES", 1)
    monkeypatch.setattr(quick_marks, "_SAMPLE", 256)
    load = taken(tmp_path / "quick", path, monkeypatch, quickly=True).load
    assert load is not None
    assert load.kept == len(lines())
