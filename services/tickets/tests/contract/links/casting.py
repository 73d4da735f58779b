"""Who and what the tests of links need."""

from tickets_service.application.paging import Page
from tickets_service.application.views.people import UserView
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain.links.link import Direction, LinkKind, SeenLink
from tickets_service.domain.people.user import Role
from tickets_testing.desk import Desk

INCOMING = Direction.INCOMING


async def cast(desk: Desk, tickets: int = 2) -> tuple[UserView, UserView, list[TicketView]]:
    ann, dot = await desk.person("Ann"), await desk.staff(Role.DISPATCHER)
    return ann, dot, [await desk.create(ann) for _ in range(tickets)]


def seen(page: Page[SeenLink]) -> list[tuple[int, LinkKind, Direction | None]]:
    return [(each.other_id, each.kind, each.direction) for each in page.items]
