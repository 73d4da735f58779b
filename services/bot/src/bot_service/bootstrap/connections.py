"""What the service is connected to. Connects to nothing yet: whatever is down now may come up later."""

from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Final

from aiogram import Bot
from grpc.aio import Channel
from redis.asyncio import Redis
from sqlalchemy.ext.asyncio import AsyncEngine

from bot_service.adapters.outbound.sqlalchemy.connections.database import SESSION
from bot_service.adapters.outbound.telegram.bot import create_bot
from bot_service.adapters.outbound.telegram.session import TelegramSession
from bot_service.bootstrap.settings import BotSettings
from fixline_chassis.database import create_database_engine
from fixline_rpc.client.channel import create_channel

SPARE_CONNECTIONS: Final = 6
"""Beside the workers' and senders': presence, leases, upkeep, readiness, receiving."""
VALKEY_SECONDS: Final = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Connections:
    engine: AsyncEngine
    valkey: Redis
    bot: Bot
    session: TelegramSession
    tickets: Channel
    files: Channel


def create_connections(settings: BotSettings, stack: AsyncExitStack) -> Connections:
    """Create them all; `stack` closes them."""
    engine = create_database_engine(
        settings.database_url,
        application_name="fixline-bot",
        pool_size=pool_size(settings),
        session=SESSION,
    )
    stack.push_async_callback(engine.dispose)
    valkey = Redis.from_url(
        settings.valkey_url,
        socket_timeout=VALKEY_SECONDS,
        socket_connect_timeout=VALKEY_SECONDS,
        decode_responses=True,
    )
    stack.push_async_callback(valkey.aclose)
    bot, session = create_bot(settings.token, settings.api_url, settings.outgoing_proxy)
    stack.push_async_callback(session.close)
    tickets = create_channel(settings.tickets_target, token=settings.tickets_token)
    stack.push_async_callback(tickets.close)
    files = create_channel(settings.files_target, token=settings.files_token)
    stack.push_async_callback(files.close)
    return Connections(engine=engine, valkey=valkey, bot=bot, session=session, tickets=tickets, files=files)


def pool_size(settings: BotSettings) -> int:
    """Return the size of the connection pool: workers hold a connection for some milliseconds of each update."""
    return min(settings.workers, 16) + min(settings.senders, 8) // 2 + SPARE_CONNECTIONS
