"""The chat page, used in a real browser as people would."""

import random
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest
from playwright.async_api import Browser, FilePayload, Locator, Page, ViewportSize, expect

from bot.local_telegram import Account, LocalTelegram

TOKEN = "1:TEST"
OFFICIAL = Account(1001, "Ibu", "Contoh", note="Perangkat desa · Negeri Contoh", start="KODE1")
EXPERT = Account(1002, "Bapak", "Contoh", note="Praktisi · Dinas Contoh", phone="+620000002")
DESKTOP = ViewportSize(width=1280, height=800)
PHONE = ViewportSize(width=360, height=740)


def buttons(*labels: str) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": label, "callback_data": label}] for label in labels]}


class Clinic:
    """The bot's side of the wire."""

    def __init__(self, telegram: LocalTelegram, base: str, session: aiohttp.ClientSession) -> None:
        self.telegram = telegram
        self.base = base
        self.session = session
        self.offset = 0

    async def call(self, method: str, **parameters: Any) -> Any:
        address = f"{self.base}/bot{TOKEN}/{method}"
        async with self.session.post(address, json=parameters) as response:
            return (await response.json())["result"]

    async def says(self, person: Account, text: str, **extra: Any) -> int:
        told = await self.call(
            "sendMessage", chat_id=person.id, text=text, parse_mode="HTML", **extra
        )
        return int(told["message_id"])

    async def meets(self, person: Account) -> None:
        """Nobody hears from a bot before having started it."""
        self.telegram.person(person.id).starts()
        await self.hears()

    async def hears(self, kind: str = "message") -> Any:
        """The next update's content."""
        updates = await self.call("getUpdates", offset=self.offset, timeout=10, limit=1)
        self.offset = updates[0]["update_id"] + 1
        return updates[0][kind]


@pytest.fixture
def telegram() -> LocalTelegram:
    return LocalTelegram(
        TOKEN,
        clock=lambda: datetime(2026, 11, 21, 3, 0, tzinfo=UTC),
        chance=random.Random(1),
        accounts=[OFFICIAL, EXPERT],
    )


@pytest.fixture
async def clinic(telegram: LocalTelegram) -> AsyncIterator[Clinic]:
    async with telegram.serving() as base, aiohttp.ClientSession() as session:
        yield Clinic(telegram, base, session)


@pytest.fixture
async def page(browser: Browser, clinic: Clinic) -> AsyncIterator[Page]:
    """The open page; a fault in its script fails the test."""
    page = await browser.new_page(viewport=DESKTOP, locale="id-ID")
    faults: list[Any] = []
    page.on("pageerror", lambda fault: faults.append(fault))
    await page.goto(f"{clinic.base}/telegram/")
    yield page
    await page.close()
    assert faults == []


def pane(page: Page, side: str) -> Locator:
    return page.get_by_role("region", name=f"Panel {side}")


def newest(place: Locator) -> Locator:
    return place.get_by_role("article").last


def field(place: Locator) -> Locator:
    return place.get_by_label("Tulis pesan")


async def test_mulai_sends_the_payload_and_two_people_talk_side_by_side(
    page: Page, clinic: Clinic
) -> None:
    left, right = pane(page, "kiri"), pane(page, "kanan")
    await clinic.meets(EXPERT)
    await left.get_by_role("button", name="Mulai").click()
    assert (await clinic.hears())["text"] == "/start KODE1"
    await clinic.says(OFFICIAL, "Selamat datang di <b>klinik</b>")
    await clinic.says(EXPERT, "Ada pertanyaan baru")
    await expect(left.get_by_text("Selamat datang di klinik")).to_be_visible()
    await expect(left.locator(".body b")).to_have_text("klinik")
    await expect(right.get_by_text("Ada pertanyaan baru")).to_be_visible()
    await field(right).fill("baris satu")
    await field(right).press("Shift+Enter")
    await field(right).press_sequentially("baris dua")
    await field(right).press("Enter")
    assert (await clinic.hears())["text"] == "baris satu\nbaris dua"
    await expect(field(right)).to_have_value("")


