"""What the bot's dialogs count on when the desk's people work on tickets."""

from uuid import uuid4

import pytest

from bot_service.application.errors import (
    ForbiddenError,
    InvalidFieldsError,
    NotFoundError,
    RefusedError,
    StaleError,
)
from bot_service.application.ports.tickets.ticket_work import MOST_COUNTED
from bot_service.application.ports.tickets.tickets import Correction
from bot_service.application.queries.tickets.read_history import told_once
from bot_service.application.views.events import EventType, FieldView
from bot_service.application.views.tickets import TicketState
from bot_service.domain.people.person import Role
from bot_service.domain.tickets.priority import Priority

from .gateways import Gateways


async def test_giving_it_to_somebody_and_back(gateways: Gateways) -> None:
    ann, bob, gus = await gateways.person(), await gateways.agent(), await gateways.agent(9_002, "Gus")
    dana = await gateways.person(30, "Dana")
    gateways.promote(dana.name, Role.DISPATCHER)
    work, number, request_id = gateways.work, (await gateways.created(ann)).number, uuid4()
    assigned = await work.assign(number, gus.name, acting=dana.name, request_id=request_id)
    assert (assigned.assignee, assigned.state) == (gus.name, TicketState.OPEN)
    assert await work.assign(number, gus.name, acting=dana.name, request_id=request_id) == assigned
    with pytest.raises(RefusedError) as refused:
        await work.assign(number, ann.name, acting=dana.name, request_id=uuid4())
    assert refused.value.reason == "ASSIGNEE_NOT_ELIGIBLE"
    with pytest.raises(NotFoundError):
        await work.assign(number, "users/4711", acting=dana.name, request_id=uuid4())
    with pytest.raises(ForbiddenError):
        await work.assign(number, gus.name, acting=gus.name, request_id=uuid4())
    with pytest.raises(NotFoundError):
        await work.release(number, acting=bob.name, request_id=uuid4())
    own = await work.assign(number, dana.name, acting=dana.name, request_id=uuid4())
    assert (own.assignee, own.state) == (dana.name, TicketState.IN_PROGRESS)
    with pytest.raises(StaleError):
        await work.release(number, etag=assigned.etag, acting=dana.name, request_id=uuid4())
    free = await work.release(number, acting=dana.name, request_id=uuid4())
    assert (free.assignee, free.state) == ("", TicketState.OPEN)


async def test_an_answer_ends_the_waiting_for_it(gateways: Gateways) -> None:
    ann, bob = await gateways.person(), await gateways.agent()
    number = (await gateways.created(ann)).number
    await gateways.tickets.take(number, acting=bob.name, request_id=uuid4())
    waits = await gateways.work.wait_for_reporter(number, "Which one?", acting=bob.name, request_id=uuid4())
    assert waits.state is TicketState.WAITING_REPORTER
    await gateways.comments.add(number, "Hello?", acting=bob.name, request_id=uuid4())
    still = await gateways.tickets.get(number, acting=bob.name)
    assert still.state is TicketState.WAITING_REPORTER
    answered = await gateways.comments.add(number, "The left", acting=ann.name, request_id=uuid4())
    assert answered.ticket.state is TicketState.IN_PROGRESS
    waits = await gateways.work.wait_for_vendor(number, "", acting=bob.name, request_id=uuid4())
    assert waits.state is TicketState.WAITING_VENDOR
    resumed = await gateways.work.resume(number, acting=bob.name, request_id=uuid4())
    assert resumed.state is TicketState.IN_PROGRESS
    with pytest.raises(RefusedError):
        await gateways.work.resume(number, acting=bob.name, request_id=uuid4())


async def test_words_have_their_lengths(gateways: Gateways) -> None:
    ann, bob = await gateways.person(), await gateways.agent()
    number, work, tickets = (await gateways.created(ann)).number, gateways.work, gateways.tickets
    long = "x" * 1_001
    for change in (
        work.reject(number, " ", acting=bob.name, request_id=uuid4()),
        work.reject(number, long, acting=bob.name, request_id=uuid4()),
        work.wait_for_reporter(number, long, acting=bob.name, request_id=uuid4()),
        work.wait_for_vendor(number, long, acting=bob.name, request_id=uuid4()),
        tickets.cancel(number, reason=long, acting=ann.name, request_id=uuid4()),
        tickets.resolve(number, resolution="x" * 4_001, acting=bob.name, request_id=uuid4()),
    ):
        with pytest.raises(InvalidFieldsError):
            await change
    resolved = await tickets.resolve(number, resolution=" New bulb ", acting=bob.name, request_id=uuid4())
    assert (resolved.state, resolved.resolution) == (TicketState.RESOLVED, "New bulb")
    other = (await gateways.created(ann)).number
    rejected = await work.reject(other, "Not ours", acting=bob.name, request_id=uuid4())
    assert (rejected.state, rejected.done) == (TicketState.REJECTED, True)


async def test_how_much_everybody_has(gateways: Gateways) -> None:
    ann, bob, gus = await gateways.person(), await gateways.agent(), await gateways.agent(9_002, "Gus")
    gateways.promote(ann.name, Role.DISPATCHER)
    for state in (TicketState.OPEN, TicketState.IN_PROGRESS, TicketState.WAITING_VENDOR, TicketState.CLOSED):
        gateways.arrange((await gateways.created(ann)).number, state, bob.name)
    people = [bob.name, gus.name]
    assert await gateways.work.open_counts(people, acting=ann.name) == {bob.name: 3, gus.name: 0}
    for _ in range(MOST_COUNTED):
        gateways.arrange((await gateways.created(ann)).number, TicketState.OPEN, gus.name)
    assert (await gateways.work.open_counts(people, acting=ann.name))[gus.name] == MOST_COUNTED
    with pytest.raises(ForbiddenError):
        await gateways.work.open_counts(people, acting=bob.name)


