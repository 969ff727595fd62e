"""Both libraries are refused alike, in Telegram's words."""

import pytest

LONG = "a" * 4097


async def test_somebody_who_never_started_cannot_be_written_to(client):
    refused = await client.refusal(client.bot.send_message(7_000_000_001, "halo"))
    assert refused == ("Forbidden", "bot can't initiate conversation with a user")


async def test_looking_at_the_empty_chat_is_not_starting_it(client, local):
    local.person(7_000_000_001).chats()
    refused = await client.refusal(client.bot.send_message(7_000_000_001, "halo"))
    assert refused == ("Forbidden", "bot can't initiate conversation with a user")


async def test_a_person_who_blocked_the_bot_is_out_of_reach_until_start(client, maria):
    maria.blocks()
    refused = await client.refusal(client.bot.send_message(maria.id, "halo"))
    assert refused == ("Forbidden", "bot was blocked by the user")
    maria.starts()
    assert (await client.bot.send_message(maria.id, "halo")).text == "halo"


async def test_a_deactivated_account_is_out_of_reach(client, maria):
    maria.deactivates()
    refused = await client.refusal(client.bot.send_message(maria.id, "halo"))
    assert refused == ("Forbidden", "user is deactivated")


async def test_an_unknown_chat_is_not_found(client):
    refused = await client.refusal(client.bot.send_message(99, "halo"))
    assert refused == ("BadRequest", "chat not found")


async def test_the_bot_cannot_write_to_a_group_it_was_removed_from(client, local, maria):
    group = local.group("Grup contoh", maria.id)
    group.removes_bot()
    refused = await client.refusal(client.bot.send_message(group.id, "halo"))
    assert refused == ("Forbidden", "bot was kicked from the group chat")


async def test_a_supergroup_the_bot_never_joined_refuses_it(client, local, maria):
    group = local.group("Grup contoh", maria.id, supergroup=True, with_bot=False)
    refused = await client.refusal(client.bot.send_message(group.id, "halo"))
    assert refused == ("Forbidden", "bot is not a member of the supergroup chat")


async def test_an_upgraded_group_names_its_new_id(client, call, local, maria):
    group = local.group("Grup contoh", maria.id)
    moved = group.migrates()
    kind, _ = await client.refusal(client.bot.send_message(group.id, "halo"))
    status, answer = await call("sendMessage", chat_id=group.id, text="halo")
    assert (kind, status) == ("ChatMigrated", 400)
    assert answer["parameters"] == {"migrate_to_chat_id": moved.id}
    assert answer["description"] == ("Bad Request: group chat was upgraded to a supergroup chat")
    assert (await client.bot.send_message(moved.id, "halo")).chat.id == moved.id


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("   ", "text must be non-empty"),
        (LONG, "message is too long"),
        ("😀" * 2049, "message is too long"),
        ("<b>x", "can't parse entities: can't find end tag corresponding to start tag \"b\""),
        ("a < b", 'can\'t parse entities: unsupported start tag "" at byte offset 2'),
        ("<p>x</p>", 'can\'t parse entities: unsupported start tag "p" at byte offset 0'),
    ],
)
async def test_a_text_telegram_would_not_take_is_refused(client, maria, text, words):
    call = client.bot.send_message(maria.id, text, parse_mode="HTML")
    assert await client.refusal(call) == ("BadRequest", words)


async def test_the_limit_counts_after_the_markup_is_read(client, maria):
    sent = await client.bot.send_message(maria.id, f"<b>{'&lt;' * 4096}</b>", parse_mode="HTML")
    assert len(sent.text) == 4096


async def test_a_caption_ends_at_1024(client, maria):
    photo = client.upload(b"x", "a.jpg")
    call = client.bot.send_photo(maria.id, photo, caption="a" * 1025)
    assert await client.refusal(call) == ("BadRequest", "message caption is too long")


