"""Somebody who is not at Telegram has a ticket made for them, and comes to it by a link: on every set of adapters."""

from datetime import timedelta
from uuid import uuid4

import pytest

from fixline_testing.beyond_types import present
from tickets_service.application.commands.people.create_invite import CreatedInvite, CreateInvite
from tickets_service.application.commands.people.forget_user import ForgetUser
from tickets_service.application.commands.people.redeem_invite import RedeemInvite
from tickets_service.application.principal import Principal
from tickets_service.application.queries.people.list_invites import ListInvites
from tickets_service.application.views.changes import FieldsUpdated
from tickets_service.application.views.people import UserView
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain.errors import InvalidArgumentError
from tickets_service.domain.people.errors import (
    ActorRequiredError,
    PermissionDeniedError,
    PersonNotInvitableError,
    UserNotFoundError,
)
from tickets_service.domain.people.invite_errors import InviteNotFoundError
from tickets_service.domain.people.user import NOBODYS_NAME, Newcomer, Role, User, UserId
from tickets_service.domain.permissions.errors import TicketNotFoundError
from tickets_service.domain.tickets.events import EventType, FieldChange
from tickets_service.domain.tickets.verbs import Verb
from tickets_testing.desk import Desk
from tickets_testing.verbs import Doer

JULIA = Newcomer(" Julia ", " Room 5\n+49 30 ")


async def named(desk: Desk, by: Doer, newcomer: Newcomer = JULIA, **more: str) -> TicketView:
    return await desk.create(by, newcomer=newcomer, request_id=more.get("key", str(uuid4())))


async def link_for(desk: Desk, person: UserId, by: Doer, *, key: str = "") -> CreatedInvite:
    command = CreateInvite(
        principal=desk.as_(by), role=Role.USER, person_id=person, request_id=key or str(uuid4())
    )
    return await desk.do.people.create_invite(command)


async def open_link(desk: Desk, by: UserView, code: str) -> UserView:
    return await desk.do.people.redeem_invite(
        RedeemInvite(principal=desk.as_(by), code=code, request_id=str(uuid4()))
    )


async def open_links(desk: Desk) -> list[int]:
    boss = await desk.staff(Role.ADMIN)
    found = await desk.do.people.list_invites(ListInvites(principal=desk.as_(boss), only_open=True))
    return [invite.id for invite in found.items]


async def reporter_of(desk: Desk, ticket: TicketView) -> User:
    return present(await desk.ports.users.find(ticket.reporter_id))


async def test_who_is_named_is_the_reporter_and_who_named_them_follows(desk: Desk) -> None:
    ann, key = await desk.person("Ann", language="de"), str(uuid4())
    ticket = await named(desk, ann, key=key)
    assert (ticket.follower_count, Verb.UNFOLLOW in ticket.allowed_verbs) == (1, True)
    assert {Verb.CONFIRM, Verb.CANCEL, Verb.UPDATE}.isdisjoint(ticket.allowed_verbs)
    julia = await reporter_of(desk, ticket)
    assert (julia.display_name, julia.contact, julia.language) == ("Julia", "Room 5 +49 30", "de")
    assert (julia.telegram_id, julia.role, julia.introducer_id) == (None, Role.USER, ann.id)
    created, followed = await desk.history(ticket)
    assert (created.type, created.on_behalf_of) == (EventType.TICKET_CREATED, f"users/{julia.id}")
    assert (followed.type, followed.actor) == (EventType.TICKET_FOLLOWED, f"users/{ann.id}")
    again = await named(desk, ann, key=key)
    assert (again.id, again.reporter_id, again.follower_count) == (ticket.id, julia.id, 1)
    await desk.comment(ticket, ann, "It blinks")


async def test_by_the_link_it_is_theirs(desk: Desk) -> None:
    ann, julia = await desk.person("Ann"), await desk.person("Julia P.")
    ticket = await named(desk, ann)
    placeholder, key = ticket.reporter_id, str(uuid4())
    made = await link_for(desk, placeholder, ann, key=key)
    assert await link_for(desk, placeholder, ann, key=key) == made
    assert made.invite.expires_at - made.invite.created_at == timedelta(days=7)
    assert (made.invite.note, made.invite.person_id) == ("Julia", placeholder)
    with pytest.raises(TicketNotFoundError):
        await desk.comment(ticket, julia, "Mine")
    changed = await open_link(desk, julia, made.code)
    assert (changed.role, changed.display_name) == (Role.USER, "Julia P.")
    now = await desk.stored(ticket)
    assert (now.reporter_id, now.follower_count) == (julia.id, 1)
    await desk.comment(now, julia, "Mine")
    await desk.comment(now, ann, "Hers")
    gone = present(await desk.ports.users.find(placeholder))
    assert (gone.active, gone.contact) == (False, "")
    with pytest.raises(InviteNotFoundError):
        await open_link(desk, await desk.person("Thief"), made.code)
    with pytest.raises(PersonNotInvitableError):
        await link_for(desk, placeholder, ann)


