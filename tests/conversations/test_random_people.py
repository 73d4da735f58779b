"""Random people do random things with a whole desk: whatever they do, nothing breaks, and nobody reads too much.

To look for more: `pytest --hypothesis-profile searching -o timeout=0 -k random_people tests/conversations`. What is
found is printed step by step, and not made smaller: each try has a desk of its own.
"""

import asyncio
import io
import re
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar, TypeVar

import hypothesis
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test
from PIL import Image

from bot_service.adapters.inbound.telegram.drawing.texts.catalog import LANGUAGES
from fixline_local.telegram.client import ActionRefusedError, TelegramPeople
from fixline_local.telegram.client_messages import File, Message, message_from
from fixline_local.telegram.people_api.views import message_view
from fixline_testing.clock import SteppingClock
from fixline_testing.databases import Databases
from fixline_testing.servers import SharedServers
from tickets_service.domain.people.user import Role, User
from tickets_service.domain.tickets.comment import Visibility
from tickets_service.domain.tickets.ticket import Ticket
from tickets_service.domain.tickets.verbs import Verb, allowed_verbs

from .desk import LocalDesk, local_desk
from .people import Talker
from .requests import TABLE, report
from .words import label, pattern

T = TypeVar("T")


def small_picture() -> bytes:
    output = io.BytesIO()
    Image.new("RGB", (64, 64), (200, 20, 20)).save(output, "JPEG")
    return output.getvalue()


CAST = (
    ("Rita", "en", Role.USER),
    ("Фёдор", "ru", Role.USER),
    ("Alex", "en", Role.AGENT),
    ("Борис", "ru", Role.AGENT),
    ("Dora", "en", Role.DISPATCHER),
    ("Ada", "ru", Role.ADMIN),
    ("Olga", "en", Role.AUDITOR),
)
COMMANDS = (
    *(
        "/start",
        "/new",
        "/my",
        "/help",
        "/cancel",
        "/settings",
        "/id",
        "/queue",
        "/ticket",
        "/ticket 1",
        "/search",
    ),
    *("/search lamp", "/setup", "/staff", "/locations", "/hours", "/sla", "/stats", "/stats HQ-1", "/export"),
    *("/start loc_HQ-114", "/start loc_NOWHERE", "/start t_1", "/start inv_nothing", "/settings Asia/Almaty"),
    *("/settings Nowhere", "/nonsense", "/ticket nothing", "/ticket 99999999999999999999"),
)
WORDS = (
    *(
        "The lamp is dead",
        "Meeting room",
        "HQ-114",
        "#1",
        "#2",
        "1",
        "2",
        "Rita",
        "Alex",
        "@nobody",
        "9-18",
        "45 min",
    ),
    *(
        "25.12.2026",
        "HQ-115 Kitchen",
        "Europe/Berlin",
        "<b>bold</b> & <i>",
        "مرحبا \u202ethe lamp",
        "🔥" * 30,
        "?",
    ),
    *(
        "x" * 4096,
        "line\n" * 200 + "end",
        "\u200b",
        "Лампа не горит",
        "=SUM(A1)",
        "/",
        "#99999999999999999999",
        "0",
        "-1",
    ),
)
SMALL = small_picture()
FILE = File("a.jpg", "image/jpeg", SMALL)
VALKEY = 15
"""The logical database: no worker of the test run has as many neighbours."""
MARK = re.compile(r"q\d+q")
REACHED_BY = {
    Verb.TAKE: ("button-take",),
    Verb.RELEASE: ("button-release",),
    Verb.ASSIGN: ("button-assign",),
    Verb.WAIT_FOR_REPORTER: ("button-ask-reporter",),
    Verb.WAIT_FOR_VENDOR: ("button-wait-for-supplier",),
    Verb.RESUME: ("button-resume",),
    Verb.RESOLVE: ("button-resolve",),
    Verb.REJECT: ("button-reject",),
    Verb.CANCEL: ("button-cancel-request", "button-withdraw"),
    Verb.CONFIRM: ("button-confirm",),
    Verb.REOPEN: ("button-reopen", "button-not-fixed"),
    Verb.RATE: ("button-stars",),
    Verb.UPDATE: ("button-change-urgency", "button-correct"),
    Verb.COMMENT: ("button-comment", "button-reply"),
    Verb.WRITE_NOTE: ("button-note",),
    Verb.UNFOLLOW: ("button-unfollow",),
    Verb.MERGE: ("button-merge",),
    Verb.LINK: ("button-link",),
}
"""By which button of a card each verb is reached; any of them will do."""
FORWARD = {"d:n:", "d:k:", "d:u:", "d:g:", "d:s:", "d:j:", "d:w:", "d:h:", "d:y:"}
"""Buttons that lead to a request which is sent, by how their data begins."""
BROKEN = [pattern(language, key) for language in LANGUAGES for key in ("apology", "unsaid", "unsaid-about")]


