"""A sheet, read once: good rows to a Parquet file, bad rows set aside with their faults."""

import csv
from array import array
from collections import Counter
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any, TextIO

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from headway.evidence.calendars import Calendar
from headway.evidence.dataset import Column, Dataset, Fault
from headway.evidence.errors import EvidenceError
from headway.evidence.reading.sheets import Batch, Ragged, Rows, Sheet
from headway.evidence.validating.cells import Wrong, read_cell
from headway.evidence.validating.oddities import oddities
from headway.evidence.validating.orders import ambiguous, said, said_of_numbers
from headway.evidence.validating.outcome import FAULTS_KEPT, BadRow, Outcome
from headway.evidence.validating.repeats import repeated
from headway.evidence.validating.row_rules import broken
from headway.evidence.validating.school_numbers import SchoolNumbers, said_of
from headway.evidence.validating.swaps import days_swapped, swapped
from headway.evidence.validating.typed import ColumnReader, Mask, schema

_GROUP = 1 << 18


def checked(
    sheet: Sheet,
    folder: Path,
    *,
    fills: Mapping[str, str] | None = None,
    calendar: Calendar | None = None,
    schools: SchoolNumbers | None = None,
) -> Outcome:
    """
    Read and check a whole sheet, in memory that does not grow with it.

    `folder`: Where the good and the bad rows are written, for the caller to keep or drop.
    `fills`: Values given by hand for columns that the file lacks, as a cell would have them.
    `calendar`: On which days there is school, where that is known.
    `schools`: The register, for files that name schools by another number than the URN.

    Raises:
        EvidenceError: The file cannot be read to its end, or a value given by hand is wrong.
    """
    outcome = Outcome(
        dataset=sheet.dataset,
        headings=sheet.headings,
        table=folder / "good.parquet",
        quarantine=folder / "quarantine.csv",
        remarks=[*sheet.remarks],
        speaks_for=sheet.speaks_for,
        row_in_file=sheet.row_in_file,
    )
    with ExitStack() as stack:
        file = stack.enter_context(outcome.quarantine.open("w", encoding="utf-8", newline=""))
        target = pa.schema([*schema(sheet.dataset), pa.field("_row", pa.int64())])
        writer = stack.enter_context(pq.ParquetWriter(outcome.table, target, compression="zstd"))
        check = _Checking(outcome, writer, file, fills or {}, schools or SchoolNumbers())
        for batch in sheet.batches:
            check.take(batch)
        check.weigh_orders()
        check.tell_schools()
    _without_repeats(outcome, folder)
    outcome.remarks += oddities(sheet.dataset, outcome.table, calendar)
    return outcome


