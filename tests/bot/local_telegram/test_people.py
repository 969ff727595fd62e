"""The people's side over HTTP, as the chat page uses it."""

import asyncio
from io import BytesIO

import aiohttp
import pytest

MARIA = 7_000_000_001
CHAT = f"telegram/api/chats/{MARIA}"


@pytest.fixture
def send(http):
    async def post(path: str, **body):
        async with http.post(f"telegram/api/{path}", json=body) as answer:
            return answer.status, await answer.json()

    return post


@pytest.fixture
def see(http):
    async def get(path: str):
        async with http.get(f"telegram/api/{path}") as answer:
            return await answer.json()

    return get


async def test_people_are_listed_and_new_ones_join(send, see):
    status, ester = await send("people", first_name="Ester", note="Ahli contoh")
    names = [person["first_name"] for person in await see("people")]
    assert (status, ester["note"]) == (200, "Ahli contoh")
    assert names == ["Maria", "Petrus", "Ester"]


async def test_a_talk_is_seen_by_version(send, see, call):
    await send(f"chats/{MARIA}/text", person=MARIA, text="/start")
    first = await see(f"chats/{MARIA}/messages?person={MARIA}&after=-1&wait=0")
    await call("sendMessage", chat_id=MARIA, text="<b>Halo</b> &lt;", parse_mode="HTML")
    second = await see(f"chats/{MARIA}/messages?person={MARIA}&after={first['version']}&wait=0")
    assert [message["text"] for message in first["messages"]] == ["/start"]
    (message,) = second["messages"]
    assert (message["html"], message["from"]["is_bot"]) == ("<b>Halo</b> &lt;", True)
    assert first["bot"] == {
        "first_name": "Klinik Desa Binaan",
        "username": "klinik_lokal_bot",
    }


async def test_a_watcher_hears_the_next_message_at_once(see, maria, until):
    version = maria.room().version
    watching = asyncio.create_task(
        see(f"chats/{MARIA}/messages?person={MARIA}&after={version}&wait=20")
    )
    await until(lambda: maria.room().bell.waiting)
    maria.says("halo")
    assert [message["text"] for message in (await watching)["messages"]] == ["halo"]


async def test_edits_and_deletions_are_seen(send, see, call, maria):
    number = maria.says("lama")["message_id"]
    version = maria.room().version
    await send(f"chats/{MARIA}/edit", person=MARIA, message_id=number, text="baru")
    await call("deleteMessage", chat_id=MARIA, message_id=1)
    seen = await see(f"chats/{MARIA}/messages?person={MARIA}&after={version}&wait=0")
    deleted, edited = seen["messages"]
    assert (deleted["deleted"], "text" in deleted) == (True, False)
    assert edited["text"] == "baru"
    assert "edit_date" in edited


async def test_a_tap_waits_for_the_bots_words(send, call, maria):
    tapping = asyncio.create_task(send(f"chats/{MARIA}/tap", person=MARIA, message_id=1, data="ya"))
    answer = {"result": []}
    while not answer["result"]:
        _, answer = await call("getUpdates", timeout=5)
    query = answer["result"][0]["callback_query"]
    await call("answerCallbackQuery", callback_query_id=query["id"], text="Baik")
    assert await tapping == (200, {"answered": True, "text": "Baik", "show_alert": False})


@pytest.mark.parametrize(("kind", "count"), [("photo", 1), ("photo", 2), ("document", 1)])
async def test_files_go_up_and_can_be_looked_at(http, call, maria, kind, count):
    form = aiohttp.FormData({"person": str(MARIA), "caption": "foto contoh"})
    for number in range(count):
        form.add_field("file", b"\xff\xd8 isi", filename=f"{number}.jpg", content_type="image/jpeg")
    async with http.post(f"{CHAT}/{kind}", data=form) as answer:
        assert answer.status == 200, await answer.text()
    _, updates = await call("getUpdates")
    assert len(updates["result"]) == count
    async with http.get(f"{CHAT}/messages?person={MARIA}&after=-1&wait=0") as answer:
        message = (await answer.json())["messages"][1]
    async with http.get(f"telegram/{message[kind]['url']}") as answer:
        assert (await answer.read(), answer.content_type) == (b"\xff\xd8 isi", "image/jpeg")


async def test_places_and_contacts_are_sent(send, call, maria):
    await send(f"chats/{MARIA}/location", person=MARIA, latitude=-3.7, longitude=128.2)
    await send(f"chats/{MARIA}/contact", person=MARIA)
    status, _ = await send(
        f"chats/{MARIA}/contact", person=MARIA, phone_number="0812", first_name="E", forwarded=True
    )
    _, updates = await call("getUpdates")
    place, own, other = [update["message"] for update in updates["result"]]
    assert (status, place["location"]["latitude"]) == (200, -3.7)
    assert own["contact"]["user_id"] == MARIA
    assert other["forward_origin"]["type"] == "hidden_user"


