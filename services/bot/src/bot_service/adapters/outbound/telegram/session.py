"""aiogram's HTTP session, made to tell whether a request was written before it failed."""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from http import HTTPStatus
from types import SimpleNamespace
from typing import Any, Final, cast

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType
from aiohttp import (
    ClientConnectorDNSError,
    ClientConnectorError,
    ClientError,
    ClientOSError,
    ClientSession,
    ClientSSLError,
    ClientTimeout,
    DummyCookieJar,
    FormData,
    ServerDisconnectedError,
    TCPConnector,
    TraceConfig,
)
from aiohttp.tracing import TraceRequestHeadersSentParams

from bot_service.adapters.outbound.telegram.proxy import FAILURES, Proxy, words_for_failure
from bot_service.domain.deliveries.outgoing import opened

AS_JSON: Final = {"content-type": "application/json"}
CONNECT_SECONDS: Final = 5.0
CALL_SECONDS: Final = 20.0
"""For a whole call, unless the caller of the session names another time."""
UPLOAD_SECONDS: Final = 120.0
"""For a call that carries a file."""
UNSAID_SECONDS: Final = 5
"""What is waited after a 429 that does not say how long."""


class NotWrittenError(TelegramNetworkError):
    """The request never left: nothing can have happened."""


class AnswerLostError(TelegramNetworkError):
    """The request left and no answer that can be read came: it may have happened or not."""


class TelegramSession(AiohttpSession):
    """Calls the Bot API, by a proxy where one is given."""

    def __init__(self, api_url: str, proxy: Proxy | None = None) -> None:
        super().__init__(api=TelegramAPIServer.from_base(api_url), timeout=CALL_SECONDS)
        self._by_proxy = proxy
        # pydantic holds these weakly: without a strong reference each one is built anew after a garbage collection.
        self._responses: dict[type[TelegramMethod[Any]], type[Response[Any]]] = {}

    async def create_session(self) -> ClientSession:
        if self._session is None or self._session.closed:
            written = TraceConfig()
            written.on_request_headers_sent.append(note_written)
            self._session = ClientSession(
                connector=self._connector(),
                cookie_jar=DummyCookieJar(),
                trace_configs=[written],
            )
        return self._session

    def _connector(self) -> TCPConnector:
        if self._by_proxy is None:
            return self._connector_type(**self._connector_init)
        return self._by_proxy.connector(**self._connector_init)

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109  # aiogram's
    ) -> TelegramType:
        """Make one call. Raises `NotWrittenError`, `AnswerLostError`, or what aiogram makes of Telegram's answer."""
        if type(method) not in self._responses:
            self._responses[type(method)] = cast("type[Response[Any]]", answer_type(method))
        form = self.build_form_data(bot=bot, method=method)
        status, content = await self._post(bot, method, data=form, seconds=timeout or self.timeout)
        return cast("TelegramType", self._result(bot, method, status, content))

    async def call(self, bot: Bot, method: TelegramMethod[Any], arguments: Mapping[str, Any]) -> Any:
        """Make a call of `method`'s kind whose arguments are JSON values, and return its result as such.

        Without models of either: what was kept was checked when it was decided. Raises what `make_request` does.
        """
        request = partial(self._request_with, arguments=arguments)
        return await self.middleware.wrap_middlewares(request)(bot, method)

    async def _request_with(
        self, bot: Bot, method: TelegramMethod[Any], *, arguments: Mapping[str, Any]
    ) -> Any:
        form = form_of(arguments)
        if form is None:
            status, content = await self._post(
                bot, method, data=json.dumps(arguments), headers=AS_JSON, seconds=self.timeout
            )
        else:
            status, content = await self._post(bot, method, data=form, seconds=UPLOAD_SECONDS)
        if status == HTTPStatus.OK:
            with suppress(ValueError):  # whatever that is, it is no answer of the Bot API
                match json.loads(content):
                    case {"ok": True, "result": result}:
                        return result
        return self._result(bot, method, status, content)

    async def _post(
        self, bot: Bot, method: TelegramMethod[Any], *, seconds: float, **request: Any
    ) -> tuple[int, str]:
        session = await self.create_session()
        progress = Progress()
        try:
            async with session.post(
                self.api.api_url(token=bot.token, method=method.__api_method__),
                timeout=ClientTimeout(total=seconds, sock_connect=CONNECT_SECONDS),
                allow_redirects=False,
                trace_request_ctx=progress,
                **request,
            ) as answer:
                # What is no text at all is an answer all the same: its status counts.
                content = await answer.text(errors="replace")
        except (TimeoutError, ClientError, OSError, *FAILURES) as error:
            # The error's own text may hold the address, and with it the token.
            failure = AnswerLostError if progress.written else NotWrittenError
            raise failure(method=method, message=words_for(error)) from None
        if answer.status == HTTPStatus.TOO_MANY_REQUESTS:
            # Also of a proxy or a server of one's own, which may say it in other words than Telegram's.
            raise TelegramRetryAfter(
                method=method,
                message="too many requests",
                retry_after=seconds_to_wait(content, answer.headers.get("retry-after", "")),
            )
        if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise TelegramServerError(method=method, message=f"status {answer.status}")
        return answer.status, content

    def _result(self, bot: Bot, method: TelegramMethod[Any], status: int, content: str) -> Any:
        try:
            return self.check_response(bot, method, status, content).result
        except ClientDecodeError as error:
            raise AnswerLostError(method=method, message="unreadable answer") from error.original


def form_of(arguments: Mapping[str, Any]) -> FormData | None:
    """Return the arguments as a form where a file is enclosed; None where they are JSON."""
    files = {name: file for name, value in arguments.items() if (file := opened(value)) is not None}
    if not files:
        return None
    form = FormData(quote_fields=False)
    for name, value in arguments.items():
        if name in files:
            file_name, content = files[name]
            form.add_field(name, content, filename=file_name, content_type="application/octet-stream")
        else:
            form.add_field(name, value if isinstance(value, str) else json.dumps(value))
    return form


def seconds_to_wait(content: str, header: str) -> int:
    """Return for how long to be quiet after a 429: at least a second, `UNSAID_SECONDS` where nobody says."""
    with suppress(ValueError):
        match json.loads(content):
            case {"parameters": {"retry_after": int(seconds)}} if seconds > 0:
                return seconds
    # The header may hold a date instead: nobody who speaks the Bot API does that.
    return max(1, int(header)) if header.isdecimal() else UNSAID_SECONDS


def words_for(error: Exception) -> str:  # noqa: PLR0911  # a table, a line each
    """Say what kept a call from being made or answered, without the address."""
    if isinstance(error, FAILURES):
        return words_for_failure(error)
    match error:
        case ClientConnectorDNSError():
            return "the name of its server is unknown (DNS)"
        case ClientSSLError():
            return f"there is no trusted connection ({type(error).__name__})"
        case ClientConnectorError(os_error=OSError(errno=int(number))):
            return os.strerror(number)
        case ClientOSError() | ServerDisconnectedError():
            return "the connection broke off"
        case TimeoutError():
            return "no answer in time"
        case _:
            return type(error).__name__


def answer_type(method: TelegramMethod[Any]) -> Any:
    return Response.__class_getitem__(method.__returning__)


class Progress:
    written = False


async def note_written(
    _session: ClientSession, context: SimpleNamespace, _parameters: TraceRequestHeadersSentParams
) -> None:
    if isinstance(context.trace_request_ctx, Progress):  # downloads keep none
        context.trace_request_ctx.written = True
