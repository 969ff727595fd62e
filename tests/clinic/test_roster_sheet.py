"""Reading the workbook: Excel's habits, and every fault with its place."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from clinic import roster, roster_columns, roster_sheet
from clinic.roster_sheet import Fault, RosterFaults
from storage.people import Role
from storage.villages import VillageStatus
from tests.workbooks import BANDA, TOPICS, Rows, file, rows


def faults_of(content: Rows) -> list[tuple[str, int, str]]:
    with pytest.raises(RosterFaults) as refused:
        roster.read(file(content), topics=TOPICS)
    return [(fault.sheet, fault.row, fault.column) for fault in refused.value.faults]


def test_a_faultless_workbook_is_read_with_types() -> None:
    read = roster.read(file(rows()), topics=TOPICS)
    village, duty, mentorship = read["desa"][0], read["orang"][2], read["binaan"][0]
    assert (village["kode"], village["status"], village["lintang"]) == (
        BANDA,
        VillageStatus.MAJU,
        -4.52,
    )
    assert (duty["peran"], duty["topik"], duty["desa"]) == (Role.EXPERT, ("desa", "sosial"), None)
    assert (mentorship["mulai"], mentorship["selesai"]) == (date(2026, 1, 5), None)


def test_every_fault_is_named_at_once_with_sheet_row_and_column() -> None:
    spoiled = rows()
    spoiled["desa"][0] |= {"status": "kaya", "lintang": 129.9, "bujur": -4.52}
    spoiled["desa"][1] |= {"kode": "8105152999", "kecamatan": None, "lintang": -3.2}
    spoiled["desa"].append({**rows()["desa"][0], "nama": "Contoh lain"})
    spoiled["opd"].append({"kode": "DPMD", "nama": "Dinas ganda"})
    spoiled["binaan"][0] |= {"mulai": "sejak dulu", "opd": "DPMDD"}
    spoiled["binaan"][1] |= {"selesai": date(2025, 1, 1)}
    spoiled["orang"][0] |= {"desa": None}
    spoiled["orang"][1] |= {"peran": "kades"}
    spoiled["orang"][2] |= {"topik": "desa, sulap"}
    spoiled["orang"][3] |= {"opd": None}
    spoiled["orang"][4] |= {"nama": "=UPPER(A2)"}
    spoiled["orang"].append({"nama": "Ester", "peran": "praktisi"})
    assert faults_of(spoiled) == [
        ("desa", 2, "bujur"),
        ("desa", 2, "lintang"),
        ("desa", 2, "status"),
        ("desa", 3, "bujur"),
        ("desa", 3, "kecamatan"),
        ("desa", 3, "kode"),
        ("desa", 4, "kode"),
        ("opd", 4, "kode"),
        ("binaan", 2, "mulai"),
        ("binaan", 2, "opd"),
        ("binaan", 3, "desa"),
        ("binaan", 3, "selesai"),
        ("orang", 2, "desa"),
        ("orang", 3, "desa"),
        ("orang", 3, "peran"),
        ("orang", 4, "topik"),
        ("orang", 5, "opd"),
        ("orang", 6, "nama"),
        ("orang", 7, "topik"),
    ]


def test_a_fault_says_what_to_write_instead() -> None:
    fault = Fault("orang", 5, "topik", "«kesehtan» tidak dikenal; maksudnya «kesehatan»?")
    assert str(fault).startswith("lembar orang, baris 5, kolom topik: «kesehtan»")
    spoiled = rows()
    spoiled["orang"][2]["topik"] = "sosail"
    with pytest.raises(RosterFaults, match="maksudnya «sosial»"):
        roster.read(file(spoiled), topics=TOPICS)


def test_the_same_row_twice_is_a_fault() -> None:
    doubled = rows()
    doubled["orang"].append(dict(doubled["orang"][0]))
    doubled["binaan"].append(dict(doubled["binaan"][0]))
    assert faults_of(doubled) == [("binaan", 4, "opd"), ("orang", 7, "nama")]


def test_the_same_row_in_other_capitals_is_a_fault_too() -> None:
    doubled = rows()
    doubled["opd"].append({"kode": "dpmd", "nama": "Dinas ganda"})
    doubled["orang"].append({**doubled["orang"][0], "nama": "MARIA", "jabatan": "sekretaris"})
    assert faults_of(doubled) == [("opd", 4, "kode"), ("orang", 7, "nama")]


def test_missing_and_unknown_sheets_and_columns_are_faults() -> None:
    book = roster_sheet.workbook(rows())
    del book["opd"]
    book.create_sheet("catatan")
    book["desa"]["H1"], book["desa"]["A1"] = "telepon", "kode desa"
    with pytest.raises(RosterFaults) as refused:
        roster.read(file(book), topics=TOPICS)
    named = {(fault.sheet, fault.row, fault.column) for fault in refused.value.faults}
    assert {("catatan", 0, ""), ("opd", 0, ""), ("desa", 1, "telepon")} <= named
    assert {("desa", 1, "kode desa"), ("desa", 1, "kode")} <= named


def test_a_filled_cell_without_a_title_above_is_a_fault() -> None:
    book = roster_sheet.workbook(rows())
    book["opd"]["D3"] = "catatan"
    with pytest.raises(RosterFaults, match="lembar opd, baris 3, kolom D"):
        roster.read(file(book), topics=TOPICS)


def test_excel_habits_are_understood() -> None:
    book = roster_sheet.workbook(rows())
    people, villages, mentored = book["orang"], book["desa"], book["binaan"]
    book["opd"]["A2"] = 12  # a code that Excel took for a number
    mentored["A2"], people["C5"] = 12, "12"
    villages["B2"] = "  Contoh \u00a0 Banda "
    villages["A1"], villages["B1"] = " Kode ", "NAMA"
    villages["F2"], villages["E2"] = "-4,52", "Sangat Tertinggal"
    mentored["D2"], mentored["D3"] = date(2026, 1, 5), "5 Januari 2026"
    people["E4"] = "Desa;SOSIAL ,"
    people["A40"] = "   "  # a formatted row far below the last one
    read = roster.read(file(book), topics=TOPICS)
    assert read["opd"][0]["kode"] == read["binaan"][0]["opd"] == read["orang"][3]["opd"] == "12"
    assert (read["desa"][0]["nama"], read["desa"][0]["lintang"]) == ("Contoh Banda", -4.52)
    assert read["desa"][0]["status"] == VillageStatus.SANGAT_TERTINGGAL
    assert [line["mulai"] for line in read["binaan"]] == [date(2026, 1, 5)] * 2
    assert read["orang"][2]["topik"] == ("desa", "sosial")
    assert len(read["orang"]) == 5


def test_a_whole_number_has_no_decimals_and_a_name_is_no_date() -> None:
    assert [roster_columns.text(value) for value in (12.0, 1e3, 12.5)] == ["12", "1000", "12.5"]
    with pytest.raises(roster_columns.Unfit):
        roster_columns.text(date(2026, 1, 5))


def test_the_order_of_columns_is_free() -> None:
    book = roster_sheet.workbook({**rows(), "opd": []})
    sheet = book["opd"]
    sheet["A1"], sheet["B1"] = "nama", "kode"
    for place, (name, code) in enumerate([("Dinas Desa", "DPMD"), ("Dinas Tani", "DISTAN")], 2):
        sheet[f"A{place}"], sheet[f"B{place}"] = name, code
    read = roster.read(file(book), topics=TOPICS)
    assert [line["kode"] for line in read["opd"]] == ["DPMD", "DISTAN"]


def test_a_village_or_agency_may_be_named_if_only_one_has_that_name() -> None:
    named = rows()
    named["orang"][0]["desa"], named["binaan"][1]["opd"] = "contoh banda", "dinas pertanian"
    read = roster.read(file(named), topics=TOPICS)
    assert (read["orang"][0]["desa"], read["binaan"][1]["opd"]) == (BANDA, "DISTAN")
    named["desa"][1]["nama"] = "Contoh Banda"
    assert faults_of(named) == [("orang", 2, "desa")]


@pytest.mark.parametrize("written", ["12/2026", 45_678, "kemarin", "31/02/2026", "5-1-1026"])
def test_what_is_no_date_is_a_fault(written: object) -> None:
    spoiled = rows()
    spoiled["binaan"][0]["mulai"] = written
    assert faults_of(spoiled) == [("binaan", 2, "mulai")]


def test_a_broken_file_and_a_missing_one_are_faults(tmp_path: Path) -> None:
    broken = tmp_path / "daftar.xlsx"
    broken.write_bytes(b"nama;peran\n")
    for path in (broken, tmp_path / "tidak-ada.xlsx"):
        with pytest.raises(RosterFaults):
            roster.read(path, topics=TOPICS)


def test_the_template_explains_itself_and_can_be_read_back(tmp_path: Path) -> None:
    path = tmp_path / "daftar.xlsx"
    roster_sheet.template(path)
    assert load_workbook(path).sheetnames == ["desa", "opd", "binaan", "orang", "petunjuk"]
    assert [cell.value for cell in load_workbook(path)["binaan"][1]] == [
        "opd",
        "desa",
        "sk",
        "mulai",
        "selesai",
    ]
    assert all(lines == [] for lines in roster.read(path, topics=TOPICS).values())


def test_a_village_code_of_another_form_is_a_fault() -> None:
    for written in ("81.1.09.2999", "81-01-09-2999", 8101092999, "81.01.09.299"):
        spoiled = rows()
        spoiled["desa"].append({**rows()["desa"][1], "kode": written})
        assert faults_of(spoiled) == [("desa", 4, "kode")]
