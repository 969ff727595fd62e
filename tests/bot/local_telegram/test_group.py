"""Groups: what the bot sees in them, and how they change."""

from bot.local_telegram import Upload


async def heard_by_bot(call):
    _, answer = await call("getUpdates")
    return [update["message"] for update in answer["result"] if "message" in update]


async def test_privacy_lets_only_commands_mentions_and_replies_through(call, local, maria):
    group = local.group("Grup contoh", maria.id)
    _, sent = await call("sendMessage", chat_id=group.id, text="halo")
    reply_to = sent["result"]["message_id"]
    maria.says("obrolan biasa", group.id)
    maria.says("/tanya", group.id)
    maria.says("/tanya@lain_bot", group.id)
    maria.says("@klinik_lokal_bot tolong", group.id)
    maria.says("ini jawaban", group.id, reply_to=reply_to)
    seen = [message["text"] for message in await heard_by_bot(call)]
    assert seen == ["/tanya", "@klinik_lokal_bot tolong", "ini jawaban"]


async def test_an_administrator_bot_sees_everything(call, local, maria):
    group = local.group("Grup contoh", maria.id)
    group.promotes(42)
    maria.says("obrolan biasa", group.id)
    assert [message["text"] for message in await heard_by_bot(call)] == ["obrolan biasa"]


async def test_an_anonymous_administrator_speaks_as_the_group(call, local, maria):
    group = local.group("Grup contoh", maria.id)
    group.promotes(maria.id, anonymous=True)
    maria.says("/tanya", group.id)
    (message,) = await heard_by_bot(call)
    assert (message["from"]["username"], message["sender_chat"]["id"]) == (
        "GroupAnonymousBot",
        group.id,
    )


async def test_being_added_and_removed_is_told(call, local, maria):
    group = local.group("Grup contoh", maria.id)
    group.removes_bot()
    maria.says("/tanya", group.id)
    _, answer = await call("getUpdates")
    changes = [update["my_chat_member"] for update in answer["result"]]
    assert [change["new_chat_member"]["status"] for change in changes] == ["member", "kicked"]


async def test_a_group_that_moves_says_so_in_both_places(call, local, maria):
    group = local.group("Grup contoh", maria.id)
    moved = group.migrates()
    old, new = await heard_by_bot(call)
    assert (old["chat"]["id"], old["migrate_to_chat_id"]) == (group.id, moved.id)
    assert (new["chat"]["id"], new["migrate_from_chat_id"]) == (moved.id, group.id)
    maria.says("/tanya", moved.id)


async def test_people_speak_in_topics(call, local, maria):
    group = local.group("Forum contoh", maria.id, forum=True)
    group.promotes(42)
    topic = group.opens_topic("Kasus contoh")
    maria.says("di sini", group.id, topic=topic.thread_id)
    opened, said = await heard_by_bot(call)
    assert opened["forum_topic_created"]["name"] == "Kasus contoh"
    assert (said["message_thread_id"], said["chat"]["is_forum"]) == (topic.thread_id, True)


async def test_a_persons_chats_begin_with_the_bot(local, maria):
    group = local.group("Grup contoh", maria.id)
    assert [room.id for room in maria.chats()] == [maria.id, group.id]
    assert [room.id for room in local.person(7_000_000_002).chats()] == [7_000_000_002]


async def test_albums_work_in_groups(local, maria):
    group = local.group("Grup contoh", maria.id)
    uploads = [Upload("a.jpg", b"x", "image/jpeg")] * 2
    sent = maria.sends_album(uploads, chat=group.id)
    assert [message["chat"]["id"] for message in sent] == [group.id, group.id]
