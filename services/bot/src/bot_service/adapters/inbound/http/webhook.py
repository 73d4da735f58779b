"""`POST /telegram/webhook`: Telegram hands an update over."""

import asyncio
import hmac
from http import HTTPStatus
from typing import Final

import structlog
from fastapi import FastAPI, Request, Response
from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.trace import Span, SpanKind, Status, StatusCode
from starlette.requests import ClientDisconnect

from bot_service.adapters.inbound.http.paths import WEBHOOK
from bot_service.adapters.inbound.telegram.updates.facts import NotAnUpdateError, decoded
from bot_service.adapters.inbound.telegram.updates.metrics import REJECTED
from bot_service.adapters.inbound.telegram.updates.receiver import Receiver
from bot_service.application.errors import UnavailableError
from fixline_telemetry import attributes as names
from fixline_telemetry.crashes import report
from fixline_telemetry.spans.current_spans import CurrentSpan

MOST_BYTES: Final = 1024 * 1024
BODY_SECONDS: Final = 10.0
SECRET_HEADER: Final = "x-telegram-bot-api-secret-token"  # noqa: S105  # a header's name
TRACER: Final = trace.get_tracer("fixline.bot.webhook")


log = structlog.get_logger()


class BodyTooLargeError(Exception):
    pass


def create_webhook_app(receiver: Receiver, secret: str) -> FastAPI:
    app = FastAPI(
        title="webhook",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        # Its own spans would continue whatever trace a stranger sends in `traceparent`.
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )
    expected = secret.encode()

    async def webhook(request: Request) -> Response:
        given = request.headers.get(SECRET_HEADER, "").encode()
        # Before the body is read: a stranger costs us nothing, and learns nothing from the time it takes.
        if not hmac.compare_digest(given, expected):
            return refused(401, "bad_secret")
        # A trace of its own: whoever calls from outside has no say in ours.
        span = TRACER.start_span(
            f"POST {WEBHOOK}",
            Context(),
            kind=SpanKind.SERVER,
            attributes={names.HTTP_REQUEST_METHOD: "POST", names.HTTP_ROUTE: WEBHOOK},
        )
        with CurrentSpan(span):
            answer = await take(request, receiver, span)
            span.set_attribute(names.HTTP_RESPONSE_STATUS_CODE, answer.status_code)
            return answer

    # FastAPI has nothing to read of the request: everything is looked at here.
    app.add_route(WEBHOOK, webhook, methods=["POST"])
    return app


async def take(request: Request, receiver: Receiver, span: Span) -> Response:
    try:
        async with asyncio.timeout(BODY_SECONDS):
            body = await read(request)
        await receiver(decoded(body))
    except BodyTooLargeError:
        return refused(413, "too_large")
    except (TimeoutError, ClientDisconnect):
        return refused(408, "too_slow")
    except (NotAnUpdateError, ValueError, RecursionError):
        return refused(400, "bad_body")
    except Exception as error:  # noqa: BLE001  # anything but 200 and Telegram hands it over again
        span.set_attribute(names.ERROR_TYPE, type(error).__name__)
        span.set_status(Status(StatusCode.ERROR, type(error).__name__))
        if isinstance(error, UnavailableError):
            log.warning("webhook.inbox_down", error=str(error))
        else:
            report(error, recurs=True)
        REJECTED.labels("failed").inc()
        return Response(status_code=503, headers={"retry-after": "1"})
    return Response(status_code=200)


async def read(request: Request) -> bytes:
    """Return the body. Raises `BodyTooLargeError` before more than the limit is held."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > MOST_BYTES:
            raise BodyTooLargeError
    return bytes(body)


def refused(status: int, reason: str) -> Response:
    REJECTED.labels(reason).inc()
    if status != HTTPStatus.UNAUTHORIZED:  # Telegram itself: what somebody wrote does not come in
        log.warning("webhook.refused", status=status, reason=reason)
    # Whatever is left of the body stays unread.
    return Response(status_code=status, headers={"connection": "close"})
