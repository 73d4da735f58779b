"""Every table of the bot, wherever it is written down: what migrations compare with."""

from typing import Final

from bot_service.adapters.outbound.sqlalchemy.tables import (
    chats,
    deliveries,
    lists,
    notifications,
    office,
    people,
    quick_replies,
    reports,
    tickets,
    topics,
    updates,
)
from bot_service.adapters.outbound.sqlalchemy.tables.layout import Base

ALL: Final = (
    *(chats, deliveries, lists, notifications, office, people),
    *(quick_replies, reports, tickets, topics, updates),
)
METADATA: Final = Base.metadata
