"""A CLIENT span, a count and a duration for each call of the Bot API. Never the token: it stands in every address."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramConflictError,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.methods import GetUpdates, TelegramMethod
from aiogram.methods.base import TelegramType
from opentelemetry import trace
from opentelemetry.trace import Span, SpanKind, Status, StatusCode

from bot_service.adapters.outbound.telegram.metrics import REQUESTS_OF, SECONDS_OF
from bot_service.adapters.outbound.telegram.session import AnswerLostError, NotWrittenError
from bot_service.adapters.outbound.telegram.unchanged import is_unchanged
from fixline_telemetry import attributes as names
from fixline_telemetry.spans.current_spans import CurrentSpan, current_span
from fixline_telemetry.spans.exemplars import exemplar
from fixline_telemetry.spans.failed_spans import mark_failed
from fixline_telemetry.spans.propagation import links_to

TRACER: Final = trace.get_tracer("fixline.bot.telegram")
ERROR_TYPES: Final[dict[type[Exception], str]] = {
    TelegramRetryAfter: "retry_after",
    TelegramMigrateToChat: "migrate_to_chat",
    TelegramForbiddenError: "forbidden",
    TelegramBadRequest: "bad_request",
    TelegramConflictError: "conflict",
    TelegramUnauthorizedError: "unauthorized",
    TelegramServerError: "server_error",
    NotWrittenError: "not_written",
    AnswerLostError: "answer_lost",
}
STATUSES: Final = {"retry_after": 429, "forbidden": 403, "bad_request": 400, "unauthorized": 401}


@dataclass(frozen=True, slots=True)
class ToldOfCall:
    """What the next call's span says beside what the call says itself."""

    attributes: Mapping[str, str | int] = field(default_factory=dict)
    taken_in: str = ""


_TOLD: Final[ContextVar[ToldOfCall | None]] = ContextVar("told_of_call", default=None)


@contextmanager
def told_of_call(attributes: Mapping[str, str | int], taken_in: str = "") -> Iterator[None]:
    """Let spans of calls say whom they tell of what, and link to where this process took them up."""
    token = _TOLD.set(ToldOfCall(attributes, taken_in))
    try:
        yield
    finally:
        _TOLD.reset(token)


class TelegramCallSpans(BaseRequestMiddleware):
    """Spans hang below whatever is current; a call outside any trace, such as a long poll, makes none."""

    def __init__(self, api_url: str) -> None:
        address = urlsplit(api_url)
        self._server: dict[str, str | int] = {
            names.SERVER_ADDRESS: address.hostname or "",
            names.SERVER_PORT: address.port or (443 if address.scheme == "https" else 80),
        }

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Any:
        name = method.__api_method__
        if isinstance(method, GetUpdates) or not current_span().get_span_context().is_valid:
            return await self._counted(make_request, bot, method)
        template = f"/bot{{token}}/{name}"
        told = _TOLD.get() or ToldOfCall()
        # An error's text may quote what people wrote: `describe` tells of it.
        span = TRACER.start_span(
            f"POST {template}",
            kind=SpanKind.CLIENT,
            attributes={
                **self._server,
                **told.attributes,
                names.HTTP_REQUEST_METHOD: "POST",
                names.URL_TEMPLATE: template,
                names.TELEGRAM_METHOD: name,
            },
            links=links_to([told.taken_in] if told.taken_in else ()),
        )
        with CurrentSpan(span, tells_failure=False):
            try:
                answer = await self._counted(make_request, bot, method)
            except Exception as error:
                describe(span, error)
                raise
            except BaseException as error:
                mark_failed(span, error)
                raise
            span.set_attribute(names.HTTP_RESPONSE_STATUS_CODE, 200)
            return answer

    async def _counted(
        self, make_request: NextRequestMiddlewareType[TelegramType], bot: Bot, method: TelegramMethod[Any]
    ) -> Any:
        name = method.__api_method__
        started = time.perf_counter()
        kind = "cancelled"
        try:
            answer = await make_request(bot, method)
            kind = ""
        except Exception as error:
            kind = "" if is_unchanged(error) else error_type(error)
            raise
        else:
            return answer
        finally:
            REQUESTS_OF(name, kind).inc(exemplar=exemplar())
            if not isinstance(method, GetUpdates):  # a long poll takes as long as nothing happens
                SECONDS_OF(name).observe(time.perf_counter() - started, exemplar())


def describe(span: Span, error: Exception) -> None:
    """Record how the call failed; an edit that changes nothing has not, whatever its status says."""
    kind = error_type(error)
    if status := STATUSES.get(kind):
        span.set_attribute(names.HTTP_RESPONSE_STATUS_CODE, status)
    if not is_unchanged(error):
        span.set_attribute(names.ERROR_TYPE, kind)
        span.set_status(Status(StatusCode.ERROR, kind))


def error_type(error: Exception) -> str:
    for known, kind in ERROR_TYPES.items():
        if isinstance(error, known):
            return kind
    return type(error).__name__
