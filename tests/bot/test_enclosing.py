"""Files on their way: uploaded once, then sent by the id that Telegram gave them."""

from pathlib import Path
from typing import Any

from bot.clock import real_time
from bot.local_telegram import Call
from clinic.letters import ENCLOSED
from storage import enclosures, outbox
from storage.database import Database
from tests import cast
from tests.bot.office import Office, open_office

MARIA, PETRUS = cast.MARIA, cast.PETRUS
CONTENT = bytes(range(256)) * 64  # 16 KB, with all that a form could trip over
NAME = "surat-permohonan.docx"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


async def owe(office: Office, *chats: int, content: bytes = CONTENT, **options: Any) -> str:
    """A file for each of these chats; its fingerprint."""
    async with office.database.work() as session:
        fingerprint = await enclosures.keep(session, NAME, content)
        for chat in chats:
            params = {"chat_id": chat, "caption": "<b>Contoh</b>", "parse_mode": "HTML"}
            params[ENCLOSED] = fingerprint
            outbox.put(session, chat, "sendDocument", params, now=real_time(), **options)
    office.postman.wake()
    return fingerprint


async def file_id(office: Office, fingerprint: str) -> str | None:
    async with office.database.reading() as session:
        known = await enclosures.known(session, fingerprint)
        assert known is not None
        return known.file_id


def sent(office: Office, chat: int) -> list[tuple[str, bytes]]:
    """Name and bytes of the documents that stand in a chat."""
    files = office.telegram.world.files.by_id
    heard = [m["document"] for m in office.telegram.person(chat).heard() if "document" in m]
    return [(about["file_name"], files[about["file_id"]].data) for about in heard]


def uploads(calls: list[Call]) -> list[Call]:
    return [call for call in calls if "document" not in call.parameters]


async def test_a_file_arrives_as_it_is_with_its_name_and_words(
    database: Database, tmp_path: Path
) -> None:
    async with open_office(database, tmp_path) as office:
        await owe(office, MARIA)
        await office.calls(lambda calls: len(calls) == 1)
        (message,) = office.telegram.person(MARIA).heard()
        assert sent(office, MARIA) == [(NAME, CONTENT)]
        assert message["caption"] == "Contoh"
        assert message["document"]["mime_type"] == WORD
        await office.closes()
        (letter,) = await office.letters()
        assert (letter.state, letter.message_id) == ("sent", message["message_id"])


async def test_a_file_is_uploaded_once_for_everybody(database: Database, tmp_path: Path) -> None:
    async with open_office(database, tmp_path) as office:
        fingerprint = await owe(office, MARIA)
        await office.calls(lambda calls: len(calls) == 1)
        await office.closes()
        assert await file_id(office, fingerprint)
        office.opens()
        await owe(office, PETRUS)
        calls = await office.calls(lambda calls: len(calls) == 2)
        assert len(uploads(calls)) == 1
        assert sent(office, PETRUS) == sent(office, MARIA) == [(NAME, CONTENT)]


async def test_another_version_is_another_file(database: Database, tmp_path: Path) -> None:
    async with open_office(database, tmp_path) as office:
        await owe(office, MARIA)
        await owe(office, MARIA, content=b"versi kedua")
        calls = await office.calls(lambda calls: len(calls) == 2)
        assert len(uploads(calls)) == 2
        assert sent(office, MARIA) == [(NAME, CONTENT), (NAME, b"versi kedua")]


async def test_an_id_of_another_bot_is_replaced_by_an_upload(
    database: Database, tmp_path: Path
) -> None:
    async with open_office(database, tmp_path) as office:
        fingerprint = await owe(office)
        async with database.work() as session:
            await enclosures.uploaded(session, fingerprint, "BQAC-dari-bot-lain")
        await owe(office, MARIA)
        calls = await office.calls(lambda calls: len(calls) == 2)
        assert [call.status for call in calls] == [400, 200]
        assert sent(office, MARIA) == [(NAME, CONTENT)]
        await office.closes()
        assert await file_id(office, fingerprint) not in (None, "BQAC-dari-bot-lain")


async def test_an_upload_that_was_cut_short_is_made_again(
    database: Database, tmp_path: Path
) -> None:
    async with open_office(database, tmp_path) as office:
        office.telegram.faults.add("cut_before", count=1)
        await owe(office, MARIA)
        calls = await office.calls(lambda calls: len(calls) == 2)
        assert sorted(call.status for call in calls) == [0, 200]
        assert sent(office, MARIA) == [(NAME, CONTENT)]


async def test_after_a_power_cut_the_file_is_still_owed(database: Database, tmp_path: Path) -> None:
    async with open_office(database, tmp_path) as office:
        office.telegram.faults.add("slow", count=1, seconds=5)
        await owe(office, MARIA)
        await office.telegram.calls.bell.heard(0.3)
        await office.crashes()
        office.opens()
        await office.calls(lambda calls: any(call.status == 200 for call in calls))
        assert (NAME, CONTENT) in sent(office, MARIA)


async def test_who_has_blocked_the_clinic_gets_no_file_and_delays_nobody(
    database: Database, tmp_path: Path
) -> None:
    async with open_office(database, tmp_path) as office:
        office.telegram.person(MARIA).blocks()
        await owe(office, MARIA, PETRUS)
        await office.calls(lambda calls: len(calls) == 2)
        assert sent(office, PETRUS) == [(NAME, CONTENT)]
        await office.closes()
        assert sorted(await office.states()) == ["sent", "undeliverable"]


async def test_a_letter_whose_file_nobody_knows_stops_no_other(
    database: Database, tmp_path: Path
) -> None:
    async with open_office(database, tmp_path) as office:
        async with database.work() as session:
            params = {"chat_id": MARIA, ENCLOSED: "tidak ada"}
            outbox.put(session, MARIA, "sendDocument", params, now=real_time())
        await owe(office, MARIA)
        await office.calls(lambda calls: len(calls) == 1)
        await office.closes()
        assert await office.states() == ["undeliverable", "sent"]
