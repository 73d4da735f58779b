"""People who talk with the bot: `await rita.says("The lamp is dead")`, `await rita.taps("button-send")`.

Texts and labels are named by their keys in the Fluent files, and looked for in the person's language. Everything that
somebody does waits until the whole desk has settled: what is not there then does not come.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Variable
from fixline_local.demo.photo import broken_lamp
from fixline_local.telegram.client import PersonClient
from fixline_local.telegram.client_messages import CallbackAnswer, File, Message
from tickets_service.domain.people.user import Role

from .words import label, pattern

ANSWER_SECONDS = 60.0
"""How long a tap may wait for its answer, on a machine that is busy with others."""
PHOTO = broken_lamp()


class Desk(Protocol):
    """Where people talk with the bot, in one process or in several."""

    async def settled(self) -> None:
        """Wait until everything that was said is answered, and everybody has heard of it."""
        ...

    async def appoint(self, telegram_id: int, role: Role) -> None:
        """Give somebody who has pressed Start a role."""
        ...

    async def faults(self) -> list[str]:
        """Return what went wrong, in words: nobody may have to see any of it."""
        ...


@dataclass(slots=True)
class Talker:
    """Somebody in a chat with the bot, who reads one language."""

    name: str
    language: str
    desk: Desk
    client: PersonClient
    answer: CallbackAnswer | None = None
    """What was shown for the last tap."""
    since: int = 0
    """The revision of the chat when they last did something."""

    @property
    def id(self) -> int:
        return self.client.id

    async def starts(self, payload: str = "") -> None:
        await self._begins()
        await self.client.start(payload)
        await self.desk.settled()

    async def says(self, text: str, *, to: Message | None = None, topic: int | None = None) -> Message:
        """Write something, as a reply to a message or on its own; in a group, in a topic of it."""
        await self._begins()
        said = await self.client.send_text(text, reply_to=to, thread=topic)
        await self.desk.settled()
        return said

    async def sends_photo(self, caption: str = "", *, to: Message | None = None) -> Message:
        await self._begins()
        sent = await self.client.send_photo(PHOTO, caption, reply_to=to)
        await self.desk.settled()
        return sent

    async def sends_album(self, parts: int, caption: str = "") -> list[Message]:
        await self._begins()
        files = [File(f"{n}.jpg", "image/jpeg", broken_lamp(n)) for n in range(parts)]
        sent = await self.client.send_album(files, caption)
        await self.desk.settled()
        return sent

    async def sends_sticker(self, name: str) -> None:
        await self._begins()
        await self.client.send_sticker(name)
        await self.desk.settled()

    async def sends_voice(self) -> None:
        await self._begins()
        await self.client.send_voice(b"OggS" + bytes(200), duration=3)
        await self.desk.settled()

    async def sends_document(self, name: str, content: bytes, mime: str = "text/csv") -> None:
        await self._begins()
        await self.client.send_document(content, name=name, mime=mime)
        await self.desk.settled()

    async def edits(self, message: Message, text: str) -> None:
        await self._begins()
        await self.client.edit(message, text)
        await self.desk.settled()

    async def blocks(self) -> None:
        await self.client.block()
        await self.desk.settled()

    async def taps(
        self, key: str, *, on: Message | None = None, late: bool = False, **variables: Variable
    ) -> CallbackAnswer:
        """Tap the button of this key: of a message as it was seen, else of the newest that has one.

        `late`: although it may have changed since, as from a phone that was out of reach.
        """
        fits = label(self.language, key, **variables)
        shown = (
            [on] if on is not None else [each for each in reversed(await self.sees_all()) if each.from_bot]
        )
        for message in shown:
            for button in (button for row in message.buttons for button in row):
                if fits.search(button.text):
                    return await self.taps_data(message, button.data, late=late)
        raise AssertionError(f"{self.name} has no button {fits.pattern!r}:\n{await self.transcript()}")

    async def picks(self, words: str) -> CallbackAnswer:
        """Tap the only button of the newest message that has these words in its label: a name, not a text."""
        shown = (await self.sees_all())[-1]
        found = [button for row in shown.buttons for button in row if words in button.text]
        assert len(found) == 1, f"{self.name} cannot pick {words!r}:\n{await self.transcript()}"
        return await self.taps_data(shown, found[0].data)

    async def taps_data(self, message: Message, data: str, *, late: bool = False) -> CallbackAnswer:
        await self._begins()
        answer = await self.client.tap(message, data=data, late=late, wait=ANSWER_SECONDS)
        assert answer is not None, f"a dead button: {data!r} of {message.text!r}"
        await self.desk.settled()
        self.answer = answer
        return answer

    async def sees(self, key: str, **variables: Variable) -> Message:
        """Return the newest message with this text that came, or changed, since this person last did something."""
        return await self._finds(pattern(self.language, key, **variables).search, key)

    async def reads(self, words: str) -> Message:
        """Return the newest message that came, or changed, and has these words in it, whatever the language."""
        return await self._finds(lambda text: words in text, words)

    async def is_told(self, key: str, **variables: Variable) -> None:
        """Check what was shown for the last tap."""
        assert self.answer is not None
        assert pattern(self.language, key, **variables).search(self.answer.text), (key, self.answer)

    async def has(self, *keys: str, on: Message, **variables: Variable) -> bool:
        """Tell whether a message has all these buttons now."""
        now = await self.now(on)
        return all(any(map(label(self.language, key, **variables).search, now.button_texts)) for key in keys)

    async def now(self, message: Message) -> Message:
        """Return a message as it is shown now."""
        return next(each for each in await self.sees_all() if each.id == message.id)

    async def sees_all(self) -> list[Message]:
        return await self.client.messages()

    async def has_read(self, words: str) -> bool:
        """Tell whether these words were ever shown to this person, and still are."""
        return any(words in each.text for each in await self.sees_all() if each.from_bot)

    async def transcript(self) -> str:
        """Return the end of the chat, for whoever reads why a test failed."""
        return "\n".join(
            f"  {'bot' if each.from_bot else self.name}: {each.text!r} {each.button_texts}"
            for each in (await self.sees_all())[-6:]
        )

    async def _begins(self) -> None:
        self.since = max((each.revision for each in await self.sees_all()), default=0)

    async def _finds(self, fits: "Callable[[str], object]", what: str) -> Message:
        found = [
            each
            for each in await self.sees_all()
            if each.from_bot and each.revision > self.since and fits(each.text)
        ]
        assert found, f"{self.name} does not see {what!r}:\n{await self.transcript()}"
        return max(found, key=lambda each: each.revision)
