"""
How long a year of attendance takes, beside pandas and DuckDB, on made-up marks.

Every line is a process of its own, started cold: seconds from its start to its end, seconds of
processor, its peak memory. Cold, but as where it is installed: whatever Python and numba keep
once they have compiled it, for us and for the rivals, is there from a first use, which is
measured by itself. All that count must find the same, to the digit. `--england` adds 8.4 million
pupils.
"""

import os
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from bench.evidence_made import year
from bench.evidence_rows import write_csv, write_long, write_strings
from bench.evidence_runs import Run, compared, median_of, run
from headway.evidence.marks.files import write_matrix

COUNCIL, MILLION, ENGLAND = 95_000, 1_000_000, 8_400_000


def main(options: tuple[str, ...] = ()) -> bool:
    """Measure, print, and say whether every goal is met."""
    england = "--england" in options
    if england:
        print("England's year needs 3 GB of disk in the folder for temporary files.", flush=True)
    with tempfile.TemporaryDirectory(prefix="headway-bench-") as folder:
        root = Path(folder)
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = str(root / "bytecode")
        first_use(root)
        met = [council(root), *increments(root / "council", "95,000 pupils")]
        in_the_product(root)
        sizes = {"95,000": root / "council"}
        sizes["1 million"] = make(root / "million", MILLION)
        if england:
            met += [large_file(root)]
            sizes["8.4 million"] = make(root / "england", ENGLAND, rivals=True)
            met += [whole_country(sizes["8.4 million"])]
            met += increments(sizes["8.4 million"], "8.4 million pupils")
        growth(sizes)
        cubes(sizes)
    return all(met)


def make(folder: Path, pupils: int, *, rivals: bool = False) -> Path:
    """A year on disk as a matrix and, for the rivals, as they would have it."""
    made = year(pupils)
    folder.mkdir()
    write_matrix(folder / "year", sessions=made.sessions, roster=made.roster, blocks=made.blocks())
    if rivals:
        write_strings(folder / "strings.parquet", made)
        write_long(folder / "numbered.parquet", made, numbered=True)
    return folder


def first_use(root: Path) -> None:
    """What compiling costs, once a machine; the measurements come after it, everybody's."""
    folder = make(root / "few", 300, rivals=True)
    write_long(folder / "long.parquet", year(300))
    write_csv(folder / "long.csv", year(300))
    long, csv, matrix = folder / "long.parquet", folder / "long.csv", folder / "year"
    cache = {"NUMBA_CACHE_DIR": str(root / "numba")}
    load = ("load_and_count_compiled", csv, matrix, folder / "made")
    before, after = run(*load, environment=cache), run(*load, environment=cache)
    run(*load)
    run("increments", matrix)
    run("cube", matrix)
    run("long_rows", long, matrix, folder / "made")
    run("pandas_long", long, matrix)
    run("duckdb_long", long, matrix)
    run("duckdb_csv", csv, folder / "duckdb.parquet")
    print(f"first use, compiling {before}\n      and after that {after}", flush=True)


def council(root: Path) -> bool:
    """A council's year: from the matrix, from long rows, from a CSV."""
    folder = make(root / "council", COUNCIL, rivals=True)
    made = year(COUNCIL)
    write_long(folder / "long.parquet", made)
    write_csv(folder / "long.csv", made)
    matrix, long, csv = folder / "year", folder / "long.parquet", folder / "long.csv"
    print(f"\nA council's year: {COUNCIL:,} pupils, {COUNCIL * 380 / 1e6:.1f} million marks")
    runs = median_of(
        {
            "pandas, long rows, tuned": ("pandas_long", long, matrix),
            "Headway, long rows": ("long_rows", long, matrix, folder / "made"),
            "Headway, from its store": ("store", matrix),
            "  always compiled": ("store_compiled", matrix),
            "  in a warm process": ("store_twice", matrix),
            "DuckDB, long rows": ("duckdb_long", long, matrix),
            "DuckDB, numbered pupils": ("duckdb_long", folder / "numbered.parquet", matrix),
            "DuckDB, mark strings": ("duckdb_strings", folder / "strings.parquet", matrix),
            "Headway, CSV to counts": ("load_and_count", csv, matrix, folder / "loaded"),
        },
        same=True,
    )
    pandas, ours = runs["pandas, long rows, tuned"], runs["Headway, from its store"]
    rows = runs["Headway, long rows"]
    met = [
        compared("from the store against pandas", pandas.seconds / ours.seconds, 8),
        compared("  its memory", pandas.memory / ours.memory, 10),
        compared("from long rows against pandas", pandas.seconds / rows.seconds, 8),
        # A busy machine stretches seconds; processor time it stretches less.
        compared("  in processor time", pandas.processor / rows.processor, 1),
        compared("  its memory", pandas.memory / rows.memory, 10),
    ]
    print(f"\nLoading {csv.stat().st_size / 1e9:.2f} GB of CSV, {COUNCIL * 380 / 1e6:.1f} M rows")
    runs = median_of(
        {
            "Headway, every check": ("load", csv, matrix, folder / "loaded"),
            "DuckDB, unchecked": ("duckdb_csv", csv, folder / "duckdb.parquet"),
        }
    )
    ours, theirs = runs["Headway, every check"], runs["DuckDB, unchecked"]
    met.append(compared("against DuckDB", theirs.seconds / ours.seconds, 1))
    return all(met)


