"""HTTP of the Bot API: `/bot{token}/{method}` and `/file/bot{token}/{path}`, with the faults that were asked for."""

import asyncio
import json
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from fixline_local.telegram.control.faults import Fault
from fixline_local.telegram.errors import ApiError, bad_request, not_found
from fixline_local.telegram.methods.downloads import MAX_DOWNLOAD
from fixline_local.telegram.store.bots import Bot
from fixline_local.telegram.wire.dispatch import bot_of, execute
from fixline_local.telegram.wire.parameters import canonical_name
from fixline_local.telegram.wire.requests import read_parameters
from fixline_local.telegram.world import World

_NO_FAULT = Fault()
_DRIPS = 10


@dataclass(slots=True)
class _Outcome:
    status: int
    body: bytes
    content_type: str = "application/json"
    description: str = "ok"
    message_id: int | None = None


@dataclass(frozen=True, slots=True)
class BotEndpoint:
    world: World

    def routes(self) -> list[web.RouteDef]:
        return [
            web.route("*", "/bot{token}/{method}", self.call),
            web.get("/file/bot{token}/{path:.+}", self.download),
        ]

    async def call(self, request: web.Request) -> web.StreamResponse:
        name = canonical_name(request.match_info["method"])
        try:
            bot = bot_of(self.world, request.match_info["token"])
            values, files = await read_parameters(request)
        except ApiError as error:
            return web.json_response(error.as_json(), status=error.code)

        async def effect() -> _Outcome:
            result = await execute(self.world, bot, name, values, files)
            return _Outcome(200, _json({"ok": True, "result": result}), message_id=_message_id(result))

        return await self._answer(request, bot, name, _chat_id(values.get("chat_id")), effect)

    async def download(self, request: web.Request) -> web.StreamResponse:
        try:
            bot = bot_of(self.world, request.match_info["token"])
        except ApiError as error:
            return web.json_response(error.as_json(), status=error.code)

        async def effect() -> _Outcome:
            try:
                file = self.world.files.at_path(request.match_info["path"])
            except LookupError as error:
                raise not_found("file not found") from error
            if file.size > MAX_DOWNLOAD:
                raise bad_request("file is too big")
            return _Outcome(200, self.world.files.content(file), "application/octet-stream")

        return await self._answer(request, bot, "file", None, effect)

    async def _answer(
        self, request: web.Request, bot: Bot, name: str, chat_id: int | None, effect: Any
    ) -> web.StreamResponse:
        began = self.world.clock()
        fault = self.world.faults.take(name, chat_id) or _NO_FAULT

        def write(outcome: _Outcome) -> None:
            self.world.journal.write(
                bot_id=bot.id,
                method=name,
                chat_id=chat_id,
                status=outcome.status,
                outcome=outcome.description,
                began=began,
                fault=fault.id or None,
                message_id=outcome.message_id,
            )

        if fault.delay_seconds:
            await asyncio.sleep(fault.delay_seconds)
        if fault.reset == "before":
            write(_Outcome(0, b"", description="reset before the effect"))
            return _cut(request)
        try:
            if fault.status is not None:
                raise _planned(fault, fault.status)
            outcome = await effect()
        except ApiError as error:
            outcome = _Outcome(error.code, _json(error.as_json()), description=error.description)
        if fault.reset == "after":
            outcome.description = f"{outcome.description}; reset after the effect"
            write(outcome)
            return _cut(request)
        write(outcome)
        if fault.garbage:
            return web.Response(
                status=outcome.status, body=b"<html>502 \xff\xfe not json", content_type="text/html"
            )
        if fault.short:
            outcome.body = outcome.body[: len(outcome.body) // 2]
        if fault.drip_seconds:
            return await _drip(request, outcome, fault.drip_seconds)
        return web.Response(status=outcome.status, body=outcome.body, content_type=outcome.content_type)


def _planned(fault: Fault, status: int) -> ApiError:
    reasons = {
        429: f"Too Many Requests: retry after {fault.retry_after}",
        500: "Internal Server Error",
        502: "Bad Gateway",
    }
    description = fault.description or reasons.get(status, f"planned fault {status}")
    return ApiError(status, description, retry_after=fault.retry_after)


def _cut(request: web.Request) -> web.Response:
    """Close the connection with a reset instead of an answer."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


async def _drip(request: web.Request, outcome: _Outcome, seconds: float) -> web.StreamResponse:
    response = web.StreamResponse(status=outcome.status)
    response.content_type = outcome.content_type
    response.content_length = len(outcome.body)
    await response.prepare(request)
    step = max(1, -(-len(outcome.body) // _DRIPS))
    for begin in range(0, len(outcome.body), step):
        await asyncio.sleep(seconds)
        await response.write(outcome.body[begin : begin + step])
    await response.write_eof()
    return response


def _json(body: Any) -> bytes:
    return json.dumps(body, ensure_ascii=False).encode()


def _chat_id(value: Any) -> int | None:
    try:
        return int(value)
    except (TypeError, ValueError):
        return None


def _message_id(result: Any) -> int | None:
    return result.get("message_id") if isinstance(result, dict) else None
