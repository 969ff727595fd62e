"""The table of routes."""

from collections.abc import Callable
from datetime import datetime

from aiohttp import web

from storage.database import Database
from web.health import Known, health
from web.metrics import metrics


def add_routes(
    app: web.Application,
    database: Database,
    *,
    clock: Callable[[], datetime],
    telegram: Callable[[], Known | None],
) -> None:
    """Put the clinic's pages into an application."""

    async def show_health(_request: web.Request) -> web.Response:
        well, figures = await health(database, now=clock(), telegram=telegram())
        return web.json_response(figures, status=200 if well else 503)

    async def show_metrics(_request: web.Request) -> web.Response:
        body = await metrics(database, now=clock())
        return web.Response(body=body, headers={"Content-Type": "text/plain; version=0.0.4"})

    app.router.add_get("/health", show_health)
    app.router.add_get("/metrics", show_metrics)
