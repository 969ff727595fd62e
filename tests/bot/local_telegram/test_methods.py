"""Every method, driven by two libraries that know nothing of ours."""

import pytest

from bot.local_telegram import LocalTelegram
from bot.local_telegram.methods import METHODS

LISTED = """
    getMe getUpdates setWebhook deleteWebhook getWebhookInfo sendMessage sendPhoto sendDocument
    sendMediaGroup sendLocation sendContact sendChatAction copyMessage copyMessages forwardMessage
    editMessageText editMessageCaption editMessageReplyMarkup deleteMessage deleteMessages
    pinChatMessage unpinChatMessage answerCallbackQuery setMessageReaction getFile getChat
    getChatMember getChatAdministrators createForumTopic editForumTopic closeForumTopic
    reopenForumTopic deleteForumTopic setMyCommands getMyCommands deleteMyCommands setMyName
    setMyDescription setMyShortDescription setChatMenuButton
"""


def test_exactly_the_listed_methods_are_served():
    assert {found.name for found in METHODS.values()} == set(LISTED.split())


async def test_get_me_tells_who_the_bot_is(client):
    me = await client.bot.get_me()
    assert (me.id, me.is_bot, me.username) == (42, True, "klinik_lokal_bot")


async def test_updates_of_every_kind_decode(client, maria):
    maria.says("/tanya @klinik_lokal_bot https://contoh.id")
    maria.sends_photo(caption="foto")
    maria.sends_document("surat.pdf", b"%PDF", "application/pdf")
    maria.sends_voice()
    maria.sends_location(-3.7, 128.2)
    maria.sends_contact()
    maria.sends_contact("0812", "Ester", forwarded=True)
    maria.edits(2, "ralat")
    maria.taps(999, "lama")
    maria.blocks()
    updates = await client.bot.get_updates(timeout=0)
    assert [kind_of(update) for update in updates] == [
        *["message"] * 7,
        "edited_message",
        "callback_query",
        "my_chat_member",
    ]
    assert [entity.type for entity in updates[0].message.entities] == [
        "bot_command",
        "mention",
        "url",
    ]
    assert len(updates[1].message.photo) == 3
    assert updates[5].message.contact.user_id == maria.id
    assert updates[5].message.forward_origin is None
    assert updates[6].message.forward_origin.type == "hidden_user"
    assert updates[8].callback_query.message.message_id == 999
    assert updates[9].my_chat_member.new_chat_member.status == "kicked"


def kind_of(update: object) -> str:
    kinds = ("message", "edited_message", "callback_query", "my_chat_member")
    return next(kind for kind in kinds if getattr(update, kind))


async def test_a_message_comes_back_as_it_stands_in_the_chat(client, maria):
    sent = await client.bot.send_message(
        maria.id, "<b>Halo</b> &amp; salam", parse_mode="HTML", reply_markup=client.buttons("Ya")
    )
    assert (sent.text, sent.chat.id, sent.from_user.id) == ("Halo & salam", maria.id, 42)
    assert [(e.type, e.offset, e.length) for e in sent.entities] == [("bold", 0, 4)]
    assert sent.reply_markup.inline_keyboard[0][0].callback_data == "ya"
    assert maria.heard()[-1]["text"] == "Halo & salam"


async def test_a_reply_names_the_message_it_answers(client, maria):
    asked = maria.says("Apa syaratnya?")
    sent = await client.bot.send_message(
        maria.id,
        "Ini",
        reply_parameters=client.types.ReplyParameters(message_id=asked["message_id"]),
    )
    assert sent.reply_to_message.text == "Apa syaratnya?"


async def test_a_reply_keyboard_stays_with_the_person_and_not_in_the_message(client, maria):
    button = client.types.KeyboardButton
    markup = client.types.ReplyKeyboardMarkup(
        keyboard=[[button(text="Tanya"), button(text="Kirim nomor", request_contact=True)]]
    )
    sent = await client.bot.send_message(maria.id, "Menu", reply_markup=markup)
    assert sent.reply_markup is None
    assert maria.keyboard() == ["Tanya", "Kirim nomor"]
    await client.bot.send_message(
        maria.id, "Selesai", reply_markup=client.types.ReplyKeyboardRemove()
    )
    assert maria.keyboard() == []


async def test_a_photo_has_three_sizes_and_goes_again_by_its_id(client, maria):
    upload = client.upload(b"\xff\xd8 contoh", "a.jpg")
    sent = await client.bot.send_photo(maria.id, upload, caption="satu")
    again = await client.bot.send_photo(maria.id, sent.photo[-1].file_id)
    assert (len(sent.photo), sent.caption) == (3, "satu")
    assert again.photo[-1].file_unique_id == sent.photo[-1].file_unique_id


