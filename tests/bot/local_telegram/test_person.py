"""What a person can do, and what no client would let anybody do."""

import pytest

from bot.local_telegram import Account, Impossible


async def test_a_deep_link_arrives_as_start_with_its_payload(call, local):
    local.person(7_000_000_001).starts("kode_123-x")
    _, answer = await call("getUpdates")
    assert answer["result"][0]["message"]["text"] == "/start kode_123-x"


@pytest.mark.parametrize("payload", ["", "dua kata", "a" * 65, "é"])
def test_a_payload_outside_its_alphabet_is_impossible(local, payload):
    with pytest.raises(Impossible):
        local.person(7_000_000_001).starts(payload)


async def test_pressing_a_key_sends_its_label_contact_or_place(call, maria):
    keys = [
        {"text": "📚 Tanya"},
        {"text": "Nomor saya", "request_contact": True},
        {"text": "Lokasi", "request_location": True},
    ]
    await call("sendMessage", chat_id=maria.id, text="Menu", reply_markup={"keyboard": [keys]})
    assert maria.presses("tanya")["text"] == "📚 Tanya"
    assert maria.presses("nomor")["contact"]["user_id"] == maria.id
    assert "location" in maria.presses("lokasi")


async def test_the_newest_message_with_the_label_is_tapped(call, maria):
    for data in ("lama", "baru"):
        rows = [[{"text": "Ambil kasus", "callback_data": data}]]
        await call(
            "sendMessage", chat_id=maria.id, text="x", reply_markup={"inline_keyboard": rows}
        )
    maria.presses("ambil")
    _, answer = await call("getUpdates")
    assert answer["result"][-1]["callback_query"]["data"] == "baru"


def test_a_button_that_is_not_there_cannot_be_pressed(maria):
    with pytest.raises(Impossible, match="Tidak ada tombol"):
        maria.presses("hilang")


def test_who_blocks_the_bot_cannot_write_to_it(maria):
    maria.blocks()
    with pytest.raises(Impossible):
        maria.says("halo")


def test_a_long_text_goes_out_in_pieces(maria):
    maria.says("a" * 5000)
    texts = [entry.message["text"] for entry in maria.room().entries.values()][-2:]
    assert [len(text) for text in texts] == [4096, 904]


def test_an_album_shares_one_group_and_has_its_caption_once(maria):
    from bot.local_telegram import Upload

    uploads = [Upload(f"{n}.pdf", b"x", "application/pdf") for n in range(3)]
    sent = maria.sends_album(uploads, "berkas", kind="document")
    assert len({message["media_group_id"] for message in sent}) == 1
    assert [message.get("caption") for message in sent] == ["berkas", None, None]


def test_only_own_messages_can_be_edited(local, maria):
    message = local.world.post(maria.room(), local.world.bot, {"text": "punya bot"})
    with pytest.raises(Impossible):
        maria.edits(message.message["message_id"], "x")


async def test_waiting_for_words_that_never_come_ends(maria):
    with pytest.raises(TimeoutError):
        await maria.hears("tidak ada", seconds=0.01)


def test_a_new_person_gets_an_id_of_their_own(local):
    ester = local.add_person("Ester", note="Ahli contoh")
    assert ester.id == 7_000_000_003
    with pytest.raises(Impossible):
        local.add_person("Ester", id=ester.id)


def test_somebody_known_keeps_what_happened_when_welcomed_again(local, maria):
    maria.blocks()
    again = local.welcome(Account(maria.id, "Maria", phone="+62"))
    assert again.account.blocked
