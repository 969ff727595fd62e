"""How the bot gets its updates: by asking, or by naming an address."""

import re
from urllib.parse import urlsplit

from .methods import method
from .refusals import bad_request
from .wire import LOOPBACK, Json, Parameters
from .world import World


@method("getUpdates", "offset limit timeout allowed_updates")
async def get_updates(world: World, p: Parameters) -> bytes:
    return await world.delivery.get(p)


@method(
    "setWebhook",
    "url max_connections allowed_updates drop_pending_updates secret_token ip_address",
)
async def set_webhook(world: World, p: Parameters) -> bool:
    url = p.text("url")
    if url:
        check_address(url)
    secret = p.text("secret_token")
    if secret and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
        raise bad_request("secret token contains unallowed characters")
    world.delivery.remember_allowed(p)
    await redirect(world, p, url)
    hook = world.webhook
    hook.secret = secret
    hook.max_connections = min(max(p.integer("max_connections") or 40, 1), 100)
    if url:
        world.delivery.end_other_poller("terminated by setWebhook request")
        hook.start()
    world.keep("settings", 0)
    return True


@method("deleteWebhook", "drop_pending_updates")
async def delete_webhook(world: World, p: Parameters) -> bool:
    await redirect(world, p, "")
    world.keep("settings", 0)
    return True


async def redirect(world: World, p: Parameters, url: str) -> None:
    await world.webhook.stop()
    world.delivery.webhook_url = url
    if p.flag("drop_pending_updates"):
        world.delivery.acknowledge(world.delivery.next_id)


def check_address(url: str) -> None:
    """Telegram wants https; here plain http to this same machine will do."""
    parts = urlsplit(url)
    if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK):
        return
    raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")


@method("getWebhookInfo")
def get_webhook_info(world: World, p: Parameters) -> Json:
    info: Json = {
        "url": world.delivery.webhook_url,
        "has_custom_certificate": False,
        "pending_update_count": sum(1 for _ in world.delivery.live()),
    }
    if world.delivery.webhook_url:
        info["max_connections"] = world.webhook.max_connections
    if world.webhook.last_error:
        info["last_error_date"], info["last_error_message"] = world.webhook.last_error
    if world.delivery.allowed:
        info["allowed_updates"] = world.delivery.allowed
    return info
