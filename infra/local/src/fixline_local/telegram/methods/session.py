"""setWebhook, deleteWebhook, getWebhookInfo, logOut, close."""

import ipaddress
import re
from typing import Final
from urllib.parse import urlsplit

from aiogram.methods import Close, DeleteWebhook, GetWebhookInfo, LogOut, SetWebhook
from aiogram.types import Update

from fixline_local.telegram.call import Call
from fixline_local.telegram.errors import bad_request
from fixline_local.telegram.store.bots import Webhook
from fixline_local.telegram.store.database import Json

PORTS: Final = (443, 80, 88, 8443)
MAX_SECRET: Final = 256
CONNECTIONS: Final = range(1, 101)
LOGGED_OUT_SECONDS: Final = 600.0
UPDATE_KINDS: Final = frozenset(Update.model_fields) - {"update_id"}
_SECRET: Final = re.compile(r"[A-Za-z0-9_-]*")


def set_webhook(call: Call, method: SetWebhook) -> bool:
    if not method.url:
        return _remove(call, drop=bool(method.drop_pending_updates))
    secret = method.secret_token or ""
    if len(secret) > MAX_SECRET:
        raise bad_request("secret token is too long")
    if not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    _check_url(method.url)
    limit = method.max_connections or 40
    connections = min(max(limit, CONNECTIONS.start), CONNECTIONS.stop - 1)
    call.bot.webhook = Webhook(url=method.url, secret_token=secret, max_connections=connections)
    remember_allowed(call, method.allowed_updates)
    call.world.bots.save(call.bot)
    if method.drop_pending_updates:
        call.world.updates.drop_all(call.bot.id)
    end_poller(call, "Conflict: terminated by setWebhook request")
    return True


def delete_webhook(call: Call, method: DeleteWebhook) -> bool:
    return _remove(call, drop=bool(method.drop_pending_updates))


def get_webhook_info(call: Call, _: GetWebhookInfo) -> Json:
    webhook = call.bot.webhook
    info: Json = {
        "url": webhook.url,
        "has_custom_certificate": False,
        "pending_update_count": call.world.updates.count(call.bot.id),
    }
    if webhook.url:
        info["max_connections"] = webhook.max_connections
        info["ip_address"] = urlsplit(webhook.url).hostname
    if webhook.last_error_date:
        info |= {"last_error_date": webhook.last_error_date, "last_error_message": webhook.last_error_message}
    if call.bot.allowed_updates:
        info["allowed_updates"] = call.bot.allowed_updates
    return info


def log_out(call: Call, _: LogOut) -> bool:
    call.bot.logged_out_until = call.world.clock() + LOGGED_OUT_SECONDS
    call.world.bots.save(call.bot)
    end_poller(call, "Conflict: terminated by logOut request")
    return True


def close(call: Call, _: Close) -> bool:
    end_poller(call, "Conflict: terminated by close request")
    return True


def remember_allowed(call: Call, allowed: list[str] | None) -> None:
    """Keep what the bot asked for. None leaves it, an empty list is the default; unknown names are ignored."""
    if allowed is not None:
        call.bot.allowed_updates = [kind for kind in allowed if kind in UPDATE_KINDS] or None
        call.world.bots.save(call.bot)


def end_poller(call: Call, reason: str) -> None:
    poller = call.world.pollers.pop(call.bot.id, None)
    if poller is not None:
        poller.ended_by = reason


def _remove(call: Call, *, drop: bool) -> bool:
    call.bot.webhook = Webhook()
    call.world.bots.save(call.bot)
    if drop:
        call.world.updates.drop_all(call.bot.id)
    return True


def _check_url(url: str) -> None:
    parts = urlsplit(url)
    host = parts.hostname or ""
    if not host:
        raise bad_request("bad webhook: invalid webhook URL specified")
    if _is_loopback(host) and parts.scheme in {"http", "https"}:
        return
    if parts.scheme != "https":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if (parts.port or 443) not in PORTS:
        raise bad_request(
            f"bad webhook: Webhook can be set up only on ports {', '.join(map(str, sorted(PORTS)))}"
        )


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
