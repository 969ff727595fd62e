"""The testing room."""

from playwright.async_api import Page, expect

from bot.local_telegram import LocalTelegram
from tests.bot.local_telegram.screen import OFFICIAL, Clinic


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
