"""Import a sample: read and check every row, match it with the cases that are there, and keep all of it or nothing."""

from contextlib import ExitStack
from itertools import islice

from cati.errors import SampleFileError
from cati.export.whole_file import whole_file
from cati.fieldwork.import_order import EXAMPLES, BadHeadingError, ImportReport, Order
from cati.fieldwork.import_rows import Progress, Reading, mapping_key, settled
from cati.fieldwork.room import Room
from cati.fieldwork.sample_file.reports import write_rejected, write_report
from cati.fieldwork.sample_file.table import Table, open_table
from cati.fieldwork.sample_file.waiting import WaitingRows
from cati.sample.columns import PHONES, faults_of_columns, folded, map_columns, standard_headings, unused_columns
from cati.sample.finding import Finding
from cati.sample.sample_rows import ReadRow, RowReader
from cati.storage.cases import ROWS_AT_ONCE
from cati.storage.settings import read_setting


def import_sample(room: Room, order: Order, progress: Progress) -> ImportReport:
    """Import a file, or with `dry_run` say what that would do; a report is written beside the file either way.

    Nothing is imported if a row has an error, unless `skip_bad`. Raises `SampleFileError` if the file or
    its heading cannot be used.
    """
    own = room.study.questionnaire.sample
    table = open_table(order.file, encoding=order.encoding, sheet=order.sheet, own=own)
    chosen, is_remembered = chosen_columns(room, table, order)
    columns = map_columns(table.headings, own, chosen)
    notices = (*unused_columns(columns), *table.notices)
    report = ImportReport(columns, notices, [[] for _ in columns.headings], is_remembered=is_remembered)
    reader = RowReader(room.study.questionnaire, columns)
    if faults := list(faults_of_columns(columns, sorted(reader.required))):
        look_at_first(table, report)
        report.note(faults)
        raise BadHeadingError(order.file, report)
    folder = room.store.path.parent if room.store.path else None
    with WaitingRows(folder) as waiting, ExitStack() as files:
        read_rows(table, reader, waiting, report, progress)
        out = files.enter_context(whole_file(order.report, replace=True))
        rejected = None
        if order.skip_bad and report.results["rejected"]:
            rejected = files.enter_context(whole_file(order.rejected, replace=True))
        results, later = settled(room, order, Reading(waiting, reader, report, table.expected), progress)
        report.note(finding for findings in later.values() for finding in findings)
        write_report(out, notices, waiting, later, results, room.language)
        if rejected is not None:
            write_rejected(rejected, table.headings, waiting, table.delimiter, room.language)
    return report


def chosen_columns(room: Room, table: Table, order: Order) -> tuple[dict[str, str], bool]:
    """The heading of each field that was chosen, now or for an earlier file with the same headings."""
    known = {*standard_headings(), *PHONES, *room.study.questionnaire.sample}
    headings = set(map(folded, table.headings))
    for name, heading in order.chosen.items():
        if name not in known:
            raise SampleFileError("sample.no_field", field=name, known=", ".join(sorted(known)))
        if heading and folded(heading) not in headings:
            raise SampleFileError("sample.no_such_column", column=heading, known=", ".join(table.headings))
    remembered = read_setting(room.store, mapping_key(table.headings)) or {}
    return {**remembered, **order.chosen}, bool(remembered) and not order.chosen


def look_at_first(table: Table, report: ImportReport) -> None:
    """Take examples of the first rows."""
    for _, cells in islice(table.rows, EXAMPLES):
        if not isinstance(cells, Finding):
            report.take_examples(cells)


def read_rows(table: Table, reader: RowReader, waiting: WaitingRows, report: ImportReport, progress: Progress) -> None:
    """Read and check every row of the file."""
    for row, cells in table.rows:
        read, texts = (
            (ReadRow(row, findings=[cells]), []) if isinstance(cells, Finding) else (reader.read(row, cells), cells)
        )
        waiting.add(read, texts)
        report.count_row(read)
        if row < ROWS_AT_ONCE:
            report.take_examples(texts)
        if row % ROWS_AT_ONCE == 0:
            progress(row, table.expected)