async def test_a_tap_waits_for_the_bot_and_shows_what_it_answers(
    page: Page, clinic: Clinic
) -> None:
    left = pane(page, "kiri")
    await clinic.meets(OFFICIAL)
    message = await clinic.says(OFFICIAL, "Cukup jelas?", reply_markup=buttons("Terjawab"))
    button = left.get_by_role("button", name="Terjawab")
    await button.click()
    tap = await clinic.hears("callback_query")
    assert tap["data"] == "Terjawab"
    await expect(button).to_have_attribute("aria-busy", "true")
    await clinic.call("answerCallbackQuery", callback_query_id=tap["id"], text="Terima kasih")
    await expect(page.get_by_text("Terima kasih")).to_be_visible()
    changed = {"chat_id": OFFICIAL.id, "message_id": message}
    await clinic.call("editMessageText", **changed, text="Senang membantu")
    await expect(newest(left)).to_contain_text("Senang membantu")
    await expect(newest(left)).to_contain_text("diubah")
    await expect(button).to_be_hidden()
    await clinic.call("deleteMessage", **changed)
    await expect(newest(left)).to_have_text("Pesan dihapus")


async def test_the_keyboard_of_the_bot_speaks_and_shares_the_own_contact(
    page: Page, clinic: Clinic
) -> None:
    right = pane(page, "kanan")
    keys = [[{"text": "Antrean"}, {"text": "Bagikan nomor", "request_contact": True}]]
    await clinic.meets(EXPERT)
    await clinic.says(EXPERT, "Pilih", reply_markup={"keyboard": keys})
    await right.get_by_role("button", name="Antrean").click()
    assert (await clinic.hears())["text"] == "Antrean"
    await right.get_by_role("button", name="Bagikan nomor").click()
    assert (await clinic.hears())["contact"]["phone_number"] == EXPERT.phone


async def test_own_messages_can_be_changed(page: Page, clinic: Clinic) -> None:
    left = pane(page, "kiri")
    await field(left).fill("dana desa kapan cari")
    await left.get_by_role("button", name="Kirim").click()
    await clinic.hears()
    await left.get_by_role("article").hover()
    await left.get_by_role("button", name="Pilihan pesan").click()
    await page.get_by_role("menuitem", name="Ubah").click()
    await field(left).fill("dana desa kapan cair")
    await field(left).press("Enter")
    assert (await clinic.hears("edited_message"))["text"] == "dana desa kapan cair"
    await expect(newest(left)).to_contain_text("diubah")


async def test_photos_a_document_and_a_place_are_sent(page: Page, clinic: Clinic) -> None:
    left = pane(page, "kiri")
    picture = b"\xff\xd8\xff\xe0 contoh"
    names = ["satu.jpg", "dua.jpg"]
    files = [FilePayload(name=name, mimeType="image/jpeg", buffer=picture) for name in names]
    await left.get_by_label("Pilih foto").set_input_files(files)
    await field(left).fill("Rumah contoh")
    await field(left).press("Enter")
    first, second = await clinic.hears(), await clinic.hears()
    assert first["caption"] == "Rumah contoh"
    assert first["media_group_id"] == second["media_group_id"]
    await expect(left.get_by_role("button", name="Perbesar foto")).to_have_count(2)
    paper = FilePayload(name="RAB.pdf", mimeType="application/pdf", buffer=b"x" * 1_200_000)
    await left.get_by_label("Pilih dokumen").set_input_files(paper)
    await left.get_by_role("button", name="Kirim").click()
    assert (await clinic.hears())["document"]["file_name"] == "RAB.pdf"
    await expect(left.get_by_role("link", name="RAB.pdf")).to_contain_text("1,2 MB")
    await left.get_by_role("button", name="Lampirkan").click()
    await page.get_by_role("menuitem", name="Lokasi").click()
    await page.get_by_role("button", name="Kirim lokasi").click()
    assert (await clinic.hears())["location"] == {"latitude": -3.6954, "longitude": 128.1814}


async def test_a_reload_keeps_the_people_the_talk_and_what_was_typed(
    page: Page, clinic: Clinic
) -> None:
    left = pane(page, "kiri")
    await left.get_by_role("button", name="Pilih orang").click()
    await page.get_by_placeholder("Cari nama").fill("praktisi")
    await page.get_by_placeholder("Cari nama").press("Enter")
    await expect(left).to_contain_text("Dinas Contoh")
    await clinic.meets(EXPERT)
    await clinic.says(EXPERT, "Masih di sini")
    await field(left).fill("belum selesai saya tu")
    await page.reload()
    await expect(left).to_contain_text("Dinas Contoh")
    await expect(left.get_by_text("Masih di sini")).to_be_visible()
    await expect(field(left)).to_have_value("belum selesai saya tu")


