"""What is taken out of a backup: files of ours, where they belong, on every Python of 3.11."""

import hashlib
import io
import tarfile
from pathlib import Path

import pytest

from headway.web.operations.errors import BackupError
from headway.web.operations.restoring import taken_out


def backup(path: Path, *entries: tarfile.TarInfo) -> Path:
    with tarfile.open(path, "w") as tar:
        for one in entries:
            one.size = 5 if one.isfile() else 0
            tar.addfile(one, io.BytesIO(b"words") if one.isfile() else None)
    return path


def entry(name: str, **more: object) -> tarfile.TarInfo:
    made = tarfile.TarInfo(name)
    for key, value in {"mode": 0o666, "mtime": 1_700_000_000, **more}.items():
        setattr(made, key, value)
    return made


def test_a_file_comes_out_as_it_was_for_its_user_alone(tmp_path: Path):
    kept = backup(tmp_path / "kept.tar", entry("files/evidence/load.csv"))
    (tmp_path / "out").mkdir()

    with tarfile.open(kept) as tar:
        digest = taken_out(tar, "files/evidence/load.csv", tmp_path / "out")

    path = tmp_path / "out/files/evidence/load.csv"
    assert digest == hashlib.sha256(b"words").hexdigest()
    assert path.read_bytes() == b"words"
    assert (path.stat().st_mode & 0o777, path.stat().st_mtime) == (0o600, 1_700_000_000)


@pytest.mark.parametrize(
    "bad",
    [
        entry("../outside"),
        entry("/tmp/outside-of-it"),
        entry("link", type=tarfile.SYMTYPE, linkname="../../secret-key"),
        entry("folder", type=tarfile.DIRTYPE),
    ],
    ids=lambda one: str(one.name),
)
def test_nothing_comes_out_elsewhere_nor_a_link(tmp_path: Path, bad: tarfile.TarInfo):
    kept = backup(tmp_path / "kept.tar", bad)
    (tmp_path / "out").mkdir()

    with tarfile.open(kept) as tar, pytest.raises((BackupError, KeyError)):
        taken_out(tar, bad.name, tmp_path / "out")

    assert not (tmp_path / "outside").exists()
    assert list((tmp_path / "out").iterdir()) == []
