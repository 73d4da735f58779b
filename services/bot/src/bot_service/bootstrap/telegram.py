"""What is learnt of Telegram while the bot speaks to it."""

import asyncio
from dataclasses import dataclass, field

from bot_service.adapters.outbound.telegram.outage_watch import OutageWatch
from bot_service.adapters.outbound.telegram.private_topics import ToldPrivateTopics
from bot_service.adapters.outbound.telegram.session import TelegramSession
from bot_service.adapters.outbound.telegram.token_watch import TokenWatch


@dataclass(frozen=True, slots=True)
class TelegramWatch:
    token: TokenWatch = field(default_factory=TokenWatch)
    doubt: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when it could not be reached: whether it hears the bot is to be found out anew."""
    private_topics: ToldPrivateTopics = field(default_factory=ToldPrivateTopics)


def watch_telegram(session: TelegramSession) -> TelegramWatch:
    """Look at every call of the session from now on."""
    watch = TelegramWatch()
    session.middleware(watch.token)
    session.middleware(OutageWatch(watch.doubt.set))
    return watch
