"""What happened to a person, and who may know."""

from typing import TypedDict, Unpack
from uuid import uuid4

import pytest

from tickets_service.application.commands.people.set_user_active import SetUserActive
from tickets_service.application.commands.people.set_user_role import SetUserRole
from tickets_service.application.commands.people.update_user import UpdateUser
from tickets_service.application.errors import PageTokenInvalidError
from tickets_service.application.paging import Page
from tickets_service.application.principal import Principal
from tickets_service.application.queries.people.list_user_events import ListUserEvents
from tickets_service.application.views.people import UserEventView, UserView
from tickets_service.domain.people.errors import ActorRequiredError, PermissionDeniedError, UserNotFoundError
from tickets_service.domain.people.user import Role, UserId
from tickets_testing.desk import Desk, Listing
from tickets_testing.verbs import Doer


class Told(TypedDict):
    principal: Principal
    user_id: UserId
    reason: str


async def happened(desk: Desk, who: UserView, by: Doer, **more: Unpack[Listing]) -> Page[UserEventView]:
    return await desk.do.people.list_user_events(
        ListUserEvents(principal=desk.as_(by), user_id=who.id, **more)
    )


async def test_oldest_first_in_pages(desk: Desk) -> None:
    ann, bob, boss = await desk.person("Ann"), await desk.person("Bob"), await desk.staff(Role.ADMIN)
    told: Told = {"principal": desk.as_(boss), "user_id": ann.id, "reason": "because"}
    await desk.do.people.set_user_role(SetUserRole(**told, role=Role.AGENT, request_id=str(uuid4())))
    await desk.do.people.set_user_active(SetUserActive(**told, active=False, request_id=str(uuid4())))
    await desk.do.people.set_user_active(SetUserActive(**told, active=True, request_id=str(uuid4())))
    for who in (bob, ann):
        speaks = UpdateUser(
            principal=desk.as_(who),
            user_id=who.id,
            fields=("language",),
            language="ru",
            request_id=str(uuid4()),
        )
        await desk.do.people.update_user(speaks)
    everything = (await happened(desk, ann, boss)).items
    assert [(event.type.value, event.actor, event.before, event.after) for event in everything] == [
        ("ROLE_CHANGED", f"users/{boss.id}", {"role": "user"}, {"role": "agent"}),
        ("ACTIVATION_CHANGED", f"users/{boss.id}", {"active": True}, {"active": False}),
        ("ACTIVATION_CHANGED", f"users/{boss.id}", {"active": False}, {"active": True}),
        ("PREFERENCES_CHANGED", f"users/{ann.id}", {"language": "en"}, {"language": "ru"}),
    ]
    first = everything[0]
    assert (first.user_id, first.reason, first.occurred_at) == (ann.id, "because", desk.clock.now())
    assert first.traceparent == desk.ports.tracing.traceparent()
    page = await happened(desk, ann, ann, page_size=3)
    assert page.items == everything[:3]
    assert (await happened(desk, ann, ann, page_token=page.next_token)).items == everything[3:]
    with pytest.raises(PageTokenInvalidError):
        await happened(desk, bob, boss, page_token=page.next_token)


async def test_who_may_know(desk: Desk) -> None:
    ann, bob = await desk.person("Ann"), await desk.person("Bob")
    for who in (ann, await desk.agent(), await desk.staff(Role.AUDITOR)):
        assert (await happened(desk, who, who)).items == []
    for role in (Role.DISPATCHER, Role.ADMIN, Role.AUDITOR):
        overseer = await desk.staff(role)
        assert (await happened(desk, ann, overseer)).items == []
        with pytest.raises(UserNotFoundError):
            await desk.do.people.list_user_events(
                ListUserEvents(principal=desk.as_(overseer), user_id=UserId(4711))
            )
    with pytest.raises(UserNotFoundError):
        await happened(desk, ann, bob)
    with pytest.raises(PermissionDeniedError):
        await happened(desk, ann, await desk.agent())
    with pytest.raises(ActorRequiredError):
        await happened(desk, ann, None)
