"""A document from the bot, as it is offered in the chat."""

import asyncio
from pathlib import Path

import aiohttp
from playwright.async_api import Page, expect

from tests.bot.local_telegram.screen import OFFICIAL, PHONE, TOKEN, Clinic, pane

CONTENT = b"PK\x03\x04 isi surat " * 300


async def test_a_document_tells_its_size_and_is_saved_as_it_was_sent(
    page: Page, clinic: Clinic
) -> None:
    await page.set_viewport_size(PHONE)
    await clinic.meets(OFFICIAL)
    form = aiohttp.FormData({"chat_id": str(OFFICIAL.id), "caption": "Contoh surat"})
    form.add_field("document", CONTENT, filename="surat-permohonan.docx")
    async with clinic.session.post(f"{clinic.base}/bot{TOKEN}/sendDocument", data=form) as response:
        assert response.status == 200
    message = pane(page, "kiri").get_by_role("article").last
    await expect(message).to_contain_text("Contoh surat")
    await expect(message).to_contain_text("kB")
    async with page.expect_download() as saving:
        await message.get_by_role("link", name="surat-permohonan.docx").click()
    saved = await saving.value
    assert saved.suggested_filename == "surat-permohonan.docx"
    assert (await asyncio.to_thread(Path(await saved.path()).read_bytes)) == CONTENT
