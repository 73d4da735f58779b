"""A whole desk with its random people: how they act, and what has to hold after whatever they did."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, ClassVar, Final, TypeVar

from hypothesis.stateful import RuleBasedStateMachine

from fixline_local.telegram.client import ActionRefusedError, TelegramPeople
from fixline_local.telegram.client_messages import Message, message_from
from fixline_local.telegram.members import STAFF_GROUP_RIGHTS
from fixline_local.telegram.people_api.views import is_seen_by, message_view
from fixline_local.telegram.person_client import PersonClient
from fixline_testing.clock import SteppingClock
from fixline_testing.databases import Databases
from fixline_testing.servers import SharedServers
from tickets_service.domain.people.user import Role, User
from tickets_service.domain.tickets.comment import Visibility
from tickets_service.domain.tickets.ticket import Ticket
from tickets_service.domain.tickets.verbs import allowed_verbs

from .desk import LocalDesk
from .opening import local_desk
from .people import Talker
from .random_cast import CAST, MARK, REACHED_BY, Somebody, is_broken
from .requests import TABLE, report
from .words import label

T = TypeVar("T")
VALKEY: Final = 15
"""The logical database: no worker of the test run has as many neighbours."""


class Crowd(RuleBasedStateMachine):
    """What they do is said by whoever inherits this."""

    servers: ClassVar[SharedServers]

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.stack = AsyncExitStack()
        self.marks = 0
        self.authors: dict[str, int] = {}
        """Who wrote each mark."""
        self.ever_of: set[tuple[int, int]] = set()
        """Tickets and the users who were ever told of them."""
        self.calls = 0
        self.run(self.open())

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(work)

    async def open(self) -> None:
        databases = Databases(self.servers)
        url = await databases.migrated("bot_service")
        self.stack.push_async_callback(databases.drop, url)
        valkey = (await asyncio.to_thread(self.servers.valkey)).url(VALKEY)
        self.clock = SteppingClock(datetime.now(UTC))
        self.desk: LocalDesk = await self.stack.enter_async_context(local_desk(url, valkey, clock=self.clock))
        people = await self.stack.enter_async_context(TelegramPeople(self.desk.url))
        self.cast = [await self.join(people, *each) for each in CAST]
        ada = next(each.talker for each in self.cast if each.role is Role.ADMIN)
        await ada.says("/locations")
        await ada.taps("button-place-import")
        await ada.sends_document("rooms.csv", TABLE.encode())
        await ada.taps("button-places-take")
        self.staff_there = await self.group_of(people, [5, 2, 4, 0], forum=True, rights=STAFF_GROUP_RIGHTS)
        await self.staff_there[5].client.send_text("/link")
        self.neighbours = await self.group_of(people, [0, 1, 2], basic=True)
        await self.begin()
        await self.look()

    async def group_of(self, people: TelegramPeople, who: Sequence[int], **kind: Any) -> dict[int, Talker]:
        """Return each of them in a new group, by their place in the cast; the first one administers it."""
        talkers = {each: self.cast[each].talker for each in who}
        group = await people.create_group("Group", [each.id for each in talkers.values()], **kind)
        await self.desk.settled()
        return {
            place: replace(each, client=people.person(each.id, chat_id=group))
            for place, each in talkers.items()
        }

    async def begin(self) -> None:
        """Two requests, one of which somebody works on: without them most of what can be tapped leads nowhere."""
        rita, fyodor, alex = (each.talker for each in self.cast[:3])
        await report(rita, f"The lift {self.mark(0)} is stuck", where="Meeting room")
        await report(fyodor, f"The sink {self.mark(1)} is full")
        await alex.says("/ticket 1")
        await alex.taps("button-take")

    async def join(self, people: TelegramPeople, name: str, language: str, role: Role) -> Somebody:
        client = await people.create_person(name, language_code=language)
        talker = Talker(name, language, self.desk, client)
        await talker.starts()
        if role is not Role.USER:
            await self.desk.appoint(talker.id, role)
        return Somebody(talker, role, was_staff=role is not Role.USER)

    def teardown(self) -> None:
        self.run(self.stack.aclose())
        self.runner.close()

    # How it is done, and what has to hold afterwards.

    def mark(self, who: int) -> str:
        self.marks += 1
        mark = f"q{self.marks}q"
        self.authors[mark] = who
        return mark

    def shown(self, who: int) -> list[Message]:
        return [each for each in self.changed(self.cast[who].talker, 0) if each.from_bot]

    def changed(self, talker: Talker, since: int) -> list[Message]:
        """Return what they see in a chat now that was not so at that revision."""
        world = self.desk.simulator.world
        (bot,) = world.bots.all()
        person = world.people.get(talker.id)
        assert person is not None
        found = world.messages.changed(bot.id, talker.client.chat_id, since)
        return [
            message_from(message_view(world, each))
            for each in found
            if not each.deleted and is_seen_by(each, person)
        ]

    def buttons_of(self, shown: Sequence[Message], messages: int) -> list[tuple[Message, str]]:
        """Return the buttons of the last so many messages that have some."""
        return [
            (message, button.data)
            for message in [each for each in shown if each.buttons][-messages:]
            for row in message.buttons
            for button in row
            if button.data
        ]

    def tap(self, who: int, messages: int, which: int) -> None:
        """Tap one of the buttons of the newest messages that have some."""
        found = self.buttons_of(self.shown(who), messages)
        if found:
            message, data = found[which % len(found)]
            self.do(who, lambda talker: self.tapped(talker, message, data))

    def newest_buttons(self, who: int, messages: int) -> list[tuple[Message, str]]:
        """Return those of the messages that changed last."""
        return self.buttons_of(sorted(self.shown(who), key=lambda each: each.revision), messages)

    def there(
        self, who: int, group: Mapping[int, Talker], act: Callable[[PersonClient], Awaitable[object]]
    ) -> None:
        """Have them do something in a group, where the bot can be blocked all the same."""

        async def work() -> None:
            await act(group[who].client)

        self.run(self.acted(work()))

    async def tapped(self, talker: Talker, message: Message, data: str) -> None:
        try:
            answer = await talker.client.tap(message, data=data, late=True)
        except ActionRefusedError:
            return  # the bot has deleted that message
        assert answer is not None, f"{talker.name}: a dead button {data!r} of {message.text!r}"

    def do(self, who: int, act: Any, *, is_text: bool = True) -> None:
        somebody = self.cast[who]

        async def work() -> None:
            if somebody.is_blocking:
                somebody.is_blocking = False
                await somebody.talker.client.unblock()
            sent = await act(somebody.talker)
            if is_text and isinstance(sent, Message):
                somebody.own.append(sent)

        self.run(self.acted(work()))

    async def acted(self, act: Coroutine[Any, Any, None]) -> None:
        await act
        await self.desk.settled()
        await self.look()

    async def workers(self) -> None:
        workers = self.desk.tickets.workers
        await workers.close_unanswered()
        await workers.review_clocks()
        await workers.remind_reporters()

    async def look(self) -> None:
        assert not await self.desk.faults()
        journal = self.desk.simulator.world.journal
        for call in journal.since(self.calls):
            self.calls = call.number
            is_calm = call.status < 400 or call.status == 403 or "message is not modified" in call.outcome
            assert is_calm, f"Telegram refused {call.method}: {call.outcome}"
        store = self.desk.store
        self.ever_of |= {(ticket.id, ticket.reporter_id) for ticket in store.tickets.values()}
        self.ever_of |= set(store.followers)
        users = {user.telegram_id: user for user in store.users.values()}
        for somebody in self.cast:
            user = users[somebody.talker.id]
            somebody.was_staff |= user.role is not Role.USER
            for message in self.changed(somebody.talker, somebody.read_up_to):
                if message.from_bot:
                    somebody.buttons += [(message, b.data) for row in message.buttons for b in row if b.data]
                    assert not is_broken(message.text), message.text
                    if not somebody.was_staff:
                        self.may_read(user, message)
                somebody.read_up_to = max(somebody.read_up_to, message.revision)
        for talker in (*self.staff_there.values(), *self.neighbours.values()):
            for message in self.changed(talker, talker.since):
                assert not is_broken(message.text), message.text
                talker.since = max(talker.since, message.revision)

    def may_read(self, user: User, message: Message) -> None:
        """Fail where a person of no staff reads what is not meant for them."""
        who = next(n for n, each in enumerate(self.cast) if each.talker.id == user.telegram_id)
        for mark in set(MARK.findall(message.text)):
            if self.authors[mark] == who:
                continue
            store = self.desk.store
            is_public = any(mark in f"{each.title} {each.description}" for each in store.tickets.values())
            said = [each for each in store.comments.values() if mark in each.text]
            is_public |= any(
                each.visibility is Visibility.PUBLIC and (each.ticket_id, user.id) in self.ever_of
                for each in said
            )
            is_public |= any(
                mark in (each.resolution or "") and (each.id, user.id) in self.ever_of
                for each in store.tickets.values()
            )
            assert is_public or not said, f"{user.display_name} reads {mark}: {message.text!r}"

    async def compare(self, somebody: Somebody, ticket: Ticket) -> None:
        """Open a ticket's card, and look for a button for everything that this person may do."""
        talker, store = somebody.talker, self.desk.store
        await talker.says(f"/ticket {ticket.id}")
        cards = [
            each
            for each in await talker.sees_all()
            if each.from_bot and each.revision > talker.since and each.text.startswith(f"#{ticket.id} ")
        ]
        await self.look()
        (user,) = [each for each in store.users.values() if each.telegram_id == talker.id]
        followed = user.id if (ticket.id, user.id) in store.followers else None
        verbs = allowed_verbs(user, replace(ticket, followed_by=followed), self.clock.now())
        if not cards:
            assert not user.active or not verbs, (user.role, verbs)
            return
        card = cards[-1]
        labels = list(card.button_texts)
        if any(label(talker.language, "button-more").search(each) for each in labels):
            await talker.taps("button-more", on=card)
            labels += (await talker.now(card)).button_texts
            await self.look()
        missing = [
            verb
            for verb in verbs
            if verb in REACHED_BY
            and not any(
                label(talker.language, key).search(each) for key in REACHED_BY[verb] for each in labels
            )
        ]
        assert not missing, f"{user.role} cannot reach {missing} of {ticket.state}: {labels}"
