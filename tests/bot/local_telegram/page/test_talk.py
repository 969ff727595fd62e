"""Writing, pressing and sending files, as people do."""

from playwright.async_api import FilePayload, Page, expect

from tests.bot.local_telegram.screen import EXPERT, OFFICIAL, Clinic, buttons, field, newest, pane


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


async def test_commands_are_pressed_in_a_text_and_chosen_while_typing(
    page: Page, clinic: Clinic
) -> None:
    left = pane(page, "kiri")
    names = ("kasus", "lapor")
    commands = [{"command": name, "description": f"Contoh {name}"} for name in names]
    await clinic.call("setMyCommands", commands=commands)
    await clinic.meets(OFFICIAL)
    await clinic.says(OFFICIAL, "Lihat <b>semua</b> di /kasus.")
    await left.get_by_role("button", name="/kasus").click()
    assert (await clinic.hears())["text"] == "/kasus"
    await field(left).press_sequentially("/la")
    await expect(page.get_by_role("menuitem")).to_have_text(["/lapor Contoh lapor"])
    await field(left).press("ArrowDown")
    await page.keyboard.press("Enter")
    assert (await clinic.hears())["text"] == "/lapor"
    await expect(field(left)).to_have_value("")


async def test_a_reply_names_its_message_and_a_contact_its_owner(
    page: Page, clinic: Clinic
) -> None:
    left = pane(page, "kiri")
    await clinic.meets(OFFICIAL)
    asked = await clinic.says(OFFICIAL, "Siapa kepala dusun?")
    await left.get_by_role("article").last.hover()
    await newest(left).get_by_role("button", name="Pilihan pesan").click()
    await page.get_by_role("menuitem", name="Balas").click()
    await field(left).fill("Sebentar")
    await field(left).press("Enter")
    assert (await clinic.hears())["reply_to_message"]["message_id"] == asked
    await expect(newest(left)).to_contain_text("Siapa kepala dusun?")
    await left.get_by_role("button", name="Lampirkan").click()
    await page.get_by_role("menuitem", name="Kontak").click()
    await page.get_by_label("Orang lain dari daftar").check()
    await page.get_by_role("button", name="Kirim kontak").click()
    assert (await clinic.hears())["contact"]["user_id"] == EXPERT.id


async def test_what_is_refused_is_said_in_plain_words_and_can_be_sent_otherwise(
    page: Page, clinic: Clinic
) -> None:
    left = pane(page, "kiri")
    huge = FilePayload(name="besar.jpg", mimeType="image/jpeg", buffer=b"x" * (10 * 2**20 + 1))
    await left.get_by_label("Pilih foto").set_input_files(huge)
    await field(left).fill("Jembatan contoh")
    await field(left).press("Enter")
    await expect(page.get_by_text("Foto paling besar 10 MB. Kirim saja")).to_be_visible()
    await expect(left.get_by_role("button", name="Buang besar.jpg")).to_be_visible()
    await expect(field(left)).to_have_value("Jembatan contoh")


async def test_a_group_shows_who_speaks(page: Page, clinic: Clinic) -> None:
    group = clinic.telegram.group("Grup contoh", EXPERT.id, OFFICIAL.id)
    clinic.telegram.person(OFFICIAL.id).says("Selamat pagi", group.id)
    await page.reload()
    right = pane(page, "kanan")
    await right.get_by_role("button", name="Grup contoh").click()
    await expect(newest(right)).to_contain_text("Ibu Contoh")
    await expect(newest(right)).to_contain_text("Selamat pagi")