@dataclass(slots=True)
class Somebody:
    """One of the cast, and all that they have ever seen."""

    talker: Talker
    role: Role
    was_staff: bool
    is_blocking: bool = False
    buttons: list[tuple[Message, str]] = field(default_factory=list)
    """Every button that they ever had, for taps that come late."""
    own: list[Message] = field(default_factory=list)
    read_up_to: int = 0


class RandomPeople(RuleBasedStateMachine):
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
        await self.begin()
        await self.look()

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

    # What people do.

    @rule(who=st.integers(0, 6), command=st.sampled_from(COMMANDS))
    def commands(self, who: int, command: str) -> None:
        self.do(who, lambda talker: talker.client.send_text(command))

    @rule(who=st.integers(0, 6), text=st.sampled_from(WORDS))
    def says(self, who: int, text: str) -> None:
        self.do(who, lambda talker: talker.client.send_text(text))

    @rule(who=st.integers(0, 6))
    def says_something_of_their_own(self, who: int) -> None:
        text = f"The lamp {self.mark(who)} is dead"
        self.do(who, lambda talker: talker.client.send_text(text))

    @rule(who=st.integers(0, 6), which=st.integers(0, 9))
    def replies(self, who: int, which: int) -> None:
        text = f"It is the left one {self.mark(who)}"
        shown = self.shown(who)
        if shown:
            self.do(who, lambda talker: talker.client.reply(shown[-1 - which % len(shown)], text))

    @rule(who=st.integers(0, 6), which=st.integers(0, 30))
    def taps(self, who: int, which: int) -> None:
        self.tap(who, 1, which)

    @rule(who=st.integers(0, 6), which=st.integers(0, 30))
    def taps_again(self, who: int, which: int) -> None:
        self.tap(who, 1, which)

    @rule(who=st.integers(0, 6), which=st.integers(0, 100))
    def taps_anything(self, who: int, which: int) -> None:
        self.tap(who, 30, which)

    @rule(who=st.integers(0, 6), which=st.integers(0, 1000))
    def taps_late(self, who: int, which: int) -> None:
        somebody = self.cast[who]
        if somebody.buttons:
            message, data = somebody.buttons[which % len(somebody.buttons)]
            self.do(who, lambda talker: self.tapped(talker, message, data))

    @rule(who=st.integers(0, 6), which=st.integers(0, 7))
    def reports(self, who: int, which: int) -> None:
        """Go on with a request until it is sent, or nothing leads on; `which` of the ways, where there are several."""
        text = f"The door {self.mark(who)} squeaks"
        self.do(who, lambda talker: talker.client.send_text(text))
        for _ in range(6):
            forward = [each for each in self.newest_buttons(who, 1) if each[1][:4] in FORWARD]
            if not forward:
                return
            message, data = forward[which % len(forward)]
            self.do(who, lambda talker, at=message, what=data: self.tapped(talker, at, what))

    @rule(
        who=st.integers(0, 6),
        which=st.integers(0, 4),
        page=st.booleans(),
        button=st.integers(0, 13),
        then=st.integers(0, 3),
    )
    def does_something_with_a_request(self, who: int, which: int, button: int, then: int, page: bool) -> None:
        """Open a card, tap a button, and answer what is asked then: in words, with a tap, with both or not at all."""
        number = 1 + which % len(self.desk.store.tickets)
        self.do(who, lambda talker: talker.client.send_text(f"/ticket {number}"))
        more = [each for each in self.newest_buttons(who, 1) if each[1].startswith(f"t:m:{number}:")]
        if page and more:
            self.do(who, lambda talker: self.tapped(talker, *more[0]))
        self.tap(who, 1, button)
        if then & 1:
            text = f"As you wish {self.mark(who)}"
            self.do(who, lambda talker: talker.client.send_text(text))
        if then & 2:
            self.tap(who, 1, 0)

    @rule(
        who=st.integers(0, 6),
        what=st.sampled_from(["photo", "album", "voice", "sticker", "place", "csv", "pdf"]),
    )
    def sends(self, who: int, what: str) -> None:
        caption = f"See {self.mark(who)}"

        def send(talker: Talker) -> Awaitable[Message | list[Message]]:
            client = talker.client
            sending: dict[str, Callable[[], Awaitable[Message | list[Message]]]] = {
                "photo": lambda: client.send_photo(SMALL, caption),
                "album": lambda: client.send_album([FILE, FILE], caption),
                "voice": lambda: client.send_voice(b"OggS" + bytes(100), duration=1),
                "sticker": lambda: client.send_sticker("glad"),
                "place": lambda: client.send_place(55.75, 37.61),
                "csv": lambda: client.send_document(TABLE.encode(), caption, name="rooms.csv"),
                "pdf": lambda: client.send_document(b"%PDF-1.4", name="a.pdf"),
            }
            return sending[what]()

        self.do(who, send, is_text=what in {"photo", "csv"})

    @rule(who=st.integers(0, 6), which=st.integers(0, 9))
    def edits(self, who: int, which: int) -> None:
        own = self.cast[who].own
        if own:
            text = f"Rather this {self.mark(who)}"
            self.do(who, lambda talker: talker.client.edit(own[-1 - which % len(own)], text))

    @rule(who=st.integers(0, 6))
    def blocks(self, who: int) -> None:
        """Block the bot, until they want something of it again."""
        self.cast[who].is_blocking = True
        self.run(self.acted(self.cast[who].talker.client.block()))

    @rule(hours=st.sampled_from([1, 30, 24 * 8, 24 * 15]))
    def time_passes(self, hours: int) -> None:
        self.clock.advance(timedelta(hours=hours))
        self.run(self.acted(self.workers()))

    @rule(who=st.integers(0, 6), which=st.integers(0, 9))
    def has_a_button_for_all_that_is_allowed(self, who: int, which: int) -> None:
        tickets = list(self.desk.store.tickets.values())
        if tickets and not self.cast[who].is_blocking:
            self.run(self.compare(self.cast[who], tickets[which % len(tickets)]))

    # How it is done, and what has to hold afterwards.

    def mark(self, who: int) -> str:
        self.marks += 1
        mark = f"q{self.marks}q"
        self.authors[mark] = who
        return mark

    def shown(self, who: int) -> list[Message]:
        return [each for each in self.changed(self.cast[who], 0) if each.from_bot]

    def changed(self, somebody: Somebody, since: int) -> list[Message]:
        """Return what is in their chat now, and was not at that revision."""
        world, chat_id = self.desk.simulator.world, somebody.talker.id
        (bot,) = world.bots.all()
        found = world.messages.changed(bot.id, chat_id, since)
        return [message_from(message_view(world, each)) for each in found if not each.deleted]

    def tap(self, who: int, messages: int, which: int) -> None:
        """Tap one of the buttons of the newest messages that have some."""
        with_buttons = [each for each in self.shown(who) if each.buttons][-messages:]
        found = [
            (each, button.data)
            for each in with_buttons
            for row in each.buttons
            for button in row
            if button.data
        ]
        if found:
            message, data = found[which % len(found)]
            self.do(who, lambda talker: self.tapped(talker, message, data))

    def newest_buttons(self, who: int, messages: int) -> list[tuple[Message, str]]:
        with_buttons = sorted(
            (each for each in self.shown(who) if each.buttons), key=lambda each: each.revision
        )
        return [
            (message, button.data)
            for message in with_buttons[-messages:]
            for row in message.buttons
            for button in row
            if button.data
        ]

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
            for message in self.changed(somebody, somebody.read_up_to):
                if message.from_bot:
                    somebody.buttons += [(message, b.data) for row in message.buttons for b in row if b.data]
                    assert not any(each.search(message.text) for each in BROKEN), message.text
                    if not somebody.was_staff:
                        self.may_read(user, message)
                somebody.read_up_to = max(somebody.read_up_to, message.revision)

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


def test_random_people(shared_servers: SharedServers) -> None:
    RandomPeople.servers = shared_servers
    profile = hypothesis.settings.default
    assert profile is not None
    is_search = profile.max_examples > 1000
    run_state_machine_as_test(
        RandomPeople,
        settings=hypothesis.settings(
            max_examples=400 if is_search else 5,
            stateful_step_count=60 if is_search else 30,
            phases=[hypothesis.Phase.generate],
        ),
    )