async def test_notes_are_for_the_desks_people(gateways: Gateways) -> None:
    ann, bob = await gateways.person(), await gateways.agent()
    number, request_id = (await gateways.created(ann)).number, uuid4()
    names = [
        await gateways.comments.add_note(number, " Hm ", acting=bob.name, request_id=request_id)
        for _ in range(2)
    ]
    assert names[0] == names[1]
    for reads, expected in ((bob.name, [("Hm", True)]), (ann.name, []), (None, [])):
        for found in (
            await gateways.comments.recent(number, acting=reads, limit=5),
            await gateways.comments.all(number, acting=reads),
        ):
            assert [(each.text, each.internal) for each in found] == expected
    await gateways.comments.edit(names[0], "Well", acting=bob.name, request_id=uuid4())
    (note,) = await gateways.comments.all(number, acting=bob.name)
    assert (note.text, note.internal, note.by_staff) == ("Well", True, True)
    with pytest.raises(ForbiddenError):
        await gateways.comments.add_note(number, "Hm", acting=ann.name, request_id=uuid4())
    with pytest.raises(InvalidFieldsError):
        await gateways.comments.add_note(number, " ", acting=bob.name, request_id=uuid4())


async def test_a_note_comes_as_news_apart_from_comments(gateways: Gateways) -> None:
    ann, bob = await gateways.person(), await gateways.agent()
    number = (await gateways.created(ann)).number
    await gateways.comments.add_note(number, "Hm", acting=bob.name, request_id=uuid4())
    async for item in gateways.feed.watch(""):
        if item.event is not None and item.event.type is EventType.NOTE_ADDED:
            assert item.event.comment is None
            assert item.event.note is not None
            assert item.event.note.text == "Hm"
            break


async def test_what_happened_is_told_to_whom_it_may_concern(gateways: Gateways) -> None:
    ann, bob = await gateways.person(), await gateways.agent()
    number = (await gateways.created(ann)).number
    await gateways.comments.add_note(number, "Hm", acting=bob.name, request_id=uuid4())
    await gateways.tickets.correct(
        number, Correction(priority=Priority.LOW), reason="Empty", acting=bob.name, request_id=uuid4()
    )
    seen = await gateways.work.history(number, acting=bob.name)
    assert [event.type for event in seen] == [
        EventType.TICKET_CREATED,
        EventType.NOTE_ADDED,
        EventType.TICKET_UPDATED,
    ]
    assert (seen[2].reason, seen[2].fields) == ("Empty", (FieldView("priority", "HIGH", "LOW"),))
    assert EventType.NOTE_ADDED not in {e.type for e in await gateways.work.history(number, acting=ann.name)}
    with pytest.raises(NotFoundError):
        await gateways.work.history(4711, acting=bob.name)


async def test_a_reopening_is_told_once(gateways: Gateways) -> None:
    ann, bob = await gateways.person(), await gateways.agent()
    number = (await gateways.created(ann)).number
    gateways.arrange(number, TicketState.RESOLVED, bob.name)
    await gateways.tickets.reopen(number, "Still dark", acting=ann.name, request_id=uuid4())
    history = await gateways.work.history(number, acting=ann.name)
    assert [each.reason for each in history].count("Still dark") == 2
    told = told_once(history)
    assert [(each.type, each.reason) for each in told][-1] == (EventType.TICKET_REOPENED, "Still dark")
    assert len(told) == len(history) - 1


async def test_why_it_is_as_it_is(gateways: Gateways) -> None:
    ann, bob = await gateways.person(), await gateways.agent()
    number, state = (await gateways.created(ann)).number, TicketState.WAITING_REPORTER
    assert await gateways.tickets.reason(number, state) == ""
    for words in ("Which one?", "Which lamp?"):
        await gateways.work.wait_for_reporter(number, words, acting=bob.name, request_id=uuid4())
        await gateways.comments.add(number, "Hm", acting=ann.name, request_id=uuid4())
        assert await gateways.tickets.reason(number, state) == words
    with pytest.raises(NotFoundError):
        await gateways.tickets.reason(4711, state)


async def test_merging(gateways: Gateways) -> None:
    ann, eve = await gateways.person(), await gateways.person(8, "Eve")
    dana, bob = await gateways.person(30, "Dana"), await gateways.agent()
    gateways.promote(dana.name, Role.DISPATCHER)
    one, two, three = [(await gateways.created(by)).number for by in (ann, eve, eve)]
    work, request_id = gateways.work, uuid4()
    gateways.arrange(three, TicketState.CANCELLED, "")
    with pytest.raises(RefusedError) as closed:
        await work.merge(two, three, acting=dana.name, request_id=uuid4())
    assert closed.value.reason == "MERGE_TARGET_CLOSED"
    with pytest.raises(InvalidFieldsError):
        await work.merge(two, two, acting=dana.name, request_id=uuid4())
    with pytest.raises(NotFoundError):
        await work.merge(two, 4711, acting=dana.name, request_id=uuid4())
    with pytest.raises(ForbiddenError):
        await work.merge(two, one, acting=bob.name, request_id=uuid4())
    merged = await work.merge(two, one, acting=dana.name, request_id=request_id)
    assert (merged.state, merged.duplicate_of) == (TicketState.DUPLICATE, one)
    assert await work.merge(two, one, acting=dana.name, request_id=request_id) == merged
    assert await gateways.tickets.followers(one) == {eve.name}
    with pytest.raises(RefusedError):
        await work.merge(two, one, acting=dana.name, request_id=uuid4())
