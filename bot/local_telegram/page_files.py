"""The chat page's own files, as a browser may have them."""

from pathlib import Path

from aiohttp import web

FOLDER = Path(__file__).with_name("page")
NAME = r"{name:[a-z]+\.(?:css|js|svg)}"
KINDS = {
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' blob:; media-src 'self' blob:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
# Nothing is kept: after an update no part of the old page stands beside the new one.
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
}


async def page_file(request: web.Request) -> web.FileResponse:
    path = FOLDER / request.match_info.get("name", "index.html")
    kind = {"Content-Type": f"{KINDS[path.suffix]}; charset=utf-8"}
    return web.FileResponse(path, headers=HEADERS | kind)