class _Checking:
    """The state of one reading."""

    def __init__(
        self,
        outcome: Outcome,
        writer: pq.ParquetWriter,
        file: TextIO,
        fills: Mapping[str, str],
        schools: SchoolNumbers,
    ) -> None:
        self._outcome = outcome
        self._dataset = outcome.dataset
        self._writer = writer
        self._file = csv.writer(file)
        self._file.writerow(quarantine_heads(outcome))
        self._readers = {
            column.name: ColumnReader(column=column) for column in self._dataset.columns
        }
        self._fills = {name: _filled(self._dataset, name, text) for name, text in fills.items()}
        self._looked_for_swaps = False
        self._schools = schools
        headings = outcome.headings
        self._stood_in = [one.name for one in self._dataset.columns if headings.stood_in(one)]
        self._unsettled: set[str] = set()

    def take(self, batch: Batch) -> None:
        """Check one batch and write its rows away."""
        for ragged in batch.ragged:
            self._set_aside_ragged(ragged)
        batch = self._without_blank(batch)
        if not len(batch.rows):
            return
        self._outcome.rows += len(batch.rows)
        batch = self._with_urns(batch)
        table, wrong = self._typed(batch)
        faulty = np.zeros(len(batch.rows), dtype=np.bool_)
        for mask in wrong.values():
            faulty |= mask
        sentences = self._row_faults(table, ~faulty)
        self._look_for_swaps(batch, wrong, table.filter(pa.array(~faulty)), sentences)
        self._keep(table, batch, faulty, sentences)
        for places in sentences.values():
            faulty[list(places)] = True
        self._set_aside(batch, wrong, sentences, np.flatnonzero(faulty))

    def _with_urns(self, batch: Batch) -> Batch:
        """The batch with the URN of each school that the register has by its other number."""
        texts = batch.texts
        for name in self._stood_in:
            place = texts.column_names.index(name)
            self._unsettled |= self._schools.unsettled(texts[name])
            texts = texts.set_column(place, name, self._schools.in_place_of(texts[name]))
        return Batch(rows=batch.rows, texts=texts)

    def tell_schools(self) -> None:
        """Say how schools named by another number than the URN were found, and which were not."""
        headings = self._outcome.headings
        self._outcome.remarks += [
            said_of(headings.headed(name), self._schools, self._unsettled)
            for name in self._stood_in
        ]

    def weigh_orders(self) -> None:
        """Refuse a file with a column in which most days have the month first; tell a doubt."""
        shown = any(reader.day_first for reader in self._readers.values())
        for name, reader in self._readers.items():
            if reader.serial:
                heading = self._outcome.headings.headed(name)
                self._outcome.remarks.append(said_of_numbers(heading, reader.serial))
            if reader.month_first > reader.day_first:
                self._outcome.refusals.append(
                    f"{self._outcome.headings.headed(name)} writes the month before the day in "
                    f"{reader.month_first:,} rows, so the rest of its days would be read wrongly "
                    "too. Write them as 25/09/2019 or 2019-09-25."
                )
            elif not shown and not reader.certain and ambiguous(reader.doubtful):
                heading = self._outcome.headings.headed(name)
                self._outcome.remarks.append(said(heading, reader.doubtful))

    def _typed(self, batch: Batch) -> tuple[pa.Table, dict[str, Mask]]:
        arrays: list[pa.Array] = []
        wrong: dict[str, Mask] = {}
        for field in schema(self._dataset):
            if field.name in self._fills:
                value = pa.scalar(self._fills[field.name], field.type)
                arrays.append(pa.repeat(value, len(batch.rows)))
            elif field.name in batch.texts.column_names:
                array, mask = self._readers[field.name].read(batch.texts[field.name])
                arrays.append(array)
                if mask.any():
                    wrong[field.name] = mask
            else:
                arrays.append(pa.nulls(len(batch.rows), field.type))
        return pa.Table.from_arrays(arrays, schema=schema(self._dataset)), wrong

    def _row_faults(self, table: pa.Table, sound: Mask) -> dict[str, dict[int, str]]:
        """By rule, the rows that break it; rows with a wrong cell are not asked."""
        everywhere = bool(sound.all())
        places = np.flatnonzero(sound)
        rows = table if everywhere else table.take(pa.array(places))
        found: dict[str, dict[int, str]] = {}
        for rule in self._dataset.rules:
            told = broken(rule, rows)
            if told:
                found[rule.name] = {int(places[place]): words for place, words in told.items()}
        return found

    def _keep(
        self,
        table: pa.Table,
        batch: Batch,
        faulty: Mask,
        sentences: Mapping[str, Mapping[int, str]],
    ) -> None:
        good = ~faulty
        for places in sentences.values():
            good[list(places)] = False
        table = table.append_column("_row", pa.array(batch.rows))
        if not good.all():
            table = table.filter(pa.array(good))
        if not table.num_rows:
            return
        self._outcome.good += table.num_rows
        self._writer.write_table(table, row_group_size=_GROUP)
        if self._dataset.time:
            ends = pc.min_max(table[self._dataset.time])
            first, last = ends["min"].as_py(), ends["max"].as_py()
            if first is not None:
                self._outcome.first = min(first, self._outcome.first or first)
                self._outcome.last = max(last, self._outcome.last or last)

    def _set_aside(
        self,
        batch: Batch,
        wrong: Mapping[str, Mask],
        sentences: Mapping[str, Mapping[int, str]],
        places: NDArray[np.int64],
    ) -> None:
        """Count every fault of the bad rows; tell the first with their sentences."""
        if not len(places):
            return
        outcome = self._outcome
        outcome.bad += len(places)
        texts = batch.texts.take(pa.array(places)).to_pylist()
        columns = [self._dataset.column(name) for name in wrong]
        rules = {rule.name: rule.column for rule in self._dataset.rules}
        for place, cells in zip(places.tolist(), texts, strict=True):
            row = int(batch.rows[place])
            faults = [
                self._cell_fault(column, row, cells[column.name] or "")
                for column in columns
                if wrong[column.name][place]
            ]
            for name, told in sentences.items():
                if place in told:
                    faults.append(self._row_fault(name, rules[name], row, cells, told[place]))
            self._tell(row, {name: text or "" for name, text in cells.items()}, faults)

    def _cell_fault(self, column: Column, row: int, text: str) -> Fault:
        verdict = read_cell(column, text)
        if not isinstance(verdict, Wrong):
            raise AssertionError(f"{column.name}: {text!r} is wrong in bulk and right alone")
        return Fault(
            rule=verdict.rule,
            row=row,
            column=self._outcome.headings.headed(column.name),
            came=text,
            sentence=verdict.sentence,
        )

    def _row_fault(
        self, rule: str, column: str, row: int, cells: Mapping[str, Any], sentence: str
    ) -> Fault:
        return Fault(
            rule=rule,
            row=row,
            column=self._outcome.headings.headed(column) if column else "",
            came=str(cells.get(column) or ""),
            sentence=sentence,
        )

    def _set_aside_ragged(self, ragged: Ragged) -> None:
        self._outcome.rows += 1
        self._outcome.bad += 1
        # its cells are not kept: a name may stand where one of our columns should
        sentence = ragged.sentence or (
            f"The row has {len(ragged.cells)} cells and the headings {ragged.expected}. A cell "
            "with a separator in it needs quotation marks; a line of totals or notes goes."
        )
        came = f"{len(ragged.cells)} cells"
        fault = Fault(rule="ragged-row", row=ragged.row, column="", came=came, sentence=sentence)
        tell(
            self._outcome,
            BadRow(row=ragged.row, texts={}, faults=(fault,), in_file=True),
            self._file,
        )

    def _tell(self, row: int, texts: dict[str, str], faults: list[Fault]) -> None:
        tell(self._outcome, BadRow(row=row, texts=texts, faults=tuple(faults)), self._file)

    def _without_blank(self, batch: Batch) -> Batch:
        if not len(batch.rows):
            return batch
        filled = np.zeros(len(batch.rows), dtype=np.bool_)
        for column in batch.texts.itercolumns():
            lengths = pc.binary_length(_plain(column).filter(pa.array(~filled)))
            filled[~filled] = np.asarray(pc.greater(lengths, 0).fill_null(False), dtype=np.bool_)
            if filled.all():
                return batch
        self._outcome.blank += int((~filled).sum())
        kept: Rows = batch.rows[filled]
        return Batch(rows=kept, texts=batch.texts.filter(pa.array(filled)))

    def _look_for_swaps(
        self,
        batch: Batch,
        wrong: Mapping[str, Mask],
        sound: pa.Table,
        broken_rules: Mapping[str, Mapping[int, str]],
    ) -> None:
        if self._looked_for_swaps:
            return
        self._looked_for_swaps = True
        headings, dataset = self._outcome.headings, self._dataset
        self._outcome.refusals += swapped(headings, dataset, batch, wrong)
        self._outcome.refusals += days_swapped(headings, dataset, sound, broken_rules)


