"""aiogram's HTTP session, made to tell whether a request was written before it failed."""

from http import HTTPStatus
from types import SimpleNamespace
from typing import Any, Final, cast

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import ClientDecodeError, TelegramNetworkError, TelegramServerError
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType
from aiohttp import ClientError, ClientSession, ClientTimeout, DummyCookieJar, TraceConfig
from aiohttp.tracing import TraceRequestHeadersSentParams

CONNECT_SECONDS: Final = 5.0
CALL_SECONDS: Final = 20.0
"""For a whole call, unless the caller of the session names another time."""


class NotWrittenError(TelegramNetworkError):
    """The request never left: nothing can have happened."""


class AnswerLostError(TelegramNetworkError):
    """The request left and no answer that can be read came: it may have happened or not."""


class TelegramSession(AiohttpSession):
    def __init__(self, api_url: str) -> None:
        super().__init__(api=TelegramAPIServer.from_base(api_url), timeout=CALL_SECONDS)
        # pydantic holds these weakly: without a strong reference each one is built anew after a garbage collection.
        self._responses: dict[type[TelegramMethod[Any]], type[Response[Any]]] = {}

    async def create_session(self) -> ClientSession:
        if self._session is None or self._session.closed:
            written = TraceConfig()
            written.on_request_headers_sent.append(note_written)
            self._session = ClientSession(
                connector=self._connector_type(**self._connector_init),
                cookie_jar=DummyCookieJar(),
                trace_configs=[written],
            )
        return self._session

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109  # aiogram's
    ) -> TelegramType:
        """Make one call. Raises `NotWrittenError`, `AnswerLostError`, or what aiogram makes of Telegram's answer."""
        if type(method) not in self._responses:
            self._responses[type(method)] = cast("type[Response[Any]]", answer_type(method))
        session = await self.create_session()
        progress = Progress()
        try:
            async with session.post(
                self.api.api_url(token=bot.token, method=method.__api_method__),
                data=self.build_form_data(bot=bot, method=method),
                timeout=ClientTimeout(total=timeout or self.timeout, sock_connect=CONNECT_SECONDS),
                allow_redirects=False,
                trace_request_ctx=progress,
            ) as answer:
                content = await answer.text()
        except (TimeoutError, ClientError, OSError, UnicodeDecodeError) as error:
            # The error's own text may hold the address, and with it the token.
            failure = AnswerLostError if progress.written else NotWrittenError
            raise failure(method=method, message=type(error).__name__) from None
        if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise TelegramServerError(method=method, message=f"status {answer.status}")
        try:
            response = self.check_response(bot, method, answer.status, content)
        except ClientDecodeError as error:
            raise AnswerLostError(method=method, message="unreadable answer") from error.original
        return cast("TelegramType", response.result)


def answer_type(method: TelegramMethod[Any]) -> Any:
    return Response.__class_getitem__(method.__returning__)


class Progress:
    written = False


async def note_written(
    _session: ClientSession, context: SimpleNamespace, _parameters: TraceRequestHeadersSentParams
) -> None:
    if isinstance(context.trace_request_ctx, Progress):  # downloads keep none
        context.trace_request_ctx.written = True
