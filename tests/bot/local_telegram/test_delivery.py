"""Updates come in order, come again until acknowledged, and grow too old."""

import asyncio

import pytest
from aiogram.exceptions import ClientDecodeError


async def texts(call, **options) -> list[str]:
    status, answer = await call("getUpdates", **options)
    assert status == 200, answer
    return [update["message"]["text"] for update in answer["result"]]


async def numbers(call, **options) -> list[int]:
    return [update["update_id"] for update in (await call("getUpdates", **options))[1]["result"]]


async def test_unacknowledged_updates_come_again_in_order(call, maria):
    for word in ("satu", "dua", "tiga"):
        maria.says(word)
    first = await numbers(call)
    assert await texts(call) == ["satu", "dua", "tiga"]
    assert await texts(call, offset=first[1]) == ["dua", "tiga"]
    assert await texts(call, offset=first[2] + 1) == []
    assert first == list(range(first[0], first[0] + 3))


async def test_a_limit_bounds_the_batch(call, maria):
    for word in "abc":
        maria.says(word)
    assert await texts(call, limit=2) == ["a", "b"]


async def test_a_negative_offset_forgets_what_is_older(call, maria):
    for word in "abc":
        maria.says(word)
    assert await texts(call, offset=-1) == ["c"]
    assert await texts(call) == ["c"]


async def test_a_waiting_poller_gets_what_arrives(call, maria, until):
    waiting = asyncio.create_task(texts(call, timeout=20))
    await until(lambda: maria.world.delivery.poller)
    maria.says("halo")
    assert await waiting == ["halo"]


async def test_a_second_poller_ends_the_first(call, maria, until):
    first = asyncio.create_task(call("getUpdates", timeout=20))
    await until(lambda: maria.world.delivery.poller)
    assert await texts(call) == []
    status, answer = await first
    assert status == 409
    assert answer["description"].startswith("Conflict: terminated by other getUpdates request")


async def test_polling_under_a_webhook_is_a_conflict(client):
    await client.bot.set_webhook("https://contoh.id/hook")
    kind, words = await client.refusal(client.bot.get_updates())
    assert kind == "Conflict"
    assert words.startswith("can't use getupdates method while webhook is active")


async def test_unwanted_kinds_are_left_out_when_made_and_the_wish_is_remembered(call, maria):
    await call("getUpdates", allowed_updates=["callback_query"])
    maria.says("tidak terdengar")
    maria.taps(1, "x")
    await call("getUpdates", allowed_updates=[])
    maria.says("terdengar")
    _, answer = await call("getUpdates")
    assert [sorted(update)[0] for update in answer["result"]] == ["callback_query", "message"]


async def test_messages_live_a_day_and_taps_150_seconds(call, clock, maria):
    maria.says("halo")
    maria.taps(1, "x")
    clock.passes(seconds=149)
    assert len(await numbers(call)) == 2
    clock.passes(seconds=2)
    assert await texts(call) == ["halo"]
    clock.passes(hours=23, minutes=57)
    assert await texts(call) == ["halo"]
    clock.passes(minutes=1)
    assert await numbers(call) == []


async def test_a_poison_update_stops_a_client_that_decodes_the_whole_batch(
    call, client, local, maria
):
    local.poison()
    maria.says("sehat")
    with pytest.raises((ClientDecodeError, TypeError, ValueError)):
        await client.bot.get_updates()
    assert len(await numbers(call)) == 2
