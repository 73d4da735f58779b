"""Who and what the tests of links need."""

from typing import Any

from tickets_service.domain.links.link import Direction, LinkKind
from tickets_service.domain.people.user import Role

INCOMING = Direction.INCOMING


async def cast(desk: Any, tickets: int = 2) -> Any:
    ann, dot = await desk.person("Ann"), await desk.staff(Role.DISPATCHER)
    return ann, dot, [await desk.create(ann) for _ in range(tickets)]


def seen(page: Any) -> list[tuple[int, LinkKind, Direction | None]]:
    return [(each.other_id, each.kind, each.direction) for each in page.items]