BUTTON_FAULTS = [
    ([[]], "REPLY_MARKUP_INVALID"),
    (
        [[{"text": "x"}]],
        "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ),
    ([[{"text": "x", "callback_data": "a" * 65}]], "BUTTON_DATA_INVALID"),
    ([[{"text": "x", "callback_data": "é" * 33}]], "BUTTON_DATA_INVALID"),
]


@pytest.mark.parametrize(("rows", "words"), BUTTON_FAULTS)
async def test_a_button_telegram_would_not_take_is_refused(call, maria, rows, words):
    markup = {"inline_keyboard": rows}
    status, answer = await call("sendMessage", chat_id=maria.id, text="x", reply_markup=markup)
    assert (status, answer["description"]) == (400, f"Bad Request: {words}")


async def test_an_edit_that_changes_nothing_is_refused(client, maria):
    sent = await client.bot.send_message(maria.id, "sama", reply_markup=client.buttons("Ya"))
    same = {"chat_id": maria.id, "message_id": sent.message_id}
    call = client.bot.edit_message_text("sama", reply_markup=client.buttons("Ya"), **same)
    kind, words = await client.refusal(call)
    assert kind == "BadRequest"
    assert words.startswith("message is not modified: specified new message content")


async def test_only_what_is_there_and_own_can_be_edited(client, maria):
    asked = maria.says("punya Maria")["message_id"]
    other = client.bot.edit_message_text("x", chat_id=maria.id, message_id=asked)
    gone = client.bot.edit_message_text("x", chat_id=maria.id, message_id=77)
    assert await client.refusal(other) == ("BadRequest", "message can't be edited")
    assert await client.refusal(gone) == ("BadRequest", "message to edit not found")


async def test_deleting_ends_after_two_days_and_in_other_peoples_groups(
    client, clock, local, maria
):
    group = local.group("Grup contoh", maria.id)
    asked = maria.says("halo", group.id)["message_id"]
    sent = (await client.bot.send_message(maria.id, "x")).message_id
    not_own = client.bot.delete_message(group.id, asked)
    assert await client.refusal(not_own) == ("BadRequest", "message can't be deleted")
    clock.passes(hours=48, seconds=1)
    late = client.bot.delete_message(maria.id, sent)
    missing = client.bot.delete_message(maria.id, 77)
    assert await client.refusal(late) == ("BadRequest", "message can't be deleted for everyone")
    assert await client.refusal(missing) == ("BadRequest", "message to delete not found")


async def test_what_is_replied_to_copied_or_forwarded_must_be_there(client, maria):
    missing = client.types.ReplyParameters(message_id=77)
    reply = client.bot.send_message(maria.id, "x", reply_parameters=missing)
    copy = client.bot.copy_message(maria.id, maria.id, 77)
    forward = client.bot.forward_message(maria.id, maria.id, 77)
    react = client.bot.set_message_reaction(maria.id, 77)
    assert await client.refusal(reply) == ("BadRequest", "message to be replied not found")
    assert await client.refusal(copy) == ("BadRequest", "message to copy not found")
    assert await client.refusal(forward) == ("BadRequest", "message to forward not found")
    assert await client.refusal(react) == ("BadRequest", "message to react not found")


async def test_a_missing_message_may_be_replied_to_when_the_bot_says_so(client, maria):
    lenient = client.types.ReplyParameters(message_id=77, allow_sending_without_reply=True)
    sent = await client.bot.send_message(maria.id, "x", reply_parameters=lenient)
    assert sent.reply_to_message is None


TOO_OLD = "query is too old and response timeout expired or query id is invalid"


async def test_a_tap_takes_one_answer_and_that_in_time(client, clock, maria):
    tap = maria.taps(1, "x")
    await client.bot.answer_callback_query(tap.id)
    late = maria.taps(1, "x")
    second = client.bot.answer_callback_query(tap.id)
    assert await client.refusal(second) == ("BadRequest", TOO_OLD)
    clock.passes(seconds=151)
    assert await client.refusal(client.bot.answer_callback_query(late.id)) == (
        "BadRequest",
        TOO_OLD,
    )


async def test_albums_have_two_to_ten_of_one_kind(call, maria):
    def refusal(*kinds: str):
        media = [{"type": kind, "media": "x"} for kind in kinds]
        return call("sendMediaGroup", chat_id=maria.id, media=media)

    answers = [await refusal(*["photo"] * 11), await refusal("photo", "document")]
    answers.append(await refusal("photo"))
    assert [answer["description"] for _, answer in answers] == [
        "Bad Request: too many messages to send as an album",
        "Bad Request: document can't be mixed with other media types",
        "Bad Request: album must contain at least 2 messages",
    ]


async def test_a_large_file_can_be_received_but_not_fetched(client, maria):
    big = maria.sends_document("besar.bin", bytes(20 * 1024 * 1024 + 1))["document"]
    call = client.bot.get_file(big["file_id"])
    assert await client.refusal(call) == ("BadRequest", "file is too big")


async def test_photos_end_at_10_megabytes_and_uploads_at_50(client, maria):
    photo = client.upload(bytes(10 * 1024 * 1024 + 1), "a.jpg")
    kind, words = await client.refusal(client.bot.send_photo(maria.id, photo))
    assert kind == "BadRequest"
    assert "is too big for a photo; the maximum size is 10485760 bytes" in words
    document = client.upload(bytes(50 * 1024 * 1024 + 1), "a.bin")
    _, words = await client.refusal(client.bot.send_document(maria.id, document))
    assert words == "request entity too large"


async def test_a_file_of_another_bot_is_unknown(client, maria):
    foreign = "AgACother-bots-file"
    send = client.bot.send_photo(maria.id, foreign)
    fetch = client.bot.get_file(foreign)
    assert await client.refusal(send) == (
        "BadRequest",
        "wrong file identifier/http url specified",
    )
    assert await client.refusal(fetch) == (
        "BadRequest",
        "wrong file_id or the file is temporarily unavailable",
    )


async def test_a_photos_id_does_not_make_a_document(client, maria):
    photo = maria.sends_photo()["photo"][0]["file_id"]
    call = client.bot.send_document(maria.id, photo)
    assert await client.refusal(call) == (
        "BadRequest",
        "can't use file of type photo as document",
    )


async def test_a_deleted_message_can_neither_be_edited_nor_replied_to(client, maria):
    sent = await client.bot.send_message(maria.id, "x")
    await client.bot.delete_message(maria.id, sent.message_id)
    edit = client.bot.edit_message_text("y", chat_id=maria.id, message_id=sent.message_id)
    gone = client.types.ReplyParameters(message_id=sent.message_id)
    reply = client.bot.send_message(maria.id, "y", reply_parameters=gone)
    assert await client.refusal(edit) == ("BadRequest", "message to edit not found")
    assert await client.refusal(reply) == ("BadRequest", "message to be replied not found")


async def test_commands_are_lowercase_letters_digits_and_underscores(client):
    command = client.types.BotCommand(command="Tanya-Saya", description="x")
    call = client.bot.set_my_commands([command])
    assert await client.refusal(call) == ("BadRequest", "bot_command_invalid")


async def test_topics_need_a_forum_and_the_right(client, local, maria):
    plain = local.group("Grup contoh", maria.id)
    forum = local.group("Forum contoh", maria.id, forum=True)
    assert await client.refusal(client.bot.create_forum_topic(plain.id, "x")) == (
        "BadRequest",
        "the chat is not a forum",
    )
    kind, words = await client.refusal(client.bot.create_forum_topic(forum.id, "x"))
    assert kind == "BadRequest"
    assert words.startswith("not enough rights")


async def test_a_wrong_token_is_refused(http):
    async with http.get("/bot42:WRONG/getMe") as answer:
        assert answer.status == 401
        assert (await answer.json())["description"] == "Unauthorized"


async def test_a_service_message_cannot_be_copied(client, local, maria):
    group = local.group("Grup contoh", maria.id)
    group.adds(local.person(7_000_000_002).account)
    call = client.bot.copy_message(maria.id, group.id, 1)
    assert await client.refusal(call) == ("BadRequest", "message can't be copied")
