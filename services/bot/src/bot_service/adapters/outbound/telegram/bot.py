"""The Bot API client of the service."""

from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.enums import ParseMode

from bot_service.adapters.outbound.telegram.call_spans import TelegramCallSpans
from bot_service.adapters.outbound.telegram.proxy import Proxy
from bot_service.adapters.outbound.telegram.session import TelegramSession


def create_bot(token: str, api_url: str, proxy: Proxy | None = None) -> tuple[Bot, TelegramSession]:
    """Return a client and its session, which connects on first use and is to be closed at the end."""
    session = TelegramSession(api_url, proxy)
    session.middleware(TelegramCallSpans(api_url))
    return Bot(token, session=session, default=DefaultBotProperties(parse_mode=ParseMode.HTML)), session
