"""The roster workbook as a file: reading it with all faults at once, and writing one."""

import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from clinic.roster_columns import SHEETS, Column, Unfit

GUIDE = "petunjuk"

Cells = Sequence[Cell | MergedCell]


class Fault(NamedTuple):
    """One fault and where it stands; row 0 is the sheet itself, an empty column the whole row."""

    sheet: str
    row: int
    column: str
    sentence: str

    def __str__(self) -> str:
        place = f"lembar {self.sheet}" if self.sheet else "berkas"
        place += f", baris {self.row}" if self.row else ""
        place += f", kolom {self.column}" if self.column else ""
        return f"{place}: {self.sentence}"


class RosterFaults(Exception):
    """The workbook cannot be taken over; `faults` names everything that is wrong at once."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = list(faults)


@dataclass(frozen=True)
class Line:
    """One filled row: its number in the sheet, and what could be read, by column title."""

    row: int
    cells: dict[str, Any] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)

    def __getitem__(self, title: str) -> Any:
        return self.cells.get(title)

    def lacks(self, title: str) -> bool:
        """Nothing was written there; a cell that could not be read is another fault."""
        return not self[title] and title not in self.unread


Roster = dict[str, list[Line]]


def read(file: Path | BinaryIO) -> tuple[Roster, list[Fault]]:
    """The rows of all sheets, and every fault of form."""
    book = _open(file)
    sheets = {sheet.title.strip().lower(): sheet for sheet in book.worksheets}
    known = {*SHEETS, GUIDE}
    faults = [
        Fault(sheet.title, 0, "", f"lembar ini tidak dikenal; yang dipakai: {', '.join(SHEETS)}")
        for name, sheet in sheets.items()
        if name not in known
    ]
    faults += [Fault(n, 0, "", "lembar ini tidak ada") for n in SHEETS if n not in sheets]
    read_sheets = {name: _Reading(name, sheets[name]) for name in SHEETS if name in sheets}
    for one in read_sheets.values():
        faults += one.faults
    return {n: read_sheets[n].lines if n in read_sheets else [] for n in SHEETS}, faults


def _open(file: Path | BinaryIO) -> Workbook:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # drop-downs and colours that openpyxl cannot keep
            return load_workbook(file)
    except FileNotFoundError:
        raise RosterFaults([Fault("", 0, "", f"{file} tidak ada")]) from None
    except Exception as broken:  # openpyxl has no exception of its own for a damaged file
        sentence = "tidak dapat dibaca; simpan dari Excel atau LibreOffice sebagai .xlsx"
        raise RosterFaults([Fault("", 0, "", sentence)]) from broken


class _Reading:
    """One sheet being read."""

    def __init__(self, name: str, sheet: Worksheet) -> None:
        self.name = name
        self.faults: list[Fault] = []
        rows: Iterator[Cells] = sheet.iter_rows()
        self._columns = self._header(next(rows, ()))
        self.lines = [line for n, cells in enumerate(rows, 2) if (line := self._line(n, cells))]

    def _header(self, cells: Cells) -> dict[int, Column | None]:
        """The column at each titled place, None for an unknown one; their order is free."""
        missing = {column.title: column for column in SHEETS[self.name]}
        known = frozenset(missing)
        places: dict[int, Column | None] = {}
        for place, cell in enumerate(cells, 1):
            if title := " ".join(str(cell.value or "").lower().split()):
                places[place] = missing.pop(title, None)
                if places[place] is None:
                    fault = "ada dua kali" if title in known else "tidak dikenal"
                    self._fault(1, title, f"kolom ini {fault}")
        for title in missing:
            self._fault(1, title, "kolom ini tidak ada")
        return places

    def _line(self, row: int, cells: Cells) -> Line | None:
        filled = {n: cell for n, cell in enumerate(cells, 1) if _is_filled(cell)}
        if not filled:
            return None
        line = Line(row)
        for place, column in self._columns.items():
            cell = filled.pop(place, None)
            if column and cell:
                self._read(line, column, cell)
            elif column and column.required:
                self._fault(row, column.title, "wajib diisi")
        for place in filled:
            self._fault(
                row, get_column_letter(place), "sel ini terisi, tetapi kolomnya tanpa judul"
            )
        return line

    def _read(self, line: Line, column: Column, cell: Cell | MergedCell) -> None:
        try:
            if cell.data_type == "f":
                raise Unfit("berisi rumus; ganti dengan nilainya (salin, tempel sebagai nilai)")
            if cell.data_type == "e":
                raise Unfit(f"berisi galat {cell.value}")
            line.cells[column.title] = column.read(cell.value)
        except Unfit as unfit:
            line.unread.add(column.title)
            self._fault(line.row, column.title, str(unfit))

    def _fault(self, row: int, column: str, sentence: str) -> None:
        self.faults.append(Fault(self.name, row, column, sentence))


def _is_filled(cell: Cell | MergedCell) -> bool:
    return cell.value is not None and str(cell.value).strip() != ""


def workbook(rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> Workbook:
    """A roster workbook with these rows, each by column title."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, columns in SHEETS.items():
        titles = [column.title for column in columns]
        lines = [[row.get(title) for title in titles] for row in rows.get(name, ())]
        _fill(book.create_sheet(name), titles, lines)
    _fill(book.create_sheet(GUIDE), ["lembar", "kolom", "wajib", "isi"], list(_guide()))
    return book


def template(path: Path) -> None:
    """Write an empty workbook that explains itself."""
    workbook({}).save(path)


def _guide() -> Iterator[list[str]]:
    for name, columns in SHEETS.items():
        for column in columns:
            yield [name, column.title, "ya" if column.required else "", column.about]


def _fill(sheet: Worksheet, titles: list[str], lines: list[list[Any]]) -> None:
    sheet.append(titles)
    for line in lines:
        sheet.append(line)
    for place, title in enumerate(titles, 1):
        sheet.cell(1, place).font = Font(bold=True)
        longest = max(len(str(line[place - 1] or "")) for line in [titles, *lines])
        sheet.column_dimensions[get_column_letter(place)].width = max(len(title), longest) + 3
    sheet.freeze_panes = "A2"
