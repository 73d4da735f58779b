"""Staff by configuration, on every set of adapters."""

import asyncio
from collections.abc import Collection

from fixline_testing.beyond_types import present
from tickets_service.application.commands.people.appoint_staff import AppointStaffHandler
from tickets_service.application.views.people import UserView
from tickets_service.domain.people.appointments import Appointments
from tickets_service.domain.people.user import Role
from tickets_testing.desk import Desk


def appointing(
    desk: Desk, *, agents: Collection[int] = (), admins: Collection[int] = ()
) -> AppointStaffHandler:
    return AppointStaffHandler(
        unit_of_work=desk.ports.unit_of_work,
        clock=desk.clock,
        tracing=desk.ports.tracing,
        appointments=Appointments(agents=frozenset(agents), admins=frozenset(admins)),
    )


async def role_of(desk: Desk, who: UserView) -> Role:
    return present(await desk.ports.users.find(who.id)).role


async def test_those_who_are_registered_get_their_role_and_others_are_left_alone(desk: Desk) -> None:
    ann, zoe, eve = [
        await desk.person(name, telegram_id=id_) for name, id_ in (("Ann", 5), ("Zoe", 6), ("Eve", 7))
    ]
    assert await appointing(desk, agents={5, 404}, admins={6})() == 2
    assert [await role_of(desk, each) for each in (ann, zoe, eve)] == [Role.AGENT, Role.ADMIN, Role.USER]
    first, second = sorted(await desk.people_history(), key=lambda event: event.user_id)
    assert (first.user_id, first.actor, first.before, first.after) == (
        ann.id,
        "system",
        {"role": "user"},
        {"role": "agent"},
    )
    assert (second.user_id, second.after, second.reason) == (
        zoe.id,
        {"role": "admin"},
        "appointed by the configuration",
    )


async def test_repeating_it_changes_nothing(desk: Desk) -> None:
    await desk.person("Ann", telegram_id=5)
    appoint = appointing(desk, agents={5})
    assert [await appoint(), await appoint()] == [1, 0]
    assert len(await desk.people_history()) == 1


async def test_replicas_that_start_at_once_give_a_role_once(desk: Desk) -> None:
    await desk.person("Ann", telegram_id=5)
    assert sum(await asyncio.gather(*(appointing(desk, agents={5})() for _ in range(4)))) == 1
    assert len(await desk.people_history()) == 1


async def test_nobody_loses_a_role_by_it(desk: Desk) -> None:
    boss = await desk.staff(Role.DISPATCHER)
    assert await appointing(desk, agents={present(boss.telegram_id)})() == 0
    assert await appointing(desk)() == 0
    assert await role_of(desk, boss) is Role.DISPATCHER
