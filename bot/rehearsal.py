"""People of the local Telegram and of the real one are kept apart."""

from bot.settings import SettingsFault
from storage import people
from storage.database import Database

FIRST_ACCOUNT = 4_000_000_000_000_000  # far above every real account: nobody's by accident


async def refuse_rehearsal(database: Database) -> None:
    """The real Telegram must not meet people who enrolled in the local one."""
    async with database.reading() as session:
        if await people.bound_from(session, FIRST_ACCOUNT):
            raise SettingsFault(
                "KLINIK_TELEGRAM_TOKEN terisi, padahal database ini berisi orang dari Telegram "
                "lokal; tulis KLINIK_DATA_DIR (atau KLINIK_DATABASE_URL) yang baru"
            )
