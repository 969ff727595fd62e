"""A case taken in /antrean, whose card stands further up or nowhere yet."""

from sqlmodel import col, func, select

from bot.sifting import sift
from storage.outbox import Letter, Owed
from tests.handlers.test_desk import YAKOB, add, ask, give
from tests.phone import Phone, Town


async def test_the_card_comes_below_and_the_list_is_renewed(maria: Phone, yakob: Phone) -> None:
    await ask(maria)
    await ask(maria)
    await yakob.says("/antrean")
    number = yakob.screen()[-1].message_id
    await yakob.presses("Ambil K-2026-00001")
    *_, listed, card = yakob.screen()
    assert "Kasus ini kini milik Anda" in card.text
    assert "✍️ Jawab" in card.labels()
    assert listed.message_id == number
    assert listed.labels() == ["✋ Ambil K-2026-00002"]
    assert yakob.all_heard().count("kini milik Anda") == 1
    assert "Kasus baru" in yakob.screen()[0].text
    assert "K-2026-00002" in yakob.screen()[0].text
    await yakob.presses("Ambil K-2026-00002")
    assert "Tidak ada kasus" in yakob.all_heard()
    assert "K-2026-00002" in yakob.heard()


async def test_the_case_goes_on_on_the_card_that_came_below(maria: Phone, yakob: Phone) -> None:
    await ask(maria)
    await yakob.says("/antrean")
    await yakob.presses("Ambil K-2026-00001")
    await yakob.presses("✍️ Jawab")
    await yakob.says("Kami datang.")
    await yakob.presses("Kirim jawaban")
    await add(maria, "Terima kasih, kapan?")
    assert "Terima kasih, kapan?" in yakob.heard()
    assert "✍️ Jawab" in yakob.labels()


async def test_pictures_of_the_case_stand_above_its_buttons(maria: Phone, yakob: Phone) -> None:
    await maria.says("Rumah mama Ola mau roboh, siapa yang bisa datang periksa?")
    await maria.presses("Tanya praktisi")
    await maria.sends_photo()
    await maria.presses("📨 Kirim")
    await yakob.says("/antrean")
    await yakob.presses("Ambil K-2026-00001")
    *_, picture, card = yakob.screen()
    assert "from_chat_id" in picture.params
    assert "kini milik Anda" in card.text


async def test_a_card_that_stands_below_the_list_stays_where_it_is(
    maria: Phone, yakob: Phone, ester: Phone
) -> None:
    await ask(maria)
    await yakob.says("/antrean")
    listed, button = yakob.screen()[-1], yakob.data_of("Ambil K-2026-00001")
    await ester.presses("Ambil")
    await ester.presses("Kembalikan")
    card = yakob.screen()[-1].message_id
    assert card > listed.message_id
    fresh = button.replace(":1:1", ":1:3")
    await yakob.presses_data(fresh, listed)
    assert yakob.screen()[-1].message_id == card
    assert "kini milik Anda" in yakob.heard()


async def test_a_card_further_up_that_is_pressed_itself_stays_where_it_is(
    maria: Phone, yakob: Phone
) -> None:
    await ask(maria)
    await yakob.says("/antrean")
    waiting, card = yakob.screen()[-1], yakob.screen()[0]
    data = (card.markup or {})["inline_keyboard"][0][0]["callback_data"]
    await yakob.presses_data(data, card)
    assert "kini milik Anda" in yakob.screen()[0].text
    assert yakob.screen()[-1] is waiting


async def test_the_page_that_was_looked_at_stays(maria: Phone, yakob: Phone) -> None:
    for _ in range(12):
        await ask(maria)
    await yakob.says("/antrean")
    await yakob.presses("Berikutnya")
    await yakob.presses("Ambil K-2026-00011")
    listed = next(shown for shown in yakob.screen() if "halaman 2" in shown.text)
    assert listed.labels() == ["✋ Ambil K-2026-00012", "⬅️ Sebelumnya"]


async def test_no_letter_goes_out_that_the_next_one_makes_needless(
    town: Town, maria: Phone, yakob: Phone
) -> None:
    await ask(maria)
    await yakob.says("/antrean")
    async with town.database.reading() as session:
        before = (await session.exec(select(func.max(Letter.id)))).one()
    await yakob.presses("Ambil K-2026-00001")
    async with town.database.reading() as session:
        owed = select(*(getattr(Letter, name) for name in Owed._fields))
        mine = owed.where(Letter.chat_id == yakob.id, col(Letter.id) > before)
        letters = [Owed(*row) for row in await session.exec(mine.order_by(col(Letter.id)))]
    needed, _superseded = sift(letters)
    methods = [letter.method for letter in needed]
    assert methods == ["editMessageText", "deleteMessage", "sendMessage"]


async def test_who_had_no_card_of_it_gets_one(town: Town, maria: Phone, yakob: Phone) -> None:
    await give(town, YAKOB, "sosial")
    await ask(maria)
    assert yakob.screen() == []
    await give(town, YAKOB, "perumahan")
    await yakob.says("/antrean")
    await yakob.presses("Ambil K-2026-00001")
    listed, card = yakob.screen()
    assert "Tidak ada kasus" in listed.text
    assert "kini milik Anda" in card.text
