"""What a card offers is what the tickets service accepts: role x relation x state x button."""

from collections.abc import Awaitable, Callable, Mapping
from itertools import product
from typing import Final
from uuid import uuid4

import pytest

from bot_service.adapters.inbound.telegram.drawing.buttons.tickets import TicketAction, TicketButton
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import texts_in
from bot_service.adapters.inbound.telegram.drawing.tickets.cards import card
from bot_service.adapters.inbound.telegram.drawing.tickets.work import more_buttons
from bot_service.adapters.outbound.memory.chats.chats import MemoryChats
from bot_service.application.errors import GatewayError, NotFoundError
from bot_service.application.ports.people.users import UserView
from bot_service.application.ports.tickets.tickets import Correction, TicketList
from bot_service.application.queries.tickets.read_ticket import ReadTicket, TicketDetails
from bot_service.application.views.tickets import TicketState, Verb
from bot_service.domain.people.person import Role

from .gateways import Gateways

VERB_OF: Final[Mapping[TicketAction, Verb]] = {
    TicketAction.TAKE: Verb.TAKE,
    TicketAction.RESOLVE: Verb.RESOLVE,
    TicketAction.CONFIRM: Verb.CONFIRM,
    TicketAction.REOPEN: Verb.REOPEN,
    TicketAction.RATE: Verb.RATE,
    TicketAction.WRITE: Verb.COMMENT,
    TicketAction.RELEASE: Verb.RELEASE,
    TicketAction.RESUME: Verb.RESUME,
    TicketAction.ASSIGN: Verb.ASSIGN,
    TicketAction.ASK_REPORTER: Verb.WAIT_FOR_REPORTER,
    TicketAction.WAIT_FOR_VENDOR: Verb.WAIT_FOR_VENDOR,
    TicketAction.REJECT: Verb.REJECT,
    TicketAction.CANCEL: Verb.CANCEL,
    TicketAction.PRIORITY: Verb.UPDATE,
    TicketAction.NOTE: Verb.WRITE_NOTE,
    TicketAction.MERGE: Verb.MERGE,
    TicketAction.TAGS: Verb.CHANGE_TAGS,
}
CORRECTIONS: Final = frozenset({Verb.UPDATE, Verb.CANCEL})
"""What plain people do to their own tickets, they do by buttons of their own."""
DRAWN: Final = frozenset(VERB_OF.values())
Attempt = Callable[[Gateways, int, str], Awaitable[object]]


async def reassigned(to: Gateways, number: int, who: str) -> None:
    """Give it to somebody who has it not, so that it changes something."""
    has = (await to.tickets.get(number, acting=None)).assignee
    for each in await to.people.staff():
        if each.name != has:
            await to.work.assign(number, each.name, acting=who, request_id=uuid4())
            return


async def merged(to: Gateways, number: int, who: str) -> None:
    other = await to.created(await to.person(77, "Zoe"))
    await to.work.merge(number, other.number, acting=who, request_id=uuid4())


