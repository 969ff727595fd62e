"""Calls come in every form a client may choose, and mean the same."""

import json
from io import BytesIO

import aiohttp
import pytest

MARIA = 7_000_000_001
MARKUP = {"inline_keyboard": [[{"text": "Ya", "callback_data": "y"}]]}


def as_form():
    return {"data": {"chat_id": str(MARIA), "text": "x", "reply_markup": json.dumps(MARKUP)}}


def as_query():
    return {"params": {"chat_id": str(MARIA), "text": "x", "reply_markup": json.dumps(MARKUP)}}


def as_json():
    return {"json": {"chat_id": MARIA, "text": "x", "reply_markup": MARKUP}}


def as_parts():
    form = aiohttp.FormData(as_form()["data"])
    form.add_field("unused", b"", filename="x.bin")
    return {"data": form}


@pytest.mark.parametrize("form", [as_form, as_query, as_json, as_parts])
async def test_every_form_of_a_call_means_the_same(http, maria, form):
    async with http.post("/bot42:TEST/sendMessage", **form()) as answer:
        sent = (await answer.json())["result"]
    assert (sent["text"], sent["reply_markup"]) == ("x", MARKUP)


async def test_files_are_found_by_their_name_at_every_depth(http, maria):
    media = [{"type": "photo", "media": f"attach://{name}"} for name in ("satu", "dua")]
    form = aiohttp.FormData({"chat_id": str(MARIA), "media": json.dumps(media)})
    for name in ("dua", "satu"):
        form.add_field(name, name.encode(), filename=f"{name}.jpg")
    async with http.post("/bot42:TEST/sendMediaGroup", data=form) as answer:
        first, _ = (await answer.json())["result"]
    file_id = first["photo"][-1]["file_id"]
    async with http.get(f"/telegram/api/files/{file_id}") as answer:
        assert await answer.read() == b"satu"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"{", "can't parse JSON object"),
        (b"[]", "object expected as parameters"),
        (b'{"chat_id": "x", "text": "x"}', "chat not found"),
        (b'{"chat_id": 7000000001, "text": ""}', "message text is empty"),
        (
            b'{"chat_id": 7000000001, "text": "x", "message_thread_id": "y"}',
            "invalid message_thread_id specified",
        ),
        (
            b'{"chat_id": 7000000001, "text": "x", "reply_markup": "{"}',
            "can't parse reply_markup JSON object",
        ),
    ],
)
async def test_what_cannot_be_read_is_refused(http, maria, body, words):
    headers = {"Content-Type": "application/json"}
    async with http.post("/bot42:TEST/sendMessage", data=body, headers=headers) as answer:
        assert (await answer.json())["description"] == f"Bad Request: {words}"


async def test_a_request_ends_at_the_largest_upload_however_many_files_it_has(http, maria):
    form = aiohttp.FormData({"chat_id": str(MARIA), "media": "[]"})
    for name in ("satu", "dua"):
        form.add_field(name, BytesIO(bytes(26 * 1024 * 1024)), filename=f"{name}.bin")
    async with http.post("/bot42:TEST/sendMediaGroup", data=form) as answer:
        assert answer.status == 413
