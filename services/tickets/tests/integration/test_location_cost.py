"""A ticket that names no location costs what it always did; one that does, one statement more."""

from typing import Any

from tickets_service.application.commands.create_location import CreateLocation
from tickets_service.domain.location import LocationKind
from tickets_service.domain.user import Role

USUAL = ["SELECT users", "INSERT idempotency_keys", "INSERT requests", "INSERT history"]


async def test_statements(postgres_desk: Any, statements_run: Any) -> None:
    desk = postgres_desk
    ann, boss = await desk.person(), await desk.staff(Role.ADMIN)
    new = {"code": "HQ", "display_name": "Head", "kind": LocationKind.SITE}
    await desk.do.create_location(
        CreateLocation(principal=desk.as_(boss), request_id="0b0e7a0e-4c1c-4bb5-9d55-0a3d1f6a2c11", **new)
    )
    await desk.create(ann)
    with statements_run() as without:
        await desk.create(ann)
    assert without == USUAL
    with statements_run() as pointing:
        await desk.create(ann, location_node="HQ")
    assert pointing == [*USUAL[:2], "SELECT locations", *USUAL[2:]]