ATTEMPTS: Final[Mapping[Verb, Attempt]] = {
    Verb.TAKE: lambda to, number, who: to.tickets.take(number, acting=who, request_id=uuid4()),
    Verb.RELEASE: lambda to, number, who: to.work.release(number, acting=who, request_id=uuid4()),
    Verb.ASSIGN: reassigned,
    Verb.MERGE: merged,
    Verb.WAIT_FOR_REPORTER: lambda to, number, who: to.work.wait_for_reporter(
        number, "Which one?", acting=who, request_id=uuid4()
    ),
    Verb.WAIT_FOR_VENDOR: lambda to, number, who: to.work.wait_for_vendor(
        number, "", acting=who, request_id=uuid4()
    ),
    Verb.RESUME: lambda to, number, who: to.work.resume(number, acting=who, request_id=uuid4()),
    Verb.RESOLVE: lambda to, number, who: to.tickets.resolve(number, acting=who, request_id=uuid4()),
    Verb.REJECT: lambda to, number, who: to.work.reject(number, "Not ours", acting=who, request_id=uuid4()),
    Verb.CONFIRM: lambda to, number, who: to.tickets.confirm(number, acting=who, request_id=uuid4()),
    Verb.CANCEL: lambda to, number, who: to.tickets.cancel(number, acting=who, request_id=uuid4()),
    Verb.UPDATE: lambda to, number, who: to.tickets.correct(
        number, Correction(title="The lamp"), reason="", acting=who, request_id=uuid4()
    ),
    Verb.REOPEN: lambda to, number, who: to.tickets.reopen(
        number, "Still dark", acting=who, request_id=uuid4()
    ),
    Verb.RATE: lambda to, number, who: to.tickets.rate(number, 5, acting=who, request_id=uuid4()),
    Verb.COMMENT: lambda to, number, who: to.comments.add(number, "Hm", acting=who, request_id=uuid4()),
    Verb.CHANGE_TAGS: lambda to, number, who: to.tags.change(
        number, add=["leak"], acting=who, request_id=uuid4()
    ),
    Verb.WRITE_NOTE: lambda to, number, who: to.comments.add_note(
        number, "Hm", acting=who, request_id=uuid4()
    ),
}
SAYING: Final = frozenset({Verb.COMMENT, Verb.WRITE_NOTE})
"""What leaves the ticket as it is."""


RELATIONS: Final = ("reporter", "assignee", "nobody's", "another's")


class Scenes:
    """Somebody with a role, others, and tickets in every situation."""

    def __init__(self, gateways: Gateways, who: UserView, reporter: UserView, agent: UserView) -> None:
        self.gateways = gateways
        self.who = who.name
        self.reporter = reporter
        self.agent = agent.name

    @classmethod
    async def of(cls, gateways: Gateways, role: Role) -> "Scenes":
        who = await gateways.person(30, "Who")
        gateways.promote(who.name, role)
        return cls(gateways, who, await gateways.person(7, "Ann"), await gateways.agent())

    async def ticket(self, relation: str, state: TicketState) -> int:
        by = (await self.gateways.people.get(self.who)) if relation == "reporter" else self.reporter
        # Whatever the person's role, somebody's ticket comes from somebody who may report.
        self.gateways.promote(by.name, Role.USER)
        number: int = (await self.gateways.created(by)).number
        self.gateways.promote(by.name, by.role)
        assignee = {"assignee": self.who, "another's": self.agent}.get(relation, "")
        self.gateways.arrange(number, state, assignee)
        return number

    async def details(self, number: int) -> TicketDetails | None:
        """Return the ticket as the person sees it; None where they do not."""
        read = ReadTicket(
            tickets=self.gateways.tickets,
            comments=self.gateways.comments,
            people=self.gateways.people,
            old_files=self.gateways.old_files,
            links=self.gateways.links,
            chats=MemoryChats(),
            back_on=lambda _user: None,
        )
        try:
            return await read(number, acting=self.who)
        except NotFoundError:
            return None

    async def accepts(self, verb: Verb, number: int) -> bool:
        """Try it; tell whether it was not refused, and changed something."""
        before = await self.gateways.tickets.get(number, acting=None)
        try:
            await ATTEMPTS[verb](self.gateways, number, self.who)
        except GatewayError:
            return False
        after = await self.gateways.tickets.get(number, acting=None)
        return verb in SAYING or after.etag != before.etag


def on_the_card(details: TicketDetails | None, who: str) -> frozenset[Verb]:
    """Return what the card offers, and what it offers behind [More…]."""
    if details is None:
        return frozenset()
    first, rest = card(details, who, texts_in("en")).keyboard, more_buttons(details.ticket, texts_in("en"))
    rows = [row for each in (first, rest) if each is not None for row in each.inline_keyboard]
    actions = {
        TicketButton.unpack(button.callback_data).action
        for row in rows
        for button in row
        if button.callback_data and button.callback_data.startswith("t:")
    }
    return frozenset(VERB_OF[action] for action in actions & VERB_OF.keys())


