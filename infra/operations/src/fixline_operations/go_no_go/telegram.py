"""Telegram: whether it has our token, calls us, and is let in by a certificate that lives on."""

import asyncio
import ssl
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final
from urllib.parse import urlsplit

from aiohttp import ClientSession
from aiohttp_socks import ProxyConnectionError, ProxyConnector, ProxyError, ProxyTimeoutError

from fixline_operations.errors import OperationError
from fixline_operations.go_no_go.inspected import Inspected
from fixline_operations.go_no_go.verdict import Verdict, does_not_apply, go, judged, no_go

DEFAULT_API: Final = "https://api.telegram.org"
MOST_PENDING: Final = 100
RECENTLY_SECONDS: Final = 600
UNAUTHORIZED: Final = 401
CERTIFICATE_DAYS: Final = 14
DAY: Final = 86_400
PROXY_FAILURES: Final = (ProxyError, ProxyConnectionError, ProxyTimeoutError)


async def ask(inspected: Inspected, method: str) -> Any:
    """Return the result of a call of the Bot API; raise `OperationError` with its words, never with the address."""
    api = inspected.settings.get("BOT_API_URL") or DEFAULT_API
    token = inspected.deployment.setting("BOT_TOKEN")
    async with telegrams_client(inspected) as http, http.get(f"{api}/bot{token}/{method}") as answer:
        said = await answer.json(content_type=None)
    if not said.get("ok"):
        raise OperationError(f"{method}: {said.get('error_code')} {said.get('description')}")
    return said["result"]


@asynccontextmanager
async def telegrams_client(inspected: Inspected) -> AsyncIterator[ClientSession]:
    """Yield what goes to Telegram the way that the bot does; `OperationError` where its proxy is in the way."""
    proxy = inspected.settings.get("BOT_PROXY")
    if not proxy:
        yield inspected.http
        return
    scheme, _, rest = proxy.partition("://")
    hidden = {"proxy_ssl": ssl.create_default_context()} if scheme == "https" else {}
    connector = ProxyConnector.from_url(
        f"{'http' if scheme == 'https' else scheme}://{rest}", rdns=True, **hidden
    )
    async with ClientSession(connector=connector) as http:
        try:
            yield http
        except PROXY_FAILURES as failure:
            # Without its text, which may hold the address.
            raise OperationError(f"the proxy of BOT_PROXY: {type(failure).__name__}") from None


async def webhook(inspected: Inspected) -> Verdict:
    """Registered as the settings say, without errors; and answered: a stranger is turned away by us, not by a proxy."""
    me = await ask(inspected, "getMe")
    info = await ask(inspected, "getWebhookInfo")
    wanted, found = inspected.settings.get("BOT_WEBHOOK_URL", ""), info.get("url", "")
    if found != wanted:
        return no_go(
            f"@{me['username']}: Telegram calls {found or 'nobody'}, wanted {wanted or 'nobody: the bot polls'}"
        )
    if not wanted:
        return go(f"@{me['username']}: no webhook, the bot polls")
    pending = info.get("pending_update_count", 0)
    if pending > MOST_PENDING:
        return no_go(f"{pending} updates wait at Telegram")
    if time.time() - info.get("last_error_date", 0) < RECENTLY_SECONDS:
        return no_go(f"Telegram's last call failed: {info.get('last_error_message')}")
    async with inspected.http.post(wanted, json={}) as answer:
        good = answer.status == UNAUTHORIZED
        return judged(
            good, f"@{me['username']}: registered, {pending} waiting; a stranger gets {answer.status}"
        )


async def certificate(inspected: Inspected) -> Verdict:
    """Of the webhook's address, as a stranger's machine sees it."""
    url = urlsplit(inspected.settings.get("BOT_WEBHOOK_URL") or "")
    if url.scheme != "https":
        return does_not_apply(
            "nobody calls this desk over TLS: the bot polls" if not url.scheme else "the webhook is local"
        )
    try:
        async with asyncio.timeout(5):
            _, writer = await asyncio.open_connection(
                url.hostname, url.port or 443, ssl=ssl.create_default_context()
            )
    except ssl.SSLCertVerificationError as error:
        return no_go(f"{url.hostname}: {error.verify_message}")
    except ssl.SSLError as error:
        return no_go(f"{url.hostname} speaks no TLS: {error.reason}")
    try:
        ends = ssl.cert_time_to_seconds(writer.get_extra_info("peercert")["notAfter"])
    finally:
        writer.close()
    return verdict_on_certificate(url.hostname or "", (ends - time.time()) / DAY)


def verdict_on_certificate(host: str, days: float) -> Verdict:
    """`days`: for which it is good from now on."""
    return judged(days > CERTIFICATE_DAYS, f"{host}: good for {days:.0f} more days")