async def test_keyboard_buttons_and_commands_are_shown(see, call, maria):
    inline = {"inline_keyboard": [[{"text": "Ya", "callback_data": "y"}]]}
    await call("sendMessage", chat_id=MARIA, text="x", reply_markup=inline)
    await call(
        "sendMessage", chat_id=MARIA, text="y", reply_markup={"keyboard": [[{"text": "Tanya"}]]}
    )
    await call("setMyCommands", commands=[{"command": "tanya", "description": "Bertanya"}])
    await call("sendChatAction", chat_id=MARIA, action="typing")
    seen = await see(f"chats/{MARIA}/messages?person={MARIA}&after=-1&wait=0")
    assert seen["messages"][1]["buttons"] == [[{"text": "Ya", "callback_data": "y"}]]
    assert seen["keyboard"]["keyboard"] == [[{"text": "Tanya"}]]
    assert seen["commands"] == [{"command": "tanya", "description": "Bertanya"}]
    assert seen["action"] == "typing"


async def test_blocking_and_unblocking(send, call, maria):
    await send(f"people/{MARIA}/block")
    assert (await call("sendMessage", chat_id=MARIA, text="x"))[0] == 403
    await send(f"people/{MARIA}/unblock")
    assert (await call("sendMessage", chat_id=MARIA, text="x"))[0] == 200


async def test_faults_are_listed_set_and_cleared(http, see, call):
    rule = {"kind": "500", "method": "getMe", "share": 1}
    async with http.put("telegram/api/faults", json=[rule]) as answer:
        assert answer.status == 200
    assert (await see("faults"))[0]["kind"] == "500"
    assert (await call("getMe"))[0] == 500
    async with http.put("telegram/api/faults", json=[]) as answer:
        assert await answer.json() == []


async def test_the_call_log_can_be_followed(see, call):
    await call("getMe")
    (first,) = await see("calls?after=0&wait=0")
    assert (first["method"], first["status"]) == ("getMe", 200)
    assert await see("calls?after=1&wait=0") == []


@pytest.mark.parametrize(
    ("path", "body", "words"),
    [
        ("chats/1/text", {"person": 1, "text": "x"}, "Orang itu tidak ada."),
        (
            f"chats/{MARIA}/text",
            {"person": 7_000_000_002, "text": "x"},
            "Orang ini tidak ada di percakapan itu.",
        ),
        (
            f"chats/{MARIA}/text",
            {"person": MARIA},
            "Permintaan ini kurang lengkap atau keliru.",
        ),
        (
            f"chats/{MARIA}/location",
            {"person": MARIA, "latitude": 91, "longitude": 0},
            "Permintaan ini kurang lengkap atau keliru.",
        ),
        (f"chats/{MARIA}/text", {"person": MARIA, "text": " "}, "Pesan kosong tidak bisa dikirim."),
        (
            f"chats/{MARIA}/contact",
            {"person": 7_000_000_002},
            "Orang ini tidak punya nomor telepon.",
        ),
        ("people", {"first_name": " "}, "Nama depan belum diisi."),
    ],
)
async def test_what_cannot_be_is_refused_with_a_sentence(send, path, body, words):
    assert await send(path, **body) == (400, {"error": words})


@pytest.mark.parametrize(
    ("count", "size", "status", "words"),
    [
        (1, 10 * 2**20 + 1, 400, "Foto paling besar 10 MB. Kirim saja sebagai dokumen."),
        (6, 9 * 2**20, 413, "Terlalu besar: paling besar 50 MB."),
        (11, 1, 400, "Pilih 1 sampai 10 berkas."),
    ],
)
async def test_too_much_at_once_is_refused(http, maria, count, size, status, words):
    form = aiohttp.FormData({"person": str(MARIA)})
    for number in range(count):
        form.add_field("file", BytesIO(bytes(size)), filename=f"{number}.jpg")
    async with http.post(f"{CHAT}/photo", data=form) as answer:
        assert (answer.status, await answer.json()) == (status, {"error": words})


async def test_a_page_of_another_site_may_not_act(http):
    headers = {"Origin": "https://jahat.contoh"}
    body = {"person": MARIA, "text": "x"}
    async with http.post(f"{CHAT}/text", json=body, headers=headers) as answer:
        assert answer.status == 403


async def test_a_foreign_name_for_this_machine_is_refused(http):
    async with http.get("telegram/api/people", headers={"Host": "jahat.contoh"}) as answer:
        assert answer.status == 403


async def test_a_page_that_remembers_an_earlier_run_sees_the_talk_anew(see, maria):
    seen = await see(f"chats/{MARIA}/messages?person={MARIA}&after=99999&wait=20")
    assert [message["text"] for message in seen["messages"]] == ["/start"]
