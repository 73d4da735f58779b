"""Query: the tags that staff use."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tickets_service.application.acting import actor_of
from tickets_service.application.ports.read_session import ReadSessionFactory
from tickets_service.application.principal import Principal
from tickets_service.application.views.tickets import TagUse
from tickets_service.domain.permissions.actions import DeskAction
from tickets_service.domain.permissions.checks import require_on_desk

MOST_LISTED: Final = 50
LOOKED_AT: Final = 1_000
"""What was common years ago need not be now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListCommonTags:
    principal: Principal


@dataclass(frozen=True, slots=True, kw_only=True)
class ListCommonTagsHandler:
    reading: ReadSessionFactory

    async def __call__(self, query: ListCommonTags) -> Sequence[TagUse]:
        async with self.reading() as read:
            require_on_desk(await actor_of(read.users, query.principal), DeskAction.LIST_TAGS)
            return await read.tickets.common_tags(among=LOOKED_AT, limit=MOST_LISTED)
