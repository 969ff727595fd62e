"""What the people of the crowd do: they react to what they hear, and tap again when in doubt."""

import asyncio
import random
import re
from collections.abc import Callable
from typing import Any

from bot.local_telegram import LocalTelegram
from clinic.report_form import FIELDS
from storage.people import Role
from tests.stories import crowd
from tests.stories.crowd import Member, village_name

Message = dict[str, Any]
PATIENCE_S = 4.0  # then a person taps once more
CASE_NUMBER = re.compile(r"K-\d{4}-\d{5}")


class Someone:
    """A member of the crowd with a phone."""

    def __init__(self, telegram: LocalTelegram, member: Member, chance: random.Random) -> None:
        self.member = member
        self.phone = telegram.person(member.account)
        self.chance = chance

    def sees(self, *words: str, button: str = "") -> Message | None:
        """The newest message of the clinic with all these words, and with this button."""
        for entry in self.phone.room().newest():
            message: Message = entry.message
            if (
                message["from"]["is_bot"]
                and all(word in told(message) for word in words)
                and (not button or data_of(message, button))
            ):
                return message
        return None

    async def hears(self, *words: str) -> Message:
        return await self.until(lambda: self.sees(*words))

    async def until(self, found: Callable[[], Message | None]) -> Message:
        while not (message := found()):
            await self.phone.room().bell.heard(60)
        return message

    async def taps(
        self, button: str, *on: str, until: Callable[[], Message | None] | tuple[str, ...]
    ) -> Message:
        """Tap a button until what it promises is there; now and then somebody taps twice."""
        words = until if isinstance(until, tuple) else ()
        done = (lambda: self.sees(*words)) if isinstance(until, tuple) else until
        while not (message := done()):
            for _ in range(1 + (self.chance.random() < 0.03)):
                if shown := self.sees(*on, button=button):
                    self.phone.taps(shown["message_id"], data_of(shown, button))
            try:
                await asyncio.wait_for(self.until(done), PATIENCE_S)
            except TimeoutError:
                continue
        return message

    async def thinks(self) -> None:
        await asyncio.sleep(self.chance.uniform(0, 0.2))


def told(message: Message) -> str:
    return str(message.get("text") or message.get("caption") or "")


def data_of(message: Message, label: str) -> str:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    labels = {button["text"]: button.get("callback_data", "") for row in rows for button in row}
    return next((data for text, data in labels.items() if text.endswith(label)), "")


async def asks(me: Someone) -> None:
    """From the question to the rating."""
    me.phone.says(crowd.question(me.member))
    await me.taps("Tanya praktisi", until=("Pertanyaan untuk praktisi",))
    await me.thinks()
    more = f"Mohon dibantu, {me.member.name}."
    me.phone.says(more)
    if crowd.sends_picture(me.member):
        me.phone.sends_photo()
        await me.hears("Pertanyaan untuk praktisi", "1 foto")
    await me.hears("Pertanyaan untuk praktisi", more)
    opened = await me.taps("Kirim", more, until=("dibuka untuk praktisi",))
    number = number_in(opened)
    await me.hears("Jawaban kasus", number)
    await me.thinks()
    await me.taps("Sudah jelas", number, until=("Seberapa membantu", number))
    given = str(crowd.stars(me.member))
    await me.taps(given, "Seberapa membantu", until=(f"nilai {given}",))


async def answers(me: Someone) -> None:
    """An expert's day: take what comes, answer it."""
    tried: set[str] = set()
    while True:
        card = await me.until(lambda: untouched(me, "Ambil", tried))
        tried.add(data_of(card, "Ambil"))
        await me.thinks()
        if await takes(me, number := number_in(card)):
            await writes(me, number)


async def takes(me: Someone, number: str) -> bool:
    """Whether this expert was the first."""

    def decided() -> Message | None:
        return me.sees(number, "kini milik Anda") or me.sees(number, "sudah diambil")

    await me.taps("Ambil", "Kasus baru", number, until=decided)
    return me.sees(number, "kini milik Anda") is not None


async def writes(me: Someone, number: str) -> None:
    await me.taps("Jawab", number, "kini milik Anda", until=("Jawaban untuk kasus", number))
    words = answer(me.member, number)
    me.phone.says(words)
    await me.hears("Jawaban untuk kasus", number, words)
    await me.taps("Kirim jawaban", number, words, until=("sudah dikirim", number))


def answer(member: Member, number: str) -> str:
    return f"Untuk {number}: kami datang hari Kamis. {member.name}"


async def reports(me: Someone) -> None:
    """The whole form, field by field, until the coordinator agrees."""
    me.phone.says("/lapor")
    await me.taps("Triwulan IV 2026 – " + village(me), until=(asked(0),))
    for place, field in enumerate(FIELDS):
        await me.hears(asked(place))
        after = (asked(place + 1),) if place + 1 < len(FIELDS) else ("Semua yang wajib",)
        given = crowd.reply(me.member, field)
        if given.choice:
            await me.taps(given.choice, asked(place), until=after)
        elif given.place:
            me.phone.sends_location(*given.place)
        elif given.picture:
            me.phone.sends_photo()
        else:
            me.phone.says(given.typed)
        await me.hears(*after)
    await me.taps("Kirim laporan", "Semua yang wajib", until=("terkirim",))
    await me.hears("disetujui", village(me))


def asked(place: int) -> str:
    return f"{place + 1} dari {len(FIELDS)} · {FIELDS[place].label}"


def village(me: Someone) -> str:
    assert me.member.village is not None
    return village_name(me.member.village)


async def approves(me: Someone) -> None:
    """A coordinator agrees with whatever is reported."""
    tried: set[str] = set()
    while True:
        card = await me.until(lambda: untouched(me, "Setujui", tried))
        tried.add(data_of(card, "Setujui"))
        await me.thinks()
        name = next(line for line in told(card).splitlines() if line.startswith("Desa"))
        await me.taps("Setujui", name, until=("Disetujui", name))


async def reads(me: Someone) -> None:
    """Somebody who does no more than reading a reminder."""
    await me.taps("Sudah baca", "Pengingat", until=("catat",))


def untouched(me: Someone, button: str, tried: set[str]) -> Message | None:
    """The oldest card with a button that has not been tapped yet."""
    found = None
    for entry in me.phone.room().newest():
        data = data_of(entry.message, button) if entry.message["from"]["is_bot"] else ""
        if data and data not in tried:
            found = entry.message
    return found


def number_in(message: Message) -> str:
    found = CASE_NUMBER.search(told(message))
    assert found, told(message)
    return found[0]


JOURNEYS = {
    "asker": asks,
    "reader": reads,
    "reporter": reports,
    "expert": answers,
    "coordinator": approves,
}
ENDLESS = (Role.EXPERT, Role.COORDINATOR)
