"""`python -m bot.local_telegram`: the local Telegram as a process of its own."""

import argparse
import random
from datetime import UTC, datetime
from pathlib import Path

from aiohttp import web

from .limits import Limits
from .telegram import LocalTelegram


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Telegram lokal, hanya di komputer ini")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8081)
    parser.add_argument("--token", default="1:TEST")
    parser.add_argument("--store", type=Path, help="file in which the talk survives")
    parser.add_argument("--limits", action="store_true", help="hold the bot to real limits")
    parser.add_argument("--history", type=int, help="keep only so many messages per chat")
    return parser.parse_args()


def wall_clock() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - this process stands alone


def main() -> None:
    given = arguments()
    telegram = LocalTelegram(
        given.token,
        clock=wall_clock,
        chance=random.Random(),
        store=given.store,
        limits=Limits() if given.limits else None,
        history=given.history,
    )
    web.run_app(telegram.application(), host=given.host, port=given.port, access_log=None)


if __name__ == "__main__":
    main()
