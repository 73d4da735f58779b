"""The webhook over real HTTP."""

import asyncio
import io
import json
import time
from collections.abc import AsyncIterator

import aiohttp
import pytest
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from structlog.testing import capture_logs

from bot_service.adapters.inbound.http import webhook as webhook_module
from bot_service.adapters.inbound.http.paths import WEBHOOK
from bot_service.adapters.inbound.http.server import HttpServer
from bot_service.adapters.inbound.http.webhook import MOST_BYTES, SECRET_HEADER, create_webhook_app
from bot_service.adapters.inbound.telegram.updates.receiver import Receiver
from fixline_telemetry.http.server import ListenError

from .conftest import Stored

SECRET = "a-secret-of-the-test"
MESSAGE = {"update_id": 5, "message": {"chat": {"id": 1, "type": "private"}, "from": {"id": 1}}}


class Webhook:
    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self.session = session
        self.url = url

    async def post(self, body: object, *, secret: str | None = SECRET, **headers: str) -> int:
        data = io.BytesIO(body if isinstance(body, bytes) else json.dumps(body).encode())
        given = {} if secret is None else {SECRET_HEADER: secret}
        async with self.session.post(self.url, data=data, headers=given | headers) as answer:
            return answer.status


@pytest.fixture
async def webhook(stored: Stored) -> AsyncIterator[Webhook]:
    server = HttpServer(create_webhook_app(Receiver(stored.inbox), SECRET), "127.0.0.1:0")
    port = await server.start()
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=30)) as session:
        yield Webhook(session, f"http://127.0.0.1:{port}{WEBHOOK}")
    await server.stop()


async def test_200_means_that_the_update_is_in_the_inbox(webhook: Webhook, stored: Stored) -> None:
    assert await webhook.post(MESSAGE) == 200
    assert await stored.updates() == [(5, 1, "message")]


async def test_an_update_handed_over_twice_is_kept_once(webhook: Webhook, stored: Stored) -> None:
    assert await asyncio.gather(*(webhook.post(MESSAGE) for _ in range(5))) == [200] * 5
    assert await stored.updates() == [(5, 1, "message")]


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET[:-1], SECRET + "x", "\u00fc" * 20])
async def test_strangers_are_turned_away(webhook: Webhook, stored: Stored, secret: str | None) -> None:
    assert await webhook.post(MESSAGE, secret=secret) == 401
    assert await stored.updates() == []


async def test_a_stranger_is_turned_away_before_the_body_comes(webhook: Webhook) -> None:
    never = asyncio.Event()

    async def body() -> AsyncIterator[bytes]:
        yield b"{"
        await never.wait()

    async with webhook.session.post(webhook.url, data=body()) as answer:
        assert answer.status == 401


async def test_too_large_a_body_is_refused(webhook: Webhook, stored: Stored) -> None:
    with capture_logs() as lines:
        assert await webhook.post(b" " * (MOST_BYTES + 1)) == 413
    assert await stored.updates() == []
    # Somebody wrote it, and it does not come in.
    (line,) = [line for line in lines if line["event"] == "webhook.refused"]
    assert (line["log_level"], line["status"], line["reason"]) == ("warning", 413, "too_large")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b"null",
        b"{}",
        b'{"update_id": "5"}',
        b'{"update_id": true}',
        b'{"update_id": -1}',
        b'{"update_id": 9223372036854775808}',
        b"[" * 200_000,
        b'{"update_id": ' + b"9" * 5_000 + b"}",
        b'{"update_id": 1, "message": {"date": NaN}}',
        b'{"update_id": 1, "message": {"date": -Infinity}}',
        b'{"update_id": 1, "message": {"location": {"latitude": 1e400}}}',
    ],
)
async def test_what_is_no_update_is_refused(webhook: Webhook, stored: Stored, body: bytes) -> None:
    assert await webhook.post(body) == 400
    assert await stored.updates() == []


