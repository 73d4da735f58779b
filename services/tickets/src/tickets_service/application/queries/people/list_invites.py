"""Query: the offers that were made."""

from dataclasses import dataclass
from typing import Final

from tickets_service.application.acting import actor_of
from tickets_service.application.paging import Page, PageRequest
from tickets_service.application.ports.clock import Clock
from tickets_service.application.ports.people.invite_reader import InviteReader
from tickets_service.application.ports.people.user_reader import UserReader
from tickets_service.application.principal import Principal
from tickets_service.application.views.people import InviteView
from tickets_service.domain.permissions.actions import DeskAction
from tickets_service.domain.permissions.checks import require_on_desk

DEFAULT_SIZE: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class ListInvites:
    principal: Principal
    only_open: bool = False
    page_size: int = 0
    page_token: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListInvitesHandler:
    users: UserReader
    invites: InviteReader
    clock: Clock

    async def __call__(self, query: ListInvites) -> Page[InviteView]:
        request = PageRequest.read(
            size=query.page_size,
            token=query.page_token,
            bound_to=["invites", query.only_open],
            default=DEFAULT_SIZE,
        )
        require_on_desk(await actor_of(self.users, query.principal), DeskAction.READ_INVITES)
        now = self.clock.now()
        found = await self.invites.page(
            open_at=now if query.only_open else None, before=request.after, limit=request.size + 1
        )
        views = [InviteView.of(invite, now=now) for invite in found]
        return request.page(views, [view.id for view in views])