async def test_a_document_can_be_fetched_again(client, maria):
    upload = client.upload(b"isi surat", "surat.txt")
    sent = await client.bot.send_document(maria.id, upload, caption="surat")
    file = await client.bot.get_file(sent.document.file_id)
    assert sent.document.file_name == "surat.txt"
    assert await client.download(file) == b"isi surat"


async def test_what_a_person_sends_can_be_fetched(client, maria):
    photo = maria.sends_photo(b"\xff\xd8 sawah")["photo"][-1]
    file = await client.bot.get_file(photo["file_id"])
    assert await client.download(file) == b"\xff\xd8 sawah"


async def test_an_album_is_one_group_of_messages(client, maria):
    media = [client.album_photo(bytes([n]), f"{n}.jpg") for n in (1, 2)]
    sent = await client.bot.send_media_group(maria.id, media)
    assert len({message.media_group_id for message in sent}) == 1
    assert [message.message_id for message in sent] == [2, 3]


async def test_places_and_contacts_arrive(client, maria):
    place = await client.bot.send_location(maria.id, -3.7, 128.2)
    contact = await client.bot.send_contact(maria.id, "+62811", "Ester")
    assert (place.location.latitude, contact.contact.first_name) == (-3.7, "Ester")


async def test_a_chat_action_is_taken(client, maria):
    assert await client.bot.send_chat_action(maria.id, "typing") is True


async def test_a_copy_carries_the_content_and_no_name(client, local, maria):
    petrus = local.person(7_000_000_002)
    petrus.starts()
    asked = maria.sends_photo(caption="lihat ini")
    copied = await client.bot.copy_message(petrus.id, maria.id, asked["message_id"])
    message = petrus.heard()[-1]
    assert copied.message_id == message["message_id"]
    assert (message["caption"], message["from"]["id"]) == ("lihat ini", 42)
    assert "forward_origin" not in message


async def test_copied_albums_stay_albums_and_missing_ones_are_skipped(client, maria):
    first, second = album(maria)
    numbers = [first["message_id"], second["message_id"], 500]
    copied = await client.bot.copy_messages(maria.id, maria.id, numbers)
    heard = maria.heard()[-2:]
    assert [one.message_id for one in copied] == [one["message_id"] for one in heard]
    assert len({one["media_group_id"] for one in heard} | {first["media_group_id"]}) == 2


def album(person):
    from bot.local_telegram import Upload

    return person.sends_album([Upload(f"{n}.jpg", b"x", "image/jpeg") for n in (1, 2)])


async def test_a_forwarded_message_names_its_origin(client, maria):
    asked = maria.says("teruskan")
    sent = await client.bot.forward_message(maria.id, maria.id, asked["message_id"])
    assert (sent.text, sent.forward_origin.sender_user.id) == ("teruskan", maria.id)


async def test_edits_change_text_caption_and_buttons(client, maria):
    text = await client.bot.send_message(maria.id, "lama", reply_markup=client.buttons("Ya"))
    photo = await client.bot.send_photo(maria.id, client.upload(b"x", "a.jpg"), caption="lama")
    edited = await client.bot.edit_message_text(
        "baru", chat_id=maria.id, message_id=text.message_id
    )
    captioned = await client.bot.edit_message_caption(
        chat_id=maria.id, message_id=photo.message_id, caption="baru"
    )
    marked = await client.bot.edit_message_reply_markup(
        chat_id=maria.id, message_id=text.message_id, reply_markup=client.buttons("Tidak")
    )
    assert (edited.text, edited.reply_markup) == ("baru", None)
    assert captioned.caption == "baru"
    assert marked.reply_markup.inline_keyboard[0][0].text == "Tidak"
    assert maria.buttons() == ["Tidak"]


async def test_deleted_messages_are_gone_for_the_person(client, maria):
    numbers = [(await client.bot.send_message(maria.id, word)).message_id for word in "abc"]
    assert await client.bot.delete_message(maria.id, numbers[0]) is True
    assert await client.bot.delete_messages(maria.id, numbers[1:]) is True
    assert maria.heard() == []


async def test_pins_and_reactions_are_taken(client, local, maria):
    asked = maria.says("penting")["message_id"]
    assert await client.bot.pin_chat_message(maria.id, asked) is True
    assert (await client.bot.get_chat(maria.id)).pinned_message.text == "penting"
    assert await client.bot.unpin_chat_message(maria.id, message_id=asked) is True
    reaction = [client.types.ReactionTypeEmoji(emoji="👍")]
    assert await client.bot.set_message_reaction(maria.id, asked, reaction=reaction) is True
    assert local.world.rooms[maria.id].entries[asked].reaction == "👍"


