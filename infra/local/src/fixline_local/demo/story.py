"""The story of one request, from a photo of a broken lamp to five stars."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any, Final

from fixline_local.demo.expectations import (
    StoryError,
    button_with,
    has_button,
    has_text,
    number_in,
    require,
)
from fixline_local.telegram.client import ActionRefusedError, PersonClient, Predicate
from fixline_local.telegram.client_messages import Message

PATIENCE_SECONDS: Final = 120.0
"""How long a step may take; a killed process is back within about 5 s, later on a machine that others keep busy."""
ANSWER_SECONDS: Final = 5.0
"""How long a tapped button waits for its answer, which gets lost when the bot is killed."""

CAPTION: Final = "The lamp over my desk is dead"
PLACE: Final = "Room 214"
QUESTION: Final = "Does it flicker, or is it completely dark?"
REPLY: Final = "Completely dark since this morning."

Act = Callable[[], Coroutine[Any, Any, None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """`act` is what a person does; `expect` waits for what has to come of it."""

    who: str
    title: str
    act: Act
    expect: Act


@dataclass(slots=True, kw_only=True)
class Story:
    """Plays with a reporter and an agent who both have started the bot; every wait ends after `PATIENCE_SECONDS`."""

    reporter: PersonClient
    agent: PersonClient
    photo: bytes
    number: int = 0
    """The request's number, once it is known."""
    _seen: dict[int, int] = field(default_factory=dict)
    _last: dict[str, Message] = field(default_factory=dict)

    @property
    def ticket(self) -> str:
        return f"tickets/{self.number}"

    def steps(self) -> list[Step]:
        return [
            Step(
                who="reporter",
                title="sends a photo with a caption",
                act=self._send_photo,
                expect=self._is_offered,
            ),
            Step(
                who="reporter",
                title="taps the offered “New request”",
                act=self._accept,
                expect=self._is_asked_where,
            ),
            Step(who="reporter", title="says where", act=self._say_where, expect=self._is_asked_how_urgent),
            Step(
                who="reporter", title="picks a priority", act=self._pick_priority, expect=self._sees_preview
            ),
            Step(
                who="reporter", title="sends the request", act=self._send, expect=self._is_sent_and_heard_of
            ),
            Step(who="agent", title="opens the queue", act=self._open_queue, expect=self._queue_shows_it),
            Step(who="agent", title="takes the request", act=self._take, expect=self._card_is_in_progress),
            Step(who="agent", title="asks a question", act=self._ask, expect=self._question_arrives),
            Step(
                who="reporter",
                title="replies to the question",
                act=self._reply,
                expect=self._agent_hears_the_reply,
            ),
            Step(
                who="agent",
                title="resolves the request",
                act=self._resolve,
                expect=self._reporter_hears_it_is_done,
            ),
            Step(who="reporter", title="confirms", act=self._confirm, expect=self._is_closed),
            Step(
                who="reporter",
                title="rates the work with five stars",
                act=self._rate,
                expect=self._stars_are_shown,
            ),
        ]

    async def play(self, during: Callable[[Step], Awaitable[None]] | None = None) -> None:
        """Play all steps; `during` runs beside each step's act (a test breaks things there)."""
        for step in self.steps():
            await self.take_step(step, during)

    async def take_step(self, step: Step, during: Callable[[Step], Awaitable[None]] | None = None) -> None:
        """Raise `StoryError` that names the step when it does not end as it should."""
        for person in (self.reporter, self.agent):
            self._seen[person.id] = max((message.revision for message in await person.messages()), default=0)
        acting = asyncio.create_task(step.act())
        try:
            if during is not None:
                await during(step)
            await acting
            await step.expect()
        except (TimeoutError, ActionRefusedError, StoryError) as error:
            raise StoryError(f"{step.who} {step.title}: {error}") from error
        finally:
            acting.cancel()

    async def begin(self) -> None:
        """Let both start the bot: a bot cannot write to people first."""
        for person in (self.agent, self.reporter):
            started = await person.start()
            await person.wait_for(lambda _: True, PATIENCE_SECONDS, after=started)

    async def _send_photo(self) -> None:
        await self.reporter.send_photo(self.photo, CAPTION)

    async def _is_offered(self) -> None:
        self._last["offer"] = await self._hear(self.reporter, has_button("New request"))

    async def _accept(self) -> None:
        await self._tap(self.reporter, self._last["offer"], "New request")

    async def _is_asked_where(self) -> None:
        await self._hear(self.reporter, has_text("Where"))

    async def _say_where(self) -> None:
        await self.reporter.send_text(PLACE)

    async def _is_asked_how_urgent(self) -> None:
        self._last["urgency"] = await self._hear(self.reporter, has_button("High"))

    async def _pick_priority(self) -> None:
        await self._tap(self.reporter, self._last["urgency"], "High")

    async def _sees_preview(self) -> None:
        preview = await self._hear(self.reporter, has_button("Send"))
        for expected in (CAPTION, PLACE, "High"):
            require(expected in preview.text, f"the preview lacks {expected!r}", preview)
        self._last["preview"] = preview

    async def _send(self) -> None:
        await self._tap(self.reporter, self._last["preview"], "Send")

    async def _is_sent_and_heard_of(self) -> None:
        card = await self._hear(self.reporter, lambda it: has_text("#")(it) and has_text(CAPTION)(it))
        self.number = number_in(card)
        self._last["notice"] = await self._hear(
            self.agent, lambda message: self._is_about(message) and has_button("Take")(message)
        )

    async def _open_queue(self) -> None:
        await self.agent.send_text("/queue")

    async def _queue_shows_it(self) -> None:
        self._last["queue"] = await self._hear(
            self.agent, lambda message: any(map(self._names, message.button_texts))
        )

    async def _take(self) -> None:
        await self._tap(self.agent, self._last["notice"], "Take")

    async def _card_is_in_progress(self) -> None:
        await self._hear(self.reporter, self._card_shows("In progress"))
        self._last["work"] = await self._hear(self.agent, has_button("Resolve"))

    async def _ask(self) -> None:
        await self._tap(self.agent, self._last["work"], "Reply")
        await self._hear(self.agent, lambda message: not has_button("Resolve")(message))
        await self.agent.send_text(QUESTION)
        preview = await self._hear(self.agent, has_button("Send"))
        require(QUESTION in preview.text, "the preview lacks the question", preview)
        await self._tap(self.agent, preview, "Send")

    async def _question_arrives(self) -> None:
        await self._hear(self.reporter, self._card_shows(QUESTION))
        self._last["question"] = await self._hear(
            self.reporter, lambda message: not message.edited and has_text(QUESTION)(message)
        )

    async def _reply(self) -> None:
        await self.reporter.reply(self._last["question"], REPLY)

    async def _agent_hears_the_reply(self) -> None:
        await self._hear(self.agent, lambda message: not message.edited and has_text(REPLY)(message))

    async def _resolve(self) -> None:
        await self._tap(self.agent, self._last["work"], "Resolve")

    async def _reporter_hears_it_is_done(self) -> None:
        self._last["done"] = await self._hear(
            self.reporter, lambda message: not message.edited and has_button("Confirm")(message)
        )

    async def _confirm(self) -> None:
        await self._tap(self.reporter, self._last["done"], "Confirm")

    async def _is_closed(self) -> None:
        self._last["closed"] = await self._hear(self.reporter, self._card_shows("Closed"))

    async def _rate(self) -> None:
        await self._tap(self.reporter, self._last["closed"], "5")

    async def _stars_are_shown(self) -> None:
        await self._hear(self.reporter, self._card_shows("★★★★★"))
        await self._hear(self.agent, has_text("★★★★★"))

    def _names(self, text: str) -> bool:
        return re.search(rf"#{self.number}\b", text) is not None

    def _is_about(self, message: Message) -> bool:
        return self._names(message.text)

    def _card_shows(self, text: str) -> Predicate:
        return lambda message: message.edited and self._is_about(message) and has_text(text)(message)

    async def _hear(self, person: PersonClient, predicate: Predicate) -> Message:
        """Wait for the bot's newest message of this step that fits."""
        return await person.wait_for(predicate, PATIENCE_SECONDS, after=self._seen[person.id])

    async def _tap(self, person: PersonClient, message: Message, label: str) -> None:
        await person.tap(message, button_with(label, message), wait=ANSWER_SECONDS)