@pytest.mark.parametrize(("role", "relation"), list(product(Role, RELATIONS)))
async def test_a_card_offers_what_is_accepted(gateways: Gateways, role: Role, relation: str) -> None:
    scenes = await Scenes.of(gateways, role)
    for state in TicketState:
        number = await scenes.ticket(relation, state)
        offered = on_the_card(await scenes.details(number), scenes.who)
        told = (await gateways.tickets.allowed_verbs(number, [scenes.who]))[scenes.who]
        accepted = set()
        for verb in ATTEMPTS:
            if await scenes.accepts(verb, number):
                accepted.add(verb)
                number = await scenes.ticket(relation, state)
        # Of a colleague's ticket an agent has no card, and neither is offered anything.
        drawn = DRAWN if Verb.LINK in told else DRAWN - CORRECTIONS
        assert (state, offered) == (state, frozenset(accepted & drawn))
        assert (state, told & ATTEMPTS.keys()) == (state, frozenset(accepted))


async def test_an_agent_may_resolve_what_nobody_took_and_a_dispatcher_any(gateways: Gateways) -> None:
    scenes = await Scenes.of(gateways, Role.AGENT)
    free = await scenes.ticket("nobody's", TicketState.OPEN)
    offered = on_the_card(await scenes.details(free), scenes.who)
    assert offered >= {Verb.TAKE, Verb.RESOLVE, Verb.COMMENT, Verb.REJECT}
    assert offered.isdisjoint({Verb.RELEASE, Verb.ASSIGN, Verb.CANCEL})
    gateways.promote(scenes.who, Role.DISPATCHER)
    others = await scenes.ticket("another's", TicketState.IN_PROGRESS)
    offered = on_the_card(await scenes.details(others), scenes.who)
    assert offered >= {Verb.RELEASE, Verb.ASSIGN, Verb.CANCEL, Verb.RESOLVE}


async def test_an_auditor_sees_everything_and_is_offered_nothing(gateways: Gateways) -> None:
    scenes = await Scenes.of(gateways, Role.AUDITOR)
    number = await scenes.ticket("another's", TicketState.RESOLVED)
    details = await scenes.details(number)
    assert details is not None
    assert on_the_card(details, scenes.who) == frozenset()
    listed = await gateways.tickets.list(TicketList.UNASSIGNED, acting=scenes.who, limit=5)
    assert list(listed) == []


async def test_several_people_are_told_at_once(gateways: Gateways) -> None:
    scenes = await Scenes.of(gateways, Role.USER)
    number = await scenes.ticket("another's", TicketState.RESOLVED)
    people = [scenes.agent, scenes.reporter.name, scenes.who]
    told = await gateways.tickets.allowed_verbs(number, people)
    assert list(told) == people
    assert told[scenes.reporter.name] >= {Verb.CONFIRM, Verb.RATE, Verb.COMMENT}
    assert told[scenes.who] == frozenset()
    await gateways.deactivate(scenes.reporter.name)
    assert (await gateways.tickets.allowed_verbs(number, people))[scenes.reporter.name] == frozenset()
    assert await gateways.tickets.allowed_verbs(number, []) == {}
    with pytest.raises(NotFoundError):
        await gateways.tickets.allowed_verbs(4711, people)
    with pytest.raises(NotFoundError):
        await gateways.tickets.allowed_verbs(number, ["users/4711"])


async def test_more_people_than_one_question_takes(gateways: Gateways) -> None:
    ann = await gateways.person()
    number = (await gateways.created(ann)).number
    people = [(await gateways.person(100 + n, "Eve")).name for n in range(200)]
    told = await gateways.tickets.allowed_verbs(number, [*people, ann.name])
    assert set(told) == {*people, ann.name}
    assert Verb.COMMENT in told[ann.name]


async def test_lists_tell_no_verbs(gateways: Gateways) -> None:
    ann = await gateways.person()
    created = await gateways.created(ann)
    assert Verb.COMMENT in created.allowed_verbs
    (listed,) = await gateways.tickets.list(TicketList.REPORTED, acting=ann.name, limit=1)
    assert listed.allowed_verbs == frozenset()
