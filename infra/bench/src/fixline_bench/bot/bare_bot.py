"""The yardstick: aiogram behind FastAPI's webhook, that answers each message with one, and does nothing else.

Nothing is kept, nobody is asked, nothing is logged: `python -m fixline_bench.bot.bare_bot PORT API_URL`.
"""

import sys
from typing import Final

import uvicorn
from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message, Update
from fastapi import FastAPI, Request, Response

from fixline_bench.bot.updates import BOT_TOKEN, PATH

ANSWER: Final = "You have reported nothing yet. /new begins a request."


def create_app(api_url: str) -> FastAPI:
    bot = Bot(BOT_TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(api_url)))
    dispatcher = Dispatcher()

    @dispatcher.message()
    async def answer(message: Message) -> None:
        await message.answer(ANSWER)

    app = FastAPI(telemetry={"tracing": False, "metrics": False, "logs": False})

    @app.post(PATH)
    async def webhook(request: Request) -> Response:
        update = Update.model_validate(await request.json(), context={"bot": bot})
        await dispatcher.feed_update(bot, update)
        return Response()

    return app


if __name__ == "__main__":
    uvicorn.run(
        create_app(sys.argv[2]),
        host="127.0.0.1",
        port=int(sys.argv[1]),
        access_log=False,
        log_level="warning",
    )
