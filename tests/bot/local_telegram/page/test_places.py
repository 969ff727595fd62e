"""Who stands where: two panes or one, over a reload and a restart."""

from playwright.async_api import Browser, Page, expect

from bot.local_telegram import LocalTelegram
from tests.bot.local_telegram.screen import (
    DESKTOP,
    EXPERT,
    OFFICIAL,
    PHONE,
    Clinic,
    field,
    newest,
    pane,
)

# A picture at the end grows while the page still tells of its own scrolling.
GROWS = (
    "log => (log.lastChild.style.paddingBottom = '900px', log.dispatchEvent(new Event('scroll')))"
)


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
    await page.get_by_label("Nama depan").fill("Tamu (contoh)")
    await page.get_by_role("button", name="Tambahkan").click()
    await expect(left.get_by_role("button", name="Pilih orang, sekarang Tamu")).to_be_visible()
    await expect(left.locator(".avatar")).to_have_text("T")
    await left.get_by_role("button", name="Pilihan lain").click()
    await page.get_by_role("menuitem", name="Blokir bot").click()
    await expect(left.get_by_text("Bot diblokir")).to_be_visible()
    assert telegram.people()[-1].account.blocked
    await left.get_by_role("button", name="Buka blokir").click()
    await expect(field(left)).to_be_visible()
    assert not telegram.people()[-1].account.blocked


async def test_the_keyboard_of_one_person_is_not_the_next_ones(page: Page, clinic: Clinic) -> None:
    left = pane(page, "kiri")
    await clinic.meets(OFFICIAL)
    await clinic.says(OFFICIAL, "Pilih", reply_markup={"keyboard": [[{"text": "Lapor"}]]})
    await expect(left.get_by_role("button", name="Lapor")).to_be_visible()
    await left.get_by_role("button", name="Pilih orang").click()
    await page.get_by_role("button", name="Bapak Contoh Praktisi").click()
    await expect(left).to_contain_text("Dinas Contoh")
    await expect(left.get_by_role("button", name="Lapor")).to_be_hidden()


async def test_the_newest_message_stays_in_sight_when_room_is_taken_away(
    page: Page, clinic: Clinic
) -> None:
    left = pane(page, "kiri")
    keys = [[{"text": f"Tombol {number}"}] for number in range(6)]
    await clinic.meets(OFFICIAL)
    for number in range(30):
        await clinic.says(OFFICIAL, f"Pesan ke-{number}")
    await clinic.says(OFFICIAL, "Pesan terakhir", reply_markup={"keyboard": keys})
    await page.reload()
    await expect(newest(left)).to_contain_text("Pesan terakhir")
    await expect(newest(left)).to_be_in_viewport(ratio=1)
    await page.set_viewport_size(PHONE)
    await expect(newest(left)).to_be_in_viewport(ratio=1)
    log = left.get_by_role("log", name="Isi percakapan")
    await log.evaluate(GROWS)
    await clinic.says(OFFICIAL, "Masih ada")
    await expect(newest(left)).to_contain_text("Masih ada")
    await expect(newest(left)).to_be_in_viewport(ratio=1)
    await log.hover()
    await page.mouse.wheel(0, -2000)
    await expect(left.get_by_text("Pesan ke-0")).to_be_in_viewport()
    await clinic.says(OFFICIAL, "Sesudah itu")
    await left.get_by_role("button", name="Pesan baru").click()
    await expect(newest(left)).to_be_in_viewport(ratio=1)