async def test_that_they_have_come_is_told_of_each_ticket_that_goes_on(desk: Desk) -> None:
    ann, julia, gus = await desk.person("Ann"), await desk.person("Julia P."), await desk.agent()
    ticket = await named(desk, ann)
    placeholder = ticket.reporter_id
    over = await desk.create(gus, reporter_id=placeholder)
    await desk.cancel(over, await desk.staff(Role.DISPATCHER))
    before = await desk.history(over)
    await open_link(desk, julia, (await link_for(desk, placeholder, ann)).code)
    event = (await desk.history(ticket))[-1]
    change = FieldChange("reporter", f"users/{placeholder}", f"users/{julia.id}")
    assert (event.type, event.actor) == (EventType.TICKET_UPDATED, f"users/{julia.id}")
    assert event.change == FieldsUpdated((change,))
    assert await desk.history(over) == before
    assert (await desk.stored(over)).reporter_id == julia.id


async def test_who_reports_more_for_somebody_named_before_follows_it(desk: Desk) -> None:
    ann, gus = await desk.person("Ann"), await desk.agent()
    ticket = await named(desk, ann)
    more = await desk.create(gus, reporter_id=ticket.reporter_id)
    assert (more.follower_count, Verb.UNFOLLOW in more.allowed_verbs) == (1, True)
    await open_link(desk, ann, (await link_for(desk, ticket.reporter_id, ann)).code)
    here = await desk.create(gus, reporter_id=ann.id)
    assert here.follower_count == 0, "who is here hears of it"


async def test_who_names_themselves_in_the_end_follows_no_more(desk: Desk) -> None:
    ann = await desk.person("Ann")
    ticket = await named(desk, ann)
    await open_link(desk, ann, (await link_for(desk, ticket.reporter_id, ann)).code)
    now = await desk.stored(ticket)
    assert (now.reporter_id, now.follower_count) == (ann.id, 0)


async def test_who_may_make_the_link(desk: Desk) -> None:
    ann, gus, bob = await desk.person("Ann"), await desk.agent(), await desk.person("Bob")
    ticket = await named(desk, ann)
    for role in (Role.DISPATCHER, Role.ADMIN):
        made = await link_for(desk, ticket.reporter_id, await desk.staff(role))
        assert made.invite.person_id == ticket.reporter_id
    for other in (gus, bob, await desk.staff(Role.AUDITOR)):
        with pytest.raises(PermissionDeniedError):
            await link_for(desk, ticket.reporter_id, other)
    with pytest.raises(PermissionDeniedError):
        await link_for(desk, UserId(999), bob)
    with pytest.raises(UserNotFoundError):
        await link_for(desk, UserId(999), await desk.staff(Role.ADMIN))
    with pytest.raises(PersonNotInvitableError):
        await link_for(desk, bob.id, await desk.staff(Role.ADMIN))
    own = await link_for(desk, ticket.reporter_id, ann)
    assert own.invite.id in await open_links(desk)
    await desk.deactivate(ann.id)
    assert own.invite.id not in await open_links(desk)
    with pytest.raises(InviteNotFoundError):
        await open_link(desk, bob, own.code)


async def test_nobody_becomes_staff_by_such_a_link(desk: Desk) -> None:
    boss = await desk.staff(Role.ADMIN)
    ticket = await named(desk, boss)
    await desk.appoint(ticket.reporter_id, Role.AGENT)
    with pytest.raises(PersonNotInvitableError):
        await link_for(desk, ticket.reporter_id, boss)


async def test_what_is_refused(desk: Desk) -> None:
    ann, bad = await desk.person("Ann"), Newcomer(" ", "x" * 201)
    with pytest.raises(InvalidArgumentError) as caught:
        await named(desk, ann, bad)
    fields = [each.field for each in caught.value.violations]
    assert fields == ["new_reporter.display_name", "new_reporter.contact"]
    with pytest.raises(InvalidArgumentError) as caught:
        await desk.create(ann, newcomer=JULIA, reporter_id=ann.id)
    assert [each.field for each in caught.value.violations] == ["new_reporter"]
    with pytest.raises(PermissionDeniedError):
        await named(desk, await desk.staff(Role.AUDITOR))
    with pytest.raises(ActorRequiredError):
        await desk.create(Principal("monitor", acts=True), newcomer=JULIA)
    command = CreateInvite(
        principal=desk.as_(ann), role=Role.ADMIN, person_id=ann.id, request_id=str(uuid4())
    )
    with pytest.raises(InvalidArgumentError):
        await desk.do.people.create_invite(command)


async def test_who_is_forgotten_was_never_called_so(desk: Desk) -> None:
    ann, julia = await desk.person("Ann"), await desk.person("Julia P.", telegram_id=77)
    ticket = await named(desk, ann)
    await open_link(desk, julia, (await link_for(desk, ticket.reporter_id, ann)).code)
    await desk.do.people.forget_user(
        ForgetUser(
            principal=Principal("operator"),
            telegram_id=77,
            reason="asked by letter",
            validate_only=False,
            request_id=str(uuid4()),
        )
    )
    assert present(await desk.ports.users.find(ticket.reporter_id)).display_name == NOBODYS_NAME
    boss = await desk.staff(Role.ADMIN)
    with pytest.raises(PersonNotInvitableError):
        await link_for(desk, ticket.reporter_id, boss)
