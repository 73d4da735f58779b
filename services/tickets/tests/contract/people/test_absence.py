"""When staff are away, on every set of adapters."""

from datetime import UTC, datetime, timedelta
from typing import TypedDict, Unpack
from uuid import uuid4

import pytest

from tickets_service.application.commands.people.set_user_absence import SetUserAbsence
from tickets_service.application.errors import IdempotencyKeyReusedError
from tickets_service.application.views.people import UserView
from tickets_service.domain.errors import InvalidArgumentError
from tickets_service.domain.people.errors import (
    ActorRequiredError,
    PermissionDeniedError,
    UserDeactivatedError,
    UserNotFoundError,
)
from tickets_service.domain.people.user import Absence, Role, UserId
from tickets_testing.desk import Desk
from tickets_testing.verbs import Doer

DAY = timedelta(days=1)


class Repeated(TypedDict, total=False):
    request_id: str


async def away(
    desk: Desk,
    who: UserId,
    by: Doer,
    starts: datetime | None,
    ends: datetime | None,
    **more: Unpack[Repeated],
) -> UserView:
    given: Repeated = {"request_id": str(uuid4()), **more}
    return await desk.do.people.set_user_absence(
        SetUserAbsence(principal=desk.as_(by), user_id=who, starts=starts, ends=ends, **given)
    )


async def test_staff_say_when_they_are_away_and_admins_do_for_them(desk: Desk) -> None:
    gus, boss, now = await desk.agent(), await desk.staff(Role.ADMIN), desk.clock.now()
    mine = await away(desk, gus.id, gus, now, now + DAY)
    assert mine.absence == Absence(starts=now, ends=now + DAY)
    assert await away(desk, gus.id, gus, now, now + DAY) == mine
    longer = await away(desk, gus.id, boss, now + DAY, now + 8 * DAY)
    found = await desk.ports.users.find(gus.id)
    assert found is not None
    assert found.absence == longer.absence == Absence(starts=now + DAY, ends=now + 8 * DAY)
    assert (await away(desk, gus.id, gus, None, None)).absence is None
    assert (await away(desk, gus.id, gus, None, None)).absence is None
    none = {"away_from": "", "away_until": ""}
    first = {"away_from": now.isoformat(), "away_until": (now + DAY).isoformat()}
    second = {"away_from": (now + DAY).isoformat(), "away_until": (now + 8 * DAY).isoformat()}
    assert [(each.type, each.actor, each.before, each.after) for each in await desk.people_history()] == [
        ("ABSENCE_CHANGED", f"users/{gus.id}", none, first),
        ("ABSENCE_CHANGED", f"users/{boss.id}", first, second),
        ("ABSENCE_CHANGED", f"users/{gus.id}", second, none),
    ]


async def test_what_was_accepted_is_answered_again_when_it_is_over(desk: Desk) -> None:
    gus, now, again = await desk.agent(), desk.clock.now(), str(uuid4())
    mine = await away(desk, gus.id, gus, now, now + timedelta(minutes=1), request_id=again)
    desk.clock.advance(timedelta(minutes=2))
    assert await away(desk, gus.id, gus, now, now + timedelta(minutes=1), request_id=again) == mine
    with pytest.raises(IdempotencyKeyReusedError):
        await away(desk, gus.id, gus, now, now + DAY, request_id=again)
    assert len(await desk.people_history()) == 1


@pytest.mark.parametrize("role", [Role.AGENT, Role.DISPATCHER, Role.AUDITOR, Role.USER])
async def test_nobody_else_may(desk: Desk, role: Role) -> None:
    gus, somebody, now = await desk.agent(), await desk.staff(role), desk.clock.now()
    with pytest.raises(PermissionDeniedError):
        await away(desk, gus.id, somebody, now, now + DAY)
    if role in {Role.AUDITOR, Role.USER}:
        with pytest.raises(PermissionDeniedError):
            await away(desk, somebody.id, somebody, now, now + DAY)
    with pytest.raises(ActorRequiredError):
        await away(desk, gus.id, None, now, now + DAY)
    await desk.deactivate(gus.id)
    with pytest.raises(UserDeactivatedError):
        await away(desk, gus.id, gus, now, now + DAY)
    with pytest.raises(UserNotFoundError):
        await away(desk, UserId(4711), await desk.staff(Role.ADMIN), now, now + DAY)
    assert await desk.people_history() == []


async def test_an_absence_ends_after_it_begins_and_within_a_year(desk: Desk) -> None:
    gus, now = await desk.agent(), desk.clock.now()
    for starts, ends in (
        (now, now),
        (now + DAY, now),
        (now - 2 * DAY, now),
        (now, now + 367 * DAY),
        (None, now + DAY),
        (now, None),
        # No clock to the east shows its end.
        (datetime(9999, 12, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, tzinfo=UTC)),
    ):
        with pytest.raises(InvalidArgumentError):
            await away(desk, gus.id, gus, starts, ends)
    assert await desk.people_history() == []
