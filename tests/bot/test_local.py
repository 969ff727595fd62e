"""Without a token: who stands in the Telegram of this machine, and who may not get near it."""

from pathlib import Path

import pytest

from bot.clock import real_time
from bot.local import STRANGER, local_telegram
from bot.rehearsal import FIRST_ACCOUNT, refuse_rehearsal
from bot.settings import Settings, SettingsFault
from storage import people
from storage.database import Database


def settings_in(folder: Path, host: str = "127.0.0.1") -> Settings:
    return Settings(_env_file=None, data_dir=folder, http_host=host)


async def test_officials_come_first_then_experts_and_a_stranger_last(
    database: Database, tmp_path: Path
) -> None:
    telegram = await local_telegram(settings_in(tmp_path), database, real_time)
    shown = [person.account for person in telegram.people()]
    roles = list(dict.fromkeys(account.note.split(" · ")[0] for account in shown))
    assert roles[:2] == ["perangkat desa", "praktisi"]
    assert shown[-1] == STRANGER
    assert all("contoh" in f"{account.first_name} {account.last_name}" for account in shown)
    assert all(account.start for account in shown[:-1])


async def test_a_telegram_that_asks_for_no_password_is_not_shown_to_others(
    database: Database, tmp_path: Path
) -> None:
    with pytest.raises(SettingsFault, match="KLINIK_HTTP_HOST"):
        await local_telegram(settings_in(tmp_path, "0.0.0.0"), database, real_time)


async def test_the_real_telegram_does_not_meet_people_of_the_local_one(
    database: Database, tmp_path: Path
) -> None:
    await refuse_rehearsal(database)
    await local_telegram(settings_in(tmp_path), database, real_time)
    await refuse_rehearsal(database)  # nobody has enrolled yet
    async with database.work() as session:
        await people.bind(session, 1, FIRST_ACCOUNT + 1)
    with pytest.raises(SettingsFault, match="KLINIK_DATA_DIR"):
        await refuse_rehearsal(database)