async def test_a_restart_of_the_server_loses_nothing_that_was_typed(
    browser: Browser, telegram: LocalTelegram
) -> None:
    page = await browser.new_page(viewport=DESKTOP)
    left = pane(page, "kiri")
    async with telegram.serving() as base:
        await page.goto(f"{base}/telegram/")
        await field(left).fill("tetap ada")
    await expect(page.get_by_text("Menyambung kembali")).to_be_visible()
    await field(left).press("Enter")
    await expect(page.get_by_text("Belum terkirim")).to_be_visible()
    await expect(field(left)).to_have_value("tetap ada")
    async with telegram.serving(port=int(base.rpartition(":")[2])):
        await expect(page.get_by_text("Menyambung kembali")).to_be_hidden()
        await field(left).press("Enter")
        await expect(newest(left)).to_contain_text("tetap ada")
        await page.close()


async def test_a_phone_shows_one_pane_and_nothing_sticks_out(page: Page, clinic: Clinic) -> None:
    await page.set_viewport_size(PHONE)
    left, right = pane(page, "kiri"), pane(page, "kanan")
    keys = [["Tanya", "Kasus saya"], ["Laporan triwulan negeri ini", "Bantuan"]]
    long = "https://contoh.example/" + "panjang" * 30
    await clinic.meets(OFFICIAL)
    await clinic.says(OFFICIAL, long, reply_markup={"keyboard": keys})
    await expect(left.get_by_role("button", name="Kasus saya")).to_be_visible()
    await expect(right).to_be_hidden()
    await expect(page.get_by_text("bukan Telegram sungguhan")).to_be_visible()
    width = "document.documentElement.scrollWidth"
    assert await page.evaluate(width) == PHONE["width"]
    await page.get_by_role("button", name="Bapak Contoh", exact=True).click()
    await expect(right).to_be_visible()
    await expect(left).to_be_hidden()
    await clinic.says(OFFICIAL, "Sudah dijawab")
    await expect(page.get_by_role("img", name="ada pesan baru")).to_be_visible()


async def test_a_new_person_joins_and_blocks_the_bot(page: Page, telegram: LocalTelegram) -> None:
    left = pane(page, "kiri")
    await left.get_by_role("button", name="Pilihan lain").click()
    await page.get_by_role("menuitem", name="Orang baru").click()
    await page.get_by_label("Nama depan").fill("Tamu")
    await page.get_by_role("button", name="Tambahkan").click()
    await expect(left.get_by_role("button", name="Pilih orang, sekarang Tamu")).to_be_visible()
    await left.get_by_role("button", name="Pilihan lain").click()
    await page.get_by_role("menuitem", name="Blokir bot").click()
    await expect(left.get_by_text("Bot diblokir")).to_be_visible()
    assert telegram.people()[-1].account.blocked
    await left.get_by_role("button", name="Buka blokir").click()
    await expect(field(left)).to_be_visible()
    assert not telegram.people()[-1].account.blocked


async def test_faults_are_switched_on_and_off_and_calls_are_listed(
    page: Page, telegram: LocalTelegram, clinic: Clinic
) -> None:
    await clinic.meets(OFFICIAL)
    await clinic.says(OFFICIAL, "Halo")
    await page.get_by_role("button", name="Uji").click()
    await expect(page.get_by_text("Hanya untuk pengujian")).to_be_visible()
    await expect(page.get_by_role("log", name="Panggilan bot")).to_contain_text("sendMessage")
    await page.get_by_label("Lambat").check()
    await expect(page.get_by_text("gangguan aktif")).to_be_visible()
    assert [rule.kind for rule in telegram.faults.rules] == ["slow"]
    await page.get_by_label("Lambat").uncheck()
    await expect(page.get_by_text("gangguan aktif")).to_be_hidden()
    assert telegram.faults.rules == []


async def test_markup_that_is_not_telegrams_never_becomes_part_of_the_page(page: Page) -> None:
    html = (
        "<img src=x onerror=alert(1)><b onclick=alert(1)>b</b><a href='javascript:alert(1)'>a</a>"
    )
    safe = await page.evaluate("html => rich({ html }, () => {}).innerHTML", html)
    assert safe == "<b>b</b><span>a</span>"
