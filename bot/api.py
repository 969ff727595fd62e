"""Bare calls to the Bot API: what is owed is already written as the API wants it.

aiogram's typed methods cost as much per call as handling the update; letters need none of it.
"""

from io import BytesIO
from typing import Any, NamedTuple

import aiohttp

from storage import json_text

ANSWERS = ({"ok", "result"}, {"ok", "error_code", "description"})
CONNECT_S = 10  # longest wait for a free connection and until Telegram takes it
UPLOAD_S = 120  # a file takes its time on a thin line
GATEWAY = (502, 504)  # said by what stands before Telegram, perhaps of the answer only


class Upload(NamedTuple):
    """A file that goes along with a call, as the parameter `field`."""

    field: str
    name: str
    content: bytes
    kind: str


class ApiFault(Exception):
    """Telegram refused a call."""

    def __init__(self, code: int, description: str, parameters: dict[str, Any]) -> None:
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description
        self.parameters = parameters


class NotSent(Exception):
    """The call never left the house."""


class InDoubt(Exception):
    """The call was on the wire and no answer of Telegram's came: it may have been carried out."""


class Api:
    """One bot's calls over one pool of connections."""

    def __init__(self, base: str, token: str, *, connections: int = 80) -> None:
        self._base = f"{base}/bot{token}/"
        self._connections = connections
        self._http: aiohttp.ClientSession | None = None

    async def call(
        self,
        method: str,
        params: dict[str, Any],
        *,
        upload: Upload | None = None,
        timeout_s: float = 30,
    ) -> Any:
        """The result; raises ApiFault, NotSent or InDoubt. The token never gets into a message."""
        try:
            return await self._post(method, params, upload, timeout_s)
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as fault:
            raise NotSent(type(fault).__name__) from None
        except (TimeoutError, aiohttp.ClientError) as fault:
            raise InDoubt(type(fault).__name__) from None

    async def _post(
        self, method: str, params: dict[str, Any], upload: Upload | None, timeout_s: float
    ) -> Any:
        if self._http is None:
            connector = aiohttp.TCPConnector(limit=self._connections)
            self._http = aiohttp.ClientSession(connector=connector)
        whole = timeout_s if upload is None else max(timeout_s, UPLOAD_S)
        limit = aiohttp.ClientTimeout(whole, connect=min(CONNECT_S, timeout_s / 2))
        body = _form(params, upload) if upload else json_text.write(params).encode()
        headers = None if upload else {"Content-Type": "application/json"}
        url = self._base + method
        async with self._http.post(url, data=body, headers=headers, timeout=limit) as response:
            answer = _telegrams_own(await response.read())
        if answer is None or response.status in GATEWAY:
            raise InDoubt(f"HTTP {response.status}")
        if answer["ok"]:
            return answer["result"]
        raise ApiFault(answer["error_code"], answer["description"], answer.get("parameters") or {})

    async def close(self) -> None:
        if self._http is not None:
            await self._http.close()


def _form(params: dict[str, Any], upload: Upload) -> aiohttp.FormData:
    form = aiohttp.FormData()
    for name, value in params.items():
        form.add_field(name, value if isinstance(value, str) else json_text.write(value))
    content = BytesIO(upload.content)
    form.add_field(upload.field, content, filename=upload.name, content_type=upload.kind)
    return form


def _telegrams_own(body: bytes) -> dict[str, Any] | None:
    """The answer in a body; None when somebody on the way has put something else there."""
    try:
        answer = json_text.read(body)
    except ValueError:
        return None
    own = isinstance(answer, dict) and any(answer.keys() >= form for form in ANSWERS)
    return answer if own else None