async def test_a_tap_is_answered_once(client, maria):
    await client.bot.send_message(maria.id, "Setuju?", reply_markup=client.buttons("Ya", "Tidak"))
    tap = maria.presses("tid")
    query = (await client.bot.get_updates())[-1].callback_query
    assert (query.data, query.message.text) == ("tidak", "Setuju?")
    assert await client.bot.answer_callback_query(query.id, text="Baik", show_alert=True) is True
    assert (tap.answered, tap.text, tap.show_alert) == (True, "Baik", True)


async def test_a_tap_on_a_very_old_message_comes_without_its_content(client, maria):
    await client.bot.send_message(maria.id, "Setuju?", reply_markup=client.buttons("Ya"))
    maria.taps_old("ya")
    query = (await client.bot.get_updates())[-1].callback_query
    assert query.message.message_id == maria.heard()[-1]["message_id"]
    assert getattr(query.message, "text", None) is None


async def test_a_chat_and_its_members_are_described(client, local, maria):
    group = local.group("Ahli contoh", maria.id, 7_000_000_002)
    group.promotes(42)
    chat = await client.bot.get_chat(group.id)
    mine = await client.bot.get_chat_member(group.id, 42)
    rulers = await client.bot.get_chat_administrators(group.id)
    assert (chat.title, chat.type, mine.status) == ("Ahli contoh", "group", "administrator")
    assert [ruler.status for ruler in rulers] == ["creator", "administrator"]
    member = await client.bot.get_chat_member(group.id, 7_000_000_002)
    assert member.status == "member"


async def test_topics_live_from_opening_to_deletion(client, local, maria):
    group = local.group("Forum contoh", maria.id, forum=True)
    group.promotes(42)
    topic = await client.bot.create_forum_topic(group.id, "Kasus 1")
    where = {"chat_id": group.id, "message_thread_id": topic.message_thread_id}
    sent = await client.bot.send_message(text="di topik", **where)
    assert (sent.message_thread_id, sent.is_topic_message) == (topic.message_thread_id, True)
    assert await client.bot.edit_forum_topic(name="Kasus satu", **where) is True
    assert await client.bot.close_forum_topic(**where) is True
    assert await client.bot.reopen_forum_topic(**where) is True
    assert await client.bot.delete_forum_topic(**where) is True
    refused = await client.refusal(client.bot.send_message(text="di topik", **where))
    assert refused == ("BadRequest", "message thread not found")


async def test_commands_are_kept_by_scope_and_language(client, local, maria):
    scope = client.types.BotCommandScopeChat(chat_id=maria.id)
    for_all = [client.types.BotCommand(command="tanya", description="Bertanya")]
    for_her = [client.types.BotCommand(command="kasus", description="Kasus")]
    await client.bot.set_my_commands(for_all, language_code="id")
    await client.bot.set_my_commands(for_her, scope=scope)
    room = local.world.rooms[maria.id]
    assert [c.command for c in await client.bot.get_my_commands(language_code="id")] == ["tanya"]
    assert local.world.commands_for(maria.account, room)[0]["command"] == "kasus"
    await client.bot.delete_my_commands(scope=scope)
    assert local.world.commands_for(maria.account, room)[0]["command"] == "tanya"


async def test_the_bot_can_describe_itself(client, local, maria):
    assert await client.bot.set_my_name("Klinik") is True
    assert await client.bot.set_my_description("Tanya apa saja") is True
    assert await client.bot.set_my_short_description("Tanya") is True
    button = client.types.MenuButtonCommands()
    assert await client.bot.set_chat_menu_button(maria.id, button) is True
    assert (await client.bot.get_me()).first_name == "Klinik"
    assert local.world.profile.description == {"": "Tanya apa saja"}


async def test_the_webhook_is_told_as_it_was_set(client):
    assert await client.bot.set_webhook("https://contoh.id/hook", max_connections=7) is True
    info = await client.bot.get_webhook_info()
    assert (info.url, info.max_connections) == ("https://contoh.id/hook", 7)
    assert await client.bot.delete_webhook() is True
    assert (await client.bot.get_webhook_info()).url == ""


@pytest.mark.parametrize("method", ["sendVoice", "sendPoll", "getChatMemberCount"])
async def test_a_method_outside_the_list_is_not_found(call, method):
    status, answer = await call(method, chat_id=1)
    assert status == 404
    assert answer["description"] == "Not Found: method not found"


async def test_a_method_is_known_in_any_spelling_and_by_get(call, http, local: LocalTelegram):
    assert (await call("GETME"))[0] == 200
    async with http.get("/bot42:TEST/getme") as answer:
        assert (await answer.json())["result"]["id"] == 42
    assert [one.method for one in local.calls.of()] == ["getMe", "getMe"]


async def test_a_parameter_that_the_method_does_not_take_is_refused(call, maria):
    status, answer = await call("sendMessage", chat_id=maria.id, text="x", emphasis=True)
    assert status == 400
    assert "emphasis" in answer["description"]
