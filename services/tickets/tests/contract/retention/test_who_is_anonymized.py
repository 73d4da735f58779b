"""Which people an anonymized ticket forgets."""

from uuid import uuid4

from fixline_testing.beyond_types import present
from tickets_service.application.commands.people.create_invite import CreateInvite
from tickets_service.application.commands.people.forget_user import ForgetUser
from tickets_service.application.principal import Principal
from tickets_service.application.queries.people.list_invites import ListInvites
from tickets_service.domain.people.user import Newcomer, Role
from tickets_testing.desk import Desk

from .keeping import DAY, DAYS, SECRET, anonymize, boss, keep_for


async def test_staff_who_report_are_people_and_those_who_worked_stay(desk: Desk) -> None:
    admin, gus, una = await boss(desk), await desk.agent(), await desk.agent("Una")
    ticket = await desk.create(gus)
    ticket = await desk.take(ticket, by=una)
    await desk.comment(ticket, by=una, text="on it")
    ticket = await desk.cancel(ticket, by=gus)
    # She works here no more, and did then.
    await desk.appoint(una.id, Role.USER)
    await keep_for(desk, DAYS, admin)
    desk.clock.advance(31 * DAY)
    await anonymize(desk)
    after = await desk.stored(ticket)
    assert after.assignee_id == una.id
    actors = {each.actor for each in await desk.history(ticket)}
    assert actors == {"system", f"users/{una.id}", f"users/{after.reporter_id}"}
    assert after.reporter_id not in {gus.id, una.id}


async def test_who_is_forgotten_first_becomes_nobody_all_the_same(desk: Desk) -> None:
    admin, ann = await boss(desk), await desk.person(telegram_id=77)
    ticket = await desk.cancel(await desk.create(ann), by=ann)
    await desk.do.people.forget_user(
        ForgetUser(principal=Principal("operator"), telegram_id=77, reason="asked", request_id=str(uuid4()))
    )
    await keep_for(desk, DAYS, admin)
    desk.clock.advance(31 * DAY)
    assert await anonymize(desk) == 1
    assert (await desk.stored(ticket)).reporter_id != ann.id


async def test_who_never_was_at_telegram_goes_with_the_last_of_theirs(desk: Desk) -> None:
    admin, gus = await boss(desk), await desk.agent()
    newcomer = Newcomer(display_name=f"Nina {SECRET}", contact="room 5")
    first = await desk.create(gus, newcomer=newcomer)
    second = await desk.create(gus, reporter_id=first.reporter_id)
    link = CreateInvite(
        principal=desk.as_(gus), role=Role.USER, person_id=first.reporter_id, request_id=str(uuid4())
    )
    await desk.do.people.create_invite(link)
    await desk.cancel(first, by=admin)
    await keep_for(desk, DAYS, admin)
    desk.clock.advance(31 * DAY)
    assert await anonymize(desk) == 1
    nina = present(await desk.ports.users.find(first.reporter_id))
    assert (nina.display_name, nina.contact) == (f"Nina {SECRET}", "room 5")
    await desk.cancel(second, by=admin)
    desk.clock.advance(31 * DAY)
    assert await anonymize(desk) == 1
    nina = present(await desk.ports.users.find(first.reporter_id))
    assert (nina.display_name, nina.contact, nina.introducer_id, nina.active) == ("—", "", None, False)
    (invite,) = (await desk.do.people.list_invites(ListInvites(principal=desk.as_(admin)))).items
    assert (invite.person_id, invite.note) == (nina.id, "")
    told = (await desk.people_history())[-1]
    assert (told.type, told.actor) == ("FORGOTTEN", "system")
