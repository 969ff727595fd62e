"""Bytes to parameters and results to bytes, as the Bot API puts them on the wire."""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

from aiohttp import BodyPartReader, hdrs, web

from .refusals import Refusal, bad_request

Json = dict[str, Any]
LOOPBACK = ("127.0.0.1", "localhost", "::1")
LARGEST_UPLOAD = 50 * 1024 * 1024
LARGEST_REQUEST = LARGEST_UPLOAD + 1024 * 1024

encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Upload(NamedTuple):
    """One file that came with a request."""

    name: str
    data: bytes
    mime: str


class Parameters:
    """The parameters of one call, read by type; an empty one counts as missing."""

    __slots__ = ("files", "values")

    def __init__(self, values: Mapping[str, Any], files: Mapping[str, Upload]) -> None:
        self.values = {name: value for name, value in values.items() if value not in ("", None)}
        self.files = files

    def text(self, name: str) -> str:
        value = self.values.get(name, "")
        return value if isinstance(value, str) else encode(value)

    def integer(self, name: str) -> int | None:
        value = self.values.get(name)
        if value is None:
            return None
        try:
            return int(value)
        except (TypeError, ValueError):
            raise bad_request(f"invalid {name} specified") from None

    def number(self, name: str) -> float | None:
        try:
            return float(self.values[name])
        except KeyError:
            return None
        except (TypeError, ValueError):
            raise bad_request(f"invalid {name} specified") from None

    def flag(self, name: str) -> bool:
        value = self.values.get(name)
        return value is True or str(value).lower() in ("true", "yes", "1")

    def nested(self, name: str) -> Any:
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {name} JSON object") from None

    def objects(self, name: str) -> list[Any]:
        value = self.nested(name)
        if value is None:
            return []
        if not isinstance(value, list):
            raise bad_request(f"can't parse {name}: expected an Array")
        return value


async def read_parameters(request: web.Request) -> Parameters:
    """Whatever a client sent, from the query, a form, its files or a JSON body."""
    values: dict[str, Any] = dict(request.query) if request.query_string else {}
    files: dict[str, Upload] = {}
    kind = request.headers.get(hdrs.CONTENT_TYPE, "")
    if kind.startswith("multipart/"):
        await read_multipart(request, values, files)
    elif kind.startswith("application/json"):
        values.update(read_json(await request.read()))
    elif request.can_read_body:
        body = (await request.read()).decode("utf-8", "replace")
        values.update(parse_qsl(body, keep_blank_values=True))
    return Parameters(values, files)


def read_json(body: bytes) -> Json:
    try:
        values = json.loads(body or b"{}")
    except ValueError:
        raise bad_request("can't parse JSON object") from None
    if not isinstance(values, dict):
        raise bad_request("object expected as parameters")
    return values


async def read_multipart(
    request: web.Request, values: dict[str, Any], files: dict[str, Upload]
) -> None:
    left = LARGEST_REQUEST
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name is None:
            continue
        data = await read_part(part, left)
        left -= len(data)
        if part.filename is None:
            values[part.name] = data.decode("utf-8", "replace")
        else:
            mime = part.headers.get(hdrs.CONTENT_TYPE, "application/octet-stream")
            # A browser sends an album as several parts of one name.
            name = f"{part.name} {len(files)}" if part.name in files else part.name
            files[name] = Upload(part.filename, data, mime)


async def read_part(part: BodyPartReader, left: int) -> bytes:
    data = bytearray()
    while chunk := await part.read_chunk(256 * 1024):
        data += chunk
        if len(data) > left:
            raise Refusal(413, "Request Entity Too Large")
    return bytes(data)


def accepted(result: Any) -> bytes:
    if isinstance(result, bytes):
        return b'{"ok":true,"result":' + result + b"}"
    return ('{"ok":true,"result":' + encode(result) + "}").encode()


def refused(refusal: Refusal) -> bytes:
    answer: Json = {
        "ok": False,
        "error_code": refusal.code,
        "description": refusal.description,
    }
    if refusal.parameters:
        answer["parameters"] = refusal.parameters
    return encode(answer).encode()
