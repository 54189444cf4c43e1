"""Whoever is killed while keeping sums leaves those of before, or those of afterwards."""

import subprocess
import sys
import textwrap
from pathlib import Path

STEPS = """
    import os, signal, sys
    from datetime import date
    from pathlib import Path
    from headway.analytics.kept_sums import Kept, keep, kept
    from tests.analytics.test_kept_sums import CUTS, a_day, school, told
    from headway.analytics.year_sums import YearSums

    path = Path(sys.argv[1]) / "marks" / "sums-2023.arrow"
    urns = range(100_001, 100_011)

    def first(sums):
        return YearSums(apart={urn: school(3, urn % 300, 1) for urn in urns})

    def corrected(sums):
        return sums.with_schools({100_004: school(2, 299, 2)}, {*sums})

    def another_day(sums):
        return a_day(sums, 5)

    def all_again(sums):
        return sums.with_schools({urn: school(2, 7, 3) for urn in urns}, {*sums})

    def killed_at(step, change, before):
        '''Whether the change was killed at a step; its steps are what it asks of the disk.'''
        child = os.fork()
        if child == 0:
            steps = 0

            def told_of(event, _):
                nonlocal steps
                if event in {"open", "os.rename", "os.remove", "os.mkdir"}:
                    steps += 1
                    if steps == step:
                        os.kill(os.getpid(), signal.SIGKILL)

            sums = change(before.sums)
            sys.addaudithook(told_of)
            keep(sums, path, CUTS, rest="a", before=before)
            os._exit(0)
        return os.WIFSIGNALED(os.waitpid(child, 0)[1])

    for change in (first, corrected, another_day, all_again, corrected):
        before = kept(path, CUTS)
        after, step = told(change(before.sums)), 1
        was = told(before.sums)
        while killed_at(step, change, kept(path, CUTS) if step > 1 else before):
            found = told(kept(path, CUTS).sums)
            assert found in (was, after), (change, step)
            step += 1
            if found == after:
                break
        keep(change(before.sums), path, CUTS, rest="a", before=before)
        assert told(kept(path, CUTS).sums) == after, change
        print(change.__name__, step > 2)
    print(sorted(one.name for one in path.parent.iterdir()))
"""


def test_sums_killed_at_any_step_are_those_of_before_or_of_afterwards(tmp_path: Path):
    ran = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(STEPS), str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )

    assert ran.stderr == ""
    *changes, left = ran.stdout.splitlines()
    assert changes == [
        f"{name} True" for name in ("first", "corrected", "another_day", "all_again", "corrected")
    ]
    assert left == "['sums-2023.1.arrow', 'sums-2023.arrow']"
