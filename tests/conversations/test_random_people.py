"""Random people do random things with a whole desk: whatever they do, nothing breaks, and nobody reads too much.

To look for more: `pytest --hypothesis-profile searching -o timeout=0 -k random_people tests/conversations`. What is
found is printed step by step, and not made smaller: each try has a desk of its own.
"""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import hypothesis
from hypothesis import strategies as st
from hypothesis.stateful import rule, run_state_machine_as_test

from fixline_local.telegram.client_messages import Message
from fixline_testing.servers import SharedServers

from .people import Talker
from .random_cast import COMMANDS, FILE, FORWARD, SMALL, WORDS
from .random_crowd import Crowd
from .requests import TABLE


class RandomPeople(Crowd):
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

    @rule(place=st.integers(0, 3), which=st.integers(0, 9), how=st.sampled_from(["", "/reply ", "/new "]))
    def writes_in_a_topic(self, place: int, which: int, how: str) -> None:
        who = [*self.staff_there][place]
        # In one that is closed only who administers the group may write: the first one.
        topics = [
            each
            for each in self.run(self.staff_there[who].client.topics())
            if place == 0 or not each["closed"]
        ]
        text = f"{how}The fuse {self.mark(who)} is blown"
        if topics:
            topic = topics[which % len(topics)]["id"]
            self.there(who, self.staff_there, lambda client: client.send_text(text, thread=topic))

    @rule(place=st.integers(0, 3), which=st.integers(0, 30), messages=st.sampled_from([1, 2, 20]))
    def taps_in_the_staff_group(self, place: int, which: int, messages: int) -> None:
        who = [*self.staff_there][place]
        talker = self.staff_there[who]
        found = self.buttons_of(self.changed(talker, 0), messages)
        if found:
            message, data = found[which % len(found)]
            self.run(self.acted(self.tapped(talker, message, data)))

    @rule(place=st.integers(0, 2), which=st.integers(0, 9), is_asked=st.booleans())
    def writes_among_neighbours(self, place: int, which: int, is_asked: bool) -> None:
        """Say something in an ordinary group, or ask for a request of what was said there."""
        who = [*self.neighbours][place]
        said = self.changed(self.neighbours[who], 0)
        if is_asked and said:
            message = said[-1 - which % len(said)]
            self.there(who, self.neighbours, lambda client: client.reply(message, "/new"))
        else:
            text = f"The gate {self.mark(who)} is open"
            self.there(who, self.neighbours, lambda client: client.send_text(text))

    @rule()
    def the_hour_comes(self) -> None:
        """Whatever waits for its time happens."""
        self.run(self.acted(self.desk.time_comes()))

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