@pytest.mark.parametrize("depth", [100, 900, 5_000, 100_000])
async def test_a_deeply_nested_update_is_kept_or_refused_and_the_next_one_comes_in(
    webhook: Webhook, stored: Stored, depth: int
) -> None:
    nested = b'{"update_id": 1, "message": ' + b'{"a": ' * depth + b"1" + b"}" * depth + b"}"
    status = await webhook.post(nested)
    assert status in {200, 400}
    assert await webhook.post(MESSAGE) == 200
    assert len(await stored.updates()) == 1 + (status == 200)


async def test_a_body_that_does_not_end_has_its_time(
    webhook: Webhook, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook_module, "BODY_SECONDS", 0.2)

    async def drips() -> AsyncIterator[bytes]:
        for _ in range(1000):
            yield b" "
            await asyncio.sleep(0.05)

    started = time.monotonic()
    headers = {SECRET_HEADER: SECRET}
    async with webhook.session.post(webhook.url, data=drips(), headers=headers) as answer:
        assert answer.status == 408
    assert time.monotonic() - started < 15.0
    assert await stored.updates() == []


@pytest.mark.parametrize(
    ("update", "kept"),
    [
        ({"update_id": 1}, (1, 0, "unknown")),
        ({"update_id": 1, "telepathy": {"chat": {"id": 3}}}, (1, 0, "unknown")),
        ({"update_id": 1, "message": None}, (1, 0, "unknown")),
        ({"update_id": 1, "message": {"chat": {"id": "x"}}}, (1, 0, "message")),
        ({"update_id": 1, "inline_query": {"from": {"id": 4}}}, (1, 4, "inline_query")),
        (
            {"update_id": 1, "callback_query": {"from": {"id": 4}, "message": {"chat": {"id": -9}}}},
            (1, -9, "callback_query"),
        ),
        ({"update_id": 1, "callback_query": {"from": {"id": 4}}}, (1, 4, "callback_query")),
        ({"update_id": 1, "message": {"chat": {"id": 1}, "text": "\x00 \ud83d"}}, (1, 1, "message")),
    ],
)
async def test_whatever_telegram_sends_is_kept(
    webhook: Webhook, stored: Stored, update: dict[str, object], kept: tuple[object, ...]
) -> None:
    assert await webhook.post(update) == 200
    assert await stored.updates() == [kept]


async def test_nothing_else_is_served(webhook: Webhook) -> None:
    for path in ("/", "/docs", "/openapi.json", "/metrics"):
        async with webhook.session.get(webhook.url.removesuffix(WEBHOOK) + path) as answer:
            assert answer.status == 404
    async with webhook.session.get(webhook.url) as answer:
        assert answer.status == 405


async def test_when_the_inbox_is_down_telegram_must_come_again(webhook: Webhook, stored: Stored) -> None:
    async with stored.database.transaction() as holder:
        await holder.exec_driver_sql("LOCK TABLE inbox IN ACCESS EXCLUSIVE MODE")
        assert await webhook.post(MESSAGE) == 503
    assert await webhook.post(MESSAGE) == 200


async def test_an_inbound_traceparent_has_no_say(
    webhook: Webhook, stored: Stored, spans: InMemorySpanExporter
) -> None:
    forged = "00-11111111111111111111111111111111-2222222222222222-01"
    assert await webhook.post(MESSAGE, traceparent=forged) == 200
    assert forged[3:35] not in {f"{each.context.trace_id:032x}" for each in spans.get_finished_spans()}
    (span,) = [each for each in spans.get_finished_spans() if each.name == f"POST {WEBHOOK}"]
    assert span.parent is None
    assert span.attributes is not None
    assert span.attributes["http.response.status_code"] == 200
    ((traceparent,),) = await stored.rows("SELECT traceparent FROM inbox")
    context = span.get_span_context()
    assert context is not None
    assert str(traceparent).startswith(f"00-{context.trace_id:032x}-{context.span_id:016x}-")


async def test_a_taken_port_is_named(stored: Stored) -> None:
    app = create_webhook_app(Receiver(stored.inbox), SECRET)
    first = HttpServer(app, "127.0.0.1:0")
    port = await first.start()
    with pytest.raises(ListenError, match=f"127.0.0.1:{port}"):
        await HttpServer(app, f"127.0.0.1:{port}").start()
    await first.stop()
