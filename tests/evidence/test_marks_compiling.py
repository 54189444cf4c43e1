"""Loops are compiled wherever Headway is installed, and what was compiled is used again."""

import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from typing import Any

import numpy as np
import pytest

from headway.evidence.marks.compiling import Loop, compiled
from headway.evidence.marks.object_code import ObjectCode, _version_of, machine, written

TWICE = """
import sys
import numpy as np
from headway.evidence.marks.compiling import compiled

@compiled
def total(numbers: np.ndarray, times: int) -> int:
    found = 0
    for number in numbers:
        found += times * number
    return found

print(total(np.arange(5)[::2], 3), "numba" in sys.modules)
"""


def total(numbers: np.ndarray, times: int) -> int:
    found = 0
    for number in numbers:
        found += times * number
    return found


@compiled
def _more(number: int) -> int:
    return number + 1


def least_and_most(numbers: np.ndarray) -> tuple[int, int]:
    least = most = numbers[0, 0]
    for row in range(numbers.shape[0]):
        for number in numbers[row]:
            least, most = min(least, number), max(most, number)
    return least, _more(most)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Where code is kept."""
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "kept"))
    return tmp_path / "kept"


def said(script):
    run = [sys.executable, "-c", script]
    return subprocess.run(run, check=True, capture_output=True, text=True).stdout.split()


def kept_in(folder):
    return sorted(folder.iterdir())


def test_what_one_process_has_compiled_another_runs_without_the_compiler(folder):
    first = said(TWICE)
    then = said(TWICE)

    assert (first, then) == (["18", "True"], ["18", "False"])
    assert [path.suffix for path in kept_in(folder)] == [".code"]


def test_a_loop_gives_what_the_same_lines_give_in_python(folder):
    numbers = np.arange(12, dtype=np.uint8).reshape(3, 4)

    found = Loop(least_and_most)(numbers), Loop(least_and_most)(numbers.T)

    assert found == ((0, 12), (0, 12))
    assert len(kept_in(folder)) == 2  # another for rows that are not in one piece


def test_numbers_wider_than_the_codes_own_are_refused(folder):
    with pytest.raises(OverflowError):
        Loop(total)(np.arange(3), 1 << 63)
    with pytest.raises(TypeError):
        Loop(total)(np.arange(3), 1.5)


def test_code_that_is_damaged_or_that_others_could_have_written_is_compiled_again(folder):
    assert Loop(total)(np.arange(3), 2) == 6
    [path] = kept_in(folder)
    sound = path.read_bytes()
    code = ObjectCode(__file__, "total", b"")
    again = folder / code.file
    other = sound[:-1] + bytes([sound[-1] ^ 1])

    for held in (b"", sound[:40], other, b"no code at all, and longer than the digest of one"):
        again.write_bytes(held)
        assert code.kept() is None
    written(again, sound)
    assert code.kept() is not None
    again.chmod(0o666)
    assert code.kept() is None

    path.write_bytes(other)
    assert Loop(total)(np.arange(3), 2) == 6
    assert path.read_bytes()[:32] == sha256(path.read_bytes()[32:]).digest()


def test_a_loop_is_compiled_where_nothing_can_be_written(tmp_path, monkeypatch):
    nowhere: dict[str, Any] = {}
    exec("def double(number: int) -> int:\n    return 2 * number", nowhere)  # noqa: S102 - code without a file has no folder to be kept in
    (tmp_path / "file").touch()
    for name in ("NUMBA_CACHE_DIR", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "file" / "folder"))

    assert compiled(nowhere["double"])(21) == 42
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_another_processor_setting_or_line_has_code_of_its_own(folder, monkeypatch):
    here = machine.__wrapped__()
    monkeypatch.setenv("NUMBA_CPU_NAME", "generic")
    there = machine.__wrapped__()
    assert b"0." in _version_of("numba")
    assert re.fullmatch(rb"\d+\.[\d.]+", _version_of("packaging"))  # which has no such file
    lines = {
        sha256(b"".join(Loop(function).made_from())).digest()
        for function in (total, least_and_most)
    }

    assert here != there
    assert here == machine()
    assert len(lines) == 2
    assert b"_more" in b"".join(Loop(least_and_most).made_from())


def test_a_loop_that_needs_the_compilers_own_library_is_refused(folder):
    def many(number: int) -> int:
        return len(np.zeros(number))

    with pytest.raises(Exception, match=r"NRT|array"):
        Loop(many)(3)
    assert not folder.exists()


def test_of_many_who_write_at_once_a_reader_sees_one_whole_file(tmp_path):
    path, sizes = tmp_path / "file", range(1, 60)

    def wrote(size):
        written(path, bytes([size]) * size * 1000)
        held = path.read_bytes()
        return len(set(held)) == 1 and len(held) == held[0] * 1000

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(wrote, sizes))
    assert list(tmp_path.iterdir()) == [path]