def _plain(column: pa.ChunkedArray) -> pa.ChunkedArray:
    if pa.types.is_dictionary(column.type):
        column = column.cast(pa.string())
    return pc.utf8_trim_whitespace(column)


def _filled(dataset: Dataset, name: str, text: str) -> Any:
    if name not in {column.name for column in dataset.columns}:
        raise EvidenceError(f'{dataset.name} has no column "{name}" that could be filled.')
    value = read_cell(dataset.column(name), text)
    if isinstance(value, Wrong):
        raise EvidenceError(f'"{text}" cannot stand in {name}: {value.sentence}')
    return value


def quarantine_heads(outcome: Outcome) -> list[str]:
    """The first line of a quarantine file."""
    return ["row", *(outcome.headings.headed(name) for name in outcome.headings.places), "faults"]


def tell(outcome: Outcome, bad: BadRow, file: Any) -> None:
    """Count a bad row's faults, write it to the quarantine, keep it while there is room."""
    bad = outcome.told(bad)
    outcome.counts.update(Counter((fault.rule, fault.column) for fault in bad.faults))
    said = " ".join(f"{fault.column or 'Row'}: {fault.sentence}" for fault in bad.faults)
    cells = [bad.texts.get(name, "") for name in outcome.headings.places]
    file.writerow([bad.row, *cells, said])
    if len(outcome.bad_rows) < FAULTS_KEPT:
        outcome.bad_rows.append(bad)


def _without_repeats(outcome: Outcome, folder: Path) -> None:
    """Set aside rows that repeat others, and write the good ones again without them."""
    gone = array("q")
    with outcome.quarantine.open("a", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        for fault, row in repeated(
            outcome.dataset, outcome.table, folder, row_in_file=outcome.row_in_file
        ):
            texts = {name: _text(row[name]) for name in outcome.headings.places}
            tell(outcome, BadRow(row=fault.row, texts=texts, faults=(fault,)), writer)
            gone.append(fault.row)
    if not gone:
        return
    outcome.good -= len(gone)
    outcome.bad += len(gone)
    outcome.bad_rows.sort(key=lambda bad: bad.row)
    whole, fewer = pq.ParquetFile(outcome.table), folder / "fewer.parquet"
    repeats = pa.array(np.frombuffer(gone, dtype=np.int64))
    with pq.ParquetWriter(fewer, whole.schema_arrow, compression="zstd") as parquet:
        for batch in whole.iter_batches(_GROUP):
            table = pa.Table.from_batches([batch])
            parquet.write_table(table.filter(pc.invert(pc.is_in(table["_row"], repeats))))
    fewer.replace(outcome.table)


def _text(value: Any) -> str:
    return "" if value is None else str(value)
