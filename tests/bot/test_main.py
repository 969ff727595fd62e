"""The command line, as the keeper types it."""

import asyncio
import csv
import json
import os
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession
from typer.testing import CliRunner, Result

from bot.__main__ import app
from clinic import sample
from storage import inbox, people
from storage.database import Database
from storage.people import Person
from tests.workbooks import file, rows

NOW = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)

Klinik = Callable[..., Result]


@pytest.fixture
def klinik(tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Klinik:
    """`klinik` in a folder of its own, on a migrated database."""
    monkeypatch.chdir(tmp_path)
    settings = {"KLINIK_DATA_DIR": str(tmp_path / "data"), "KLINIK_DATABASE_URL": database_url}
    runner = CliRunner()

    def call(*arguments: str, stdin: str | bytes | None = None, **changed: str) -> Result:
        done = runner.invoke(app, list(arguments), input=stdin, env={**settings, **changed})
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done

    return call


@pytest.fixture
def workbook(tmp_path: Path) -> str:
    path = tmp_path / "daftar.xlsx"
    sample.workbook().save(path)
    return str(path)


def stored(database_url: str, work: Callable[[AsyncSession], Coroutine[Any, Any, Any]]) -> Any:
    """What somebody else sees or does in the same database."""

    async def main() -> Any:
        database = Database(database_url)
        async with database.work() as session:
            result = await work(session)
        await database.close()
        return result

    return asyncio.run(main())


async def everybody(session: AsyncSession) -> list[Person]:
    return list(await session.exec(select(Person)))


def test_a_wrong_setting_ends_with_one_line_and_status_2(klinik: Klinik) -> None:
    for command in (["migrate"], ["invitations"], ["ask", "halo"], ["run"]):
        done = klinik(*command, KLINIK_HTTP_PORT="banyak")
        assert done.exit_code == 2
        assert done.output.startswith("KLINIK_HTTP_PORT ")
        assert done.output.count("\n") == 1


def test_what_is_written_only_this_account_may_read(klinik: Klinik, tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        klinik("migrate", KLINIK_DATABASE_URL="")
        assert "terbuka bagi semua akun" not in klinik("check").output
        folder = tmp_path / "data"
        assert {path.stat().st_mode & 0o077 for path in (folder, folder / "klinik.db")} == {0}
        folder.chmod(0o755)
        assert "terbuka bagi semua akun" in klinik("check").output
    finally:
        os.umask(before)


def test_check_names_what_is_missing_and_its_cure(klinik: Klinik) -> None:
    done = klinik("check")
    assert done.exit_code == 1
    lines = done.output.splitlines()
    assert all(line.startswith(("ok ", "failed ")) for line in lines)
    assert [
        line for line in lines if line.startswith("failed") and "klinik import" not in line
    ] == []
    assert sum(line.startswith("failed") for line in lines) == 2


def test_check_is_content_with_the_sample_province(klinik: Klinik, workbook: str) -> None:
    assert klinik("import", workbook).exit_code == 0
    done = klinik("check")
    assert (done.exit_code, "failed" in done.output) == (0, False)


def test_check_tells_a_wrong_setting_as_a_failed_line(klinik: Klinik) -> None:
    done = klinik("check", KLINIK_TIMEZONE="Asia/Ambon")
    assert done.exit_code == 1
    assert done.output == (
        "failed  KLINIK_TIMEZONE bukan zona waktu; tulis misalnya Asia/Jayapura\n"
    )


def test_check_notices_a_telegram_that_cannot_be_reached(klinik: Klinik) -> None:
    token, nowhere = "42:SECRET", "http://127.0.0.1:9"
    done = klinik("check", KLINIK_TELEGRAM_TOKEN=token, KLINIK_TELEGRAM_API=nowhere)
    assert "failed  Telegram tidak terjangkau" in done.output
    assert "SECRET" not in done.output


def test_a_database_that_is_not_there_or_not_migrated_is_said_in_one_line(
    klinik: Klinik, tmp_path: Path, database_url: str
) -> None:
    for url, cure in {
        f"{database_url}/nothing": "KLINIK_DATABASE_URL",
        "postgresql://nobody@127.0.0.1:9/nothing": "KLINIK_DATABASE_URL",
        "postgresql://nobody@127.0.0.1:banyak/nothing": "KLINIK_DATABASE_URL tidak bisa dibaca",
        "postgresql://nobody@127.0.0.1:9/nothing?warna=biru": "KLINIK_DATABASE_URL",
        f"sqlite:///{tmp_path}/fresh.db": "klinik migrate",
    }.items():
        for command in (["invitations"], ["check"], ["parked"]):
            done = klinik(*command, KLINIK_DATABASE_URL=url)
            assert done.exit_code == 1
            assert cure in done.output


def test_migrate_makes_the_tables(klinik: Klinik, tmp_path: Path) -> None:
    fresh = f"sqlite:///{tmp_path}/fresh.db"
    assert klinik("migrate", KLINIK_DATABASE_URL=fresh).exit_code == 0
    assert klinik("invitations", KLINIK_DATABASE_URL=fresh).exit_code == 0


def test_a_dry_run_shows_everything_and_stores_nothing(
    klinik: Klinik, workbook: str, database_url: str
) -> None:
    done = klinik("import", workbook, "--dry-run")
    assert "orang: 20 baru" in done.output
    assert stored(database_url, everybody) == []
    assert klinik("import", workbook).output in done.output
    assert len(stored(database_url, everybody)) == 20


def test_a_second_import_says_that_nothing_changed(klinik: Klinik, workbook: str) -> None:
    klinik("import", workbook)
    assert "Tidak ada perubahan" in klinik("import", workbook).output


def test_a_faulty_roster_is_refused_whole_with_every_place(
    klinik: Klinik, tmp_path: Path, database_url: str
) -> None:
    spoiled = rows()
    spoiled["orang"][0]["peran"], spoiled["desa"][1]["kode"] = "kades", "81"
    path = tmp_path / "salah.xlsx"
    path.write_bytes(file(spoiled).getvalue())
    done = klinik("import", str(path))
    assert done.exit_code == 1
    assert "lembar orang, baris 2, kolom peran: «kades»" in done.output
    assert "lembar desa, baris 3, kolom kode: «81»" in done.output
    assert stored(database_url, everybody) == []


def test_who_left_the_file_is_named(klinik: Klinik, tmp_path: Path) -> None:
    content = {**rows(), "orang": [{**row, "topik": None} for row in rows()["orang"][:2]]}
    path = tmp_path / "daftar.xlsx"
    path.write_bytes(file(content).getvalue())
    klinik("import", str(path))
    content["orang"].pop()
    path.write_bytes(file(content).getvalue())
    assert "keluar: Titus, Kepala desa" in klinik("import", str(path)).output


def test_the_template_is_never_written_over_a_file(klinik: Klinik, tmp_path: Path) -> None:
    path = tmp_path / "kosong.xlsx"
    assert klinik("roster-template", str(path)).exit_code == 0
    assert klinik("import", str(path), "--dry-run").exit_code == 0
    assert klinik("roster-template", str(path)).exit_code == 1


def test_invitations_as_csv_can_be_read_by_a_machine(klinik: Klinik, workbook: str) -> None:
    klinik("import", workbook)
    done = klinik("invitations", "--csv")
    assert done.output == klinik("invitations", "--csv").output
    listed = list(csv.DictReader(done.output.splitlines()))
    assert list(listed[0]) == ["name", "role", "scope", "code", "link", "state"]
    maria = next(row for row in listed if row["name"].startswith("Maria"))
    assert (maria["role"], maria["scope"]) == ("perangkat", "Negeri Contoh Banda")
    assert len({row["code"] for row in listed}) == 20


def test_the_table_of_invitations_cuts_no_code(klinik: Klinik, workbook: str) -> None:
    klinik("import", workbook)
    codes = [
        row["code"] for row in csv.DictReader(klinik("invitations", "--csv").output.split("\n"))
    ]
    table = klinik("invitations").output
    assert all(code in table for code in codes)


def test_release_frees_an_account_and_shows_the_new_invitation(
    klinik: Klinik, workbook: str, database_url: str
) -> None:
    async def bind(session: AsyncSession) -> None:
        assert await people.bind(session, await maria(session), 101)

    async def maria(session: AsyncSession) -> int:
        return next(one.known_id for one in await everybody(session) if "Maria" in one.name)

    klinik("import", workbook)
    assert klinik("release", "Maria (contoh)").exit_code == 1  # nothing to release yet
    stored(database_url, bind)
    done = klinik("release", " MARIA  (contoh)")
    assert done.exit_code == 0
    assert [one for one in stored(database_url, everybody) if one.telegram_id] == []
    listed = csv.DictReader(klinik("invitations", "--csv").output.splitlines())
    code = next(row["code"] for row in listed if row["name"] == "Maria (contoh)")
    assert done.output.splitlines()[-1].endswith(f"/start {code}")
    assert "/telegram/" in done.output


def test_release_wants_one_person(klinik: Klinik, tmp_path: Path) -> None:
    content = rows()
    content["orang"] = [row | {"topik": None} for row in content["orang"][:2]]
    content["orang"][1] |= {"nama": "maria"}
    path = tmp_path / "daftar.xlsx"
    path.write_bytes(file(content).getvalue())
    klinik("import", str(path))
    several = klinik("release", "Maria")
    assert (several.exit_code, several.output) == (
        1,
        "Ada 2 orang bernama itu (Maria, Sekretaris; maria, Kepala desa); tulis juga jabatannya\n",
    )
    assert "maria, Kepala" not in klinik("release", "Maria", "kepala desa").output
    assert "belum punya akun" in klinik("release", "Maria", "kepala desa").output
    assert "Tidak ada orang itu" in klinik("release", "Maria", "bendahara").output


def test_ask_decides_as_the_bot_does(klinik: Klinik) -> None:
    done = klinik("ask", "Bagaimana cara mendirikan BUM Desa baru?", "--json")
    decided = json.loads(done.output)
    assert decided["decision"] == "answer"
    assert decided["ranked"][0]["id"] == "bumdes_pendirian"
    assert set(decided["ranked"][0]) == {"id", "score"}
    assert decided["topic"] == "desa"
    assert "bumdes_pendirian" in klinik("ask", "Bagaimana cara mendirikan BUM Desa baru?").output


def test_ask_takes_one_question_a_line_in_order(klinik: Klinik) -> None:
    asked = ["halo", "", "cara buat BUMDes?", 'sang "raja" \\ tanya']
    text = "\r\n".join(asked).encode() + b"\n\xff\n"
    lines = [
        json.loads(line)
        for line in klinik("ask", "--stdin", "--json", stdin=text).output.splitlines()
    ]
    assert [line["q"] for line in lines] == [*asked, "\ufffd"]
    assert lines[0]["decision"] == "none"


def test_ask_wants_a_question_or_stdin_and_not_both(klinik: Klinik) -> None:
    assert klinik("ask").exit_code == 2
    assert klinik("ask", "halo", "--stdin").exit_code == 2


def test_remind_shows_whom_and_why_and_sends_nothing(klinik: Klinik, workbook: str) -> None:
    klinik("import", workbook)
    done = klinik("remind", "--on", "2027-01-04", "--dry-run")
    assert "Maria (contoh) (perangkat): laporan 2026-Q4, Negeri Contoh Banda; T-7" in done.output
    assert "belum punya akun Telegram" in done.output
    due = klinik("remind", "--on", "2027-01-11", "--dry-run")
    assert "; T, batas 11 Januari 2027; belum dimulai" in due.output
    assert klinik("remind", "--on", "2027-01-05", "--dry-run").output.startswith("Tidak ada")
    assert klinik("remind", "--on", "2027-01-04").exit_code == 2
    assert klinik("remind", "--on", "besok", "--dry-run").exit_code == 2


def test_parked_updates_are_listed_shown_and_replayed(klinik: Klinik, database_url: str) -> None:
    async def park(session: AsyncSession) -> None:
        await inbox.store(session, [(77, 101, '{"update_id": 77, "kata": "é"}')], now=NOW)
        await inbox.park(session, 1, attempts=3, fault="Traceback\nValueError: rusak", now=NOW)

    assert "Tidak ada pesan" in klinik("parked").output
    stored(database_url, park)
    assert klinik("parked").output == "77  23 November 2026 pukul 09.30 WIT  ValueError: rusak\n"
    shown = klinik("parked", "show", "77").output
    assert '"kata": "é"' in shown
    assert "Traceback" in shown
    assert klinik("parked", "replay", "77").exit_code == 0
    assert "Tidak ada pesan" in klinik("parked").output
    for command in ("show", "replay"):
        assert klinik("parked", command, "77").exit_code == 1