def large_file(root: Path) -> bool:
    """A CSV of twice as many rows as a council's: what it takes, and no more memory than that."""
    folder = make(root / "large", 2 * COUNCIL)
    csv = folder / "long.csv"
    write_csv(csv, year(2 * COUNCIL))
    size = csv.stat().st_size
    print(f"\nLoading {size / 1e9:.2f} GB of CSV, {2 * COUNCIL * 380 / 1e6:.1f} M rows")
    jobs = {"Headway, every check": ("load", csv, folder / "year", folder / "loaded")}
    found = median_of(jobs, rounds=1)["Headway, every check"]
    shutil.rmtree(folder)  # its place is needed
    return compared("its size in our memory", size / 1e6 / found.memory, 4)


def whole_country(folder: Path) -> bool:
    """England's year; the rivals take minutes and run once."""
    matrix = folder / "year"
    print(f"\nEngland's year: {ENGLAND:,} pupils, {ENGLAND * 380 / 1e9:.2f} billion marks")
    runs = median_of(
        {
            "Headway, from its store": ("store", matrix),
            "  in a warm process": ("store_twice", matrix),
            "decode": ("decode", matrix),
        }
    )
    once = median_of(
        {
            "DuckDB, mark strings": ("duckdb_strings", folder / "strings.parquet", matrix),
            "DuckDB, numbered pupils": ("duckdb_long", folder / "numbered.parquet", matrix),
        },
        rounds=1,
    )
    ours, bare = runs["Headway, from its store"], runs["decode"]
    strings, long = once["DuckDB, mark strings"], once["DuckDB, numbered pupils"]
    same = len({ours.digest, strings.digest, long.digest}) == 1
    print(f"  equal to the digit: {'yes' if same else 'NO'}")
    return all(
        [
            same,
            compared("bare decode in our time", bare.inner / ours.inner, 0.5),
            compared("  in a warm process", bare.inner / runs["  in a warm process"].inner, 0.5),
            compared("under 600 MB", 600 / ours.memory, 1),
            compared("against DuckDB on strings", strings.seconds / ours.seconds, 10),
            compared("against DuckDB on long rows", long.seconds / ours.seconds, 30),
        ]
    )


def increments(folder: Path, title: str) -> list[bool]:
    """A new day, and a corrected school, beside counting afresh; in one process."""
    print(f"\nWhat changes, {title}")
    found = [run("increments", folder / "year") for _ in range(3)]
    names = ("afresh, with what is kept", "a count alone", "a new day", "a corrected school")
    times = {
        name: statistics.median(one.parts[place] for one in found)
        for place, name in enumerate(names)
    }
    for name, seconds in times.items():
        print(f"  {name:<28} {1000 * seconds:9.2f} ms", flush=True)
    afresh, _, day, school = times.values()
    return [
        compared("a new day", afresh / day, 30),
        compared("a corrected school", afresh / school, 80),
    ]


def in_the_product(root: Path) -> None:
    """The same in a data directory: from the marks on disk to sums that are kept on disk."""
    print("\nWhat changes, in a data directory (processor, all that is summed up)")
    for pupils in (COUNCIL, MILLION):
        found = run("product", Path(str(pupils)), root / "product")
        afresh, school, day = found.parts
        print(f"  {pupils:,} pupils, afresh    {1000 * afresh:9.1f} ms")
        for name, seconds in (("a corrected school", school), ("a new day on disk", day)):
            print(
                f"  {name:<28} {1000 * seconds:9.1f} ms: {afresh / seconds:.1f} times", flush=True
            )


def growth(sizes: dict[str, Path]) -> None:
    """Time and memory by number of pupils."""
    print("\nTen times the pupils")
    for name, folder in sizes.items():
        found: Run = median_of({name: ("store", folder / "year")}, quiet=True)[name]
        print(f"  {name:>12} pupils {found}", flush=True)


def cubes(sizes: dict[str, Path]) -> None:
    """The same of every combination of groups, with what must not be shown hidden."""
    print("\nEvery combination of groups (160 sets, six terms), small counts protected")
    for name, folder in sizes.items():
        found: Run = median_of({name: ("cube", folder / "year")}, quiet=True)[name]
        counting, protecting, cells, small, withheld = found.parts
        print(f"  {name:>12} pupils {found}")
        print(
            f"    counted in {counting:.2f} s, protected in {protecting:.2f} s: "
            f"{cells:,.0f} cells, {small:,.0f} of them small, {withheld:,.0f} withheld",
            flush=True,
        )


if __name__ == "__main__":
    sys.exit(not main(tuple(sys.argv[1:])))
