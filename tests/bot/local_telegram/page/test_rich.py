"""Only Telegram's own markup becomes part of the page."""

from playwright.async_api import Page

RICH = "async html => (await import('./rich.js')).rich(html, () => {}).innerHTML"


async def test_markup_that_is_not_telegrams_never_becomes_part_of_the_page(page: Page) -> None:
    html = "<img src=x><b id=menu class=x>b</b><a href='javascript:alert(1)'>a</a><i>i</i>"
    assert await page.evaluate(RICH, html) == "<b>b</b><span>a</span><i>i</i>"
