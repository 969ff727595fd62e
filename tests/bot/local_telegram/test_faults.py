"""Trouble on order, and the log that shows what was on the wire."""

import asyncio

import aiohttp
import pytest

from bot.local_telegram import Impossible


@pytest.mark.filterwarnings("ignore:Deprecated since version v22.2")
async def test_a_429_names_the_seconds_to_wait(client, call, local, maria):
    local.faults.add("429", method="sendMessage", count=2, retry_after=7)
    kind, _ = await client.refusal(client.bot.send_message(maria.id, "x"))
    status, answer = await call("sendMessage", chat_id=maria.id, text="x")
    assert (kind, status, answer["parameters"]) == ("RetryAfter", 429, {"retry_after": 7})
    assert (await client.bot.send_message(maria.id, "x")).text == "x"


@pytest.mark.parametrize("kind", ["500", "502"])
async def test_server_errors_come_as_such(client, local, maria, kind):
    local.faults.add(kind, count=1)
    refused, _ = await client.refusal(client.bot.send_message(maria.id, "x"))
    assert refused == "NetworkError"


async def test_a_cut_before_has_no_effect_and_a_cut_after_has(call, local, maria):
    for kind in ("cut_before", "cut_after"):
        local.faults.add(kind, count=1)
        with pytest.raises(aiohttp.ClientError):
            await call("sendMessage", chat_id=maria.id, text=kind)
    assert [message["text"] for message in maria.heard()] == ["cut_after"]
    assert [one.status for one in local.calls.of("sendMessage")] == [0, 0]


async def test_a_rule_for_one_chat_and_method_leaves_others_alone(call, local, maria):
    petrus = local.person(7_000_000_002)
    petrus.starts()
    local.faults.add("500", method="sendMessage", chat_id=maria.id)
    assert (await call("sendMessage", chat_id=maria.id, text="x"))[0] == 500
    assert (await call("sendMessage", chat_id=petrus.id, text="x"))[0] == 200
    assert (await call("sendChatAction", chat_id=maria.id, action="typing"))[0] == 200


async def test_a_share_strikes_about_so_many(call, local, maria):
    local.faults.add("500", share=0.5)
    statuses = [(await call("getMe"))[0] for _ in range(60)]
    assert 15 <= statuses.count(500) <= 45


async def test_slow_answers_are_seen_in_the_log(call, local):
    local.faults.add("slow", seconds=0.05, count=1)
    await call("getMe")
    (one,) = local.calls.of("getMe")
    assert one.end - one.begin >= 0.05


async def test_a_conflict_strikes_polling_only(call, local):
    local.faults.add("conflict")
    assert (await call("getUpdates"))[0] == 409
    assert (await call("getMe"))[0] == 200
    local.faults.clear()
    assert (await call("getUpdates"))[0] == 200


async def test_a_poison_update_stands_before_the_next_of_the_chat(call, local, maria):
    local.faults.add("poison", chat_id=maria.id, count=1)
    maria.says("sehat")
    _, answer = await call("getUpdates")
    poison, healthy = answer["result"]
    assert (poison["message"]["date"], healthy["message"]["text"]) == ({}, "sehat")


async def test_a_poller_that_hung_up_counts_as_cut_and_not_as_a_conflict(call, local, maria, until):
    polling = asyncio.create_task(call("getUpdates", timeout=20))
    await until(lambda: local.world.delivery.poller)
    polling.cancel()
    await asyncio.wait([polling])
    maria.says("halo")
    await until(lambda: local.calls.of("getUpdates"))
    assert [one.status for one in local.calls.of("getUpdates")] == [0]
    assert (await call("getUpdates"))[1]["result"][0]["message"]["text"] == "halo"


def test_an_unknown_kind_is_refused(local):
    with pytest.raises(Impossible, match="tidak dikenal"):
        local.faults.add("gempa")


async def test_the_log_tells_method_chat_status_and_parameters_in_order(call, local, maria):
    await call("sendMessage", chat_id=maria.id, text="satu")
    await call("sendMessage", chat_id=99, text="dua")
    first, second = local.calls.of("sendMessage")
    assert (first.chat_id, first.status, first.parameters["text"]) == (maria.id, 200, "satu")
    assert (second.status, second.summary) == (400, "Bad Request: chat not found")
    assert first.end <= second.begin
    assert local.calls.of("sendMessage", status=400) == [second]
