"""Everything that no conversation wanted: say what can be said here. Asked last."""

from aiogram import Router
from aiogram.types import CallbackQuery

from clinic.refusals import ButtonOutdated

router = Router(name="fallback")


@router.callback_query()
async def old_button(query: CallbackQuery) -> None:
    raise ButtonOutdated
