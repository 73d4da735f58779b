"""One person for tests and the demo: writes, taps and waits, through the simulator's people API."""

import asyncio
import io
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import aiohttp

from fixline_local.telegram.client_messages import (
    CallbackAnswer,
    File,
    InlineAnswer,
    Message,
    message_from,
)

Predicate = Callable[[Message], object]
Request = Callable[..., Awaitable[Any]]
_POLL_SECONDS = 25.0


class ActionRefusedError(RuntimeError):
    """Telegram's app would not have let the person do this; the text says why."""


class PersonClient:
    """One person in one chat. Messages that come back hold what this person sees."""

    def __init__(self, request: Request, person_id: int, chat_id: int) -> None:
        """`request(verb, path, **options)` calls the people's API."""
        self._request = request
        self.id = person_id
        self.chat_id = chat_id

    async def start(self, payload: str = "") -> Message:
        """Press Start, or open the deep link t.me/bot?start=payload. Unblocks the bot."""
        return _only(await self._post("/start", {"payload": payload}))

    async def send_text(
        self,
        text: str,
        *,
        reply_to: Message | None = None,
        thread: int | None = None,
        anonymous: bool = False,
    ) -> Message:
        """`thread` is a topic; `anonymous`: in the group's name, as its administrators may."""
        body: dict[str, Any] = {"text": text, "thread": thread, "anonymous": anonymous}
        return _only(await self._post("/messages", body | ({"reply_to": reply_to.id} if reply_to else {})))

    async def reply(self, message: Message, text: str) -> Message:
        return await self.send_text(text, reply_to=message)

    async def send_photo(
        self, content: bytes, caption: str = "", *, name: str = "photo.jpg", reply_to: Message | None = None
    ) -> Message:
        files = [File(name, "image/jpeg", content)]
        return _only(await self._send_files("photo", files, caption, reply_to))

    async def send_document(
        self,
        content: bytes,
        caption: str = "",
        *,
        name: str = "file.pdf",
        mime: str = "application/pdf",
        reply_to: Message | None = None,
    ) -> Message:
        return _only(await self._send_files("document", [File(name, mime, content)], caption, reply_to))

    async def send_video(self, content: bytes, caption: str = "", *, name: str = "video.mp4") -> Message:
        return _only(await self._send_files("video", [File(name, "video/mp4", content)], caption, None))

    async def send_animation(self, content: bytes, caption: str = "", *, name: str = "cat.mp4") -> Message:
        return _only(await self._send_files("animation", [File(name, "video/mp4", content)], caption, None))

    async def send_voice(self, content: bytes, *, duration: int = 0) -> Message:
        """`duration` in whole seconds, as the sender says."""
        file = File("voice.oga", "audio/ogg", content)
        return _only(await self._send_files("voice", [file], "", None, duration=duration))

    async def send_video_note(self, content: bytes, *, duration: int = 0, length: int = 0) -> Message:
        """`duration` in whole seconds, at most 60; `length` is the diameter in pixels."""
        file = File("note.mp4", "video/mp4", content)
        return _only(await self._send_files("video_note", [file], "", None, duration=duration, length=length))

    async def send_sticker(self, name: str) -> Message:
        """Send a sticker of the simulator's set; `media.stickers.STICKERS` has the names."""
        return _only(await self._post("/messages", {"sticker": name}))

    async def send_place(
        self, latitude: float, longitude: float, *, title: str = "", address: str = ""
    ) -> Message:
        """Send a location in degrees; with title and address a venue."""
        place = {"latitude": latitude, "longitude": longitude, "title": title, "address": address}
        return _only(await self._post("/messages", {"place": place}))

    async def send_album(
        self, files: Sequence[File], caption: str = "", *, kind: str = "photo"
    ) -> list[Message]:
        """Send 2-10 files of one kind as one album; the first part carries the caption."""
        return await self._send_files(kind, files, caption, None)

    async def edit(self, message: Message, text: str) -> Message:
        path = f"{self._path}/messages/{message.id}"
        return message_from(await self._request("PATCH", path, params=self._who, json={"text": text}))

    async def delete(self, message_id: int) -> None:
        """Delete a message, one's own or the bot's, for both."""
        await self._request("DELETE", f"{self._path}/messages/{message_id}", params=self._who)

    async def tap(
        self,
        message: Message,
        button_text: str | None = None,
        *,
        data: str | None = None,
        late: bool = False,
        wait: float = 15,
    ) -> CallbackAnswer | None:
        """Tap an inline button; wait up to `wait` seconds (0-60) for the bot's answer, None when none came.

        Raise ActionRefusedError when the message does not have exactly one such button now; with `data` and `late` it
        need not have it any more.
        """
        body = {"message_id": message.id, "text": button_text, "data": data, "late": late, "wait": wait}
        result = await self._request("POST", f"{self._path}/taps", params=self._who, json=body)
        return CallbackAnswer(**result["answer"]) if result["answer"] else None

    async def ask_inline(self, words: str = "", *, wait: float = 15) -> InlineAnswer | None:
        """Write `@bot words`; wait up to `wait` seconds (0-60) for the results, None when none came."""
        body = {"query": words, "wait": wait}
        asked = await self._request("POST", f"{self._path}/inline", params=self._who, json=body)
        return InlineAnswer(id=asked["inline_query_id"], **asked["answer"]) if asked["answer"] else None

    async def choose_inline(self, answer: InlineAnswer, result_id: str) -> Message:
        """Send one of the results. Raise ActionRefusedError when it is none of them."""
        return _only(await self._post(f"/inline/{answer.id}/choice", {"result_id": result_id}))

    async def press(self, button_text: str) -> Message:
        """Press a button of the reply keyboard that is up. Raise ActionRefusedError when there is none like it."""
        chat = (await self._changes(0, 0))["chat"]
        rows = (chat["keyboard"] or {}).get("keyboard", [])
        texts = [button["text"] for row in rows for button in row]
        if button_text not in texts:
            raise ActionRefusedError(f"the reply keyboard has no {button_text!r}, it has {texts}")
        return await self.send_text(button_text)

    async def topics(self) -> list[dict[str, Any]]:
        """The topics of the chat: `id`, `name`, `icon` (an emoji, or empty), `closed`."""
        return list((await self._changes(0, 0))["chat"]["topics"])

    async def create_topic(self, name: str) -> int:
        """Make a topic and return its id."""
        return int(
            (await self._request("POST", f"{self._path}/topics", params=self._who, json={"name": name}))["id"]
        )

    async def delete_topic(self, thread: int) -> None:
        """Delete a topic with all that is in it, as administrators may, and everybody in their own chat."""
        await self._request("DELETE", f"{self._path}/topics/{thread}", params=self._who)

    async def make_bot(self, status: str, rights: Sequence[str] = ()) -> None:
        """Give the bot other rights in the group, or send it away (`left`, `kicked`), as administrators may."""
        body = {"status": status, "rights": list(rights)}
        await self._request("PUT", f"{self._path}/bot", params=self._who, json=body)

    async def block(self) -> None:
        await self._post("/block", {"blocked": True})

    async def unblock(self) -> None:
        await self._post("/block", {"blocked": False})

    async def messages(self) -> list[Message]:
        """Everything in the chat that is not deleted, the oldest first."""
        seen = await self._request("GET", f"{self._path}/messages", params=self._who)
        return [message_from(view) for view in seen["messages"] if not view["deleted"]]

    async def commands(self) -> list[dict[str, str]]:
        """The command menu that this person sees."""
        return list((await self._changes(0, 0))["chat"]["commands"])

    async def wait_for(
        self,
        predicate: Predicate,
        timeout: float = 20,  # noqa: ASYNC109 - seconds of one wait, as its reader expects
        *,
        after: Message | int = 0,
    ) -> Message:
        """Return the bot's newest message for which `predicate` holds, waiting up to `timeout` seconds.

        Only messages sent or edited after `after` (a message, or a revision) count; without it the whole chat does.
        Raise TimeoutError that quotes the last messages of the chat.
        """
        since = after.revision if isinstance(after, Message) else after
        loop = asyncio.get_running_loop()
        deadline = loop.time() + timeout
        while True:
            left = deadline - loop.time()
            seen = await self._changes(since, max(min(left, _POLL_SECONDS), 0))
            found = [message_from(view) for view in seen["messages"] if not view["deleted"]]
            fitting = [message for message in found if message.from_bot and predicate(message)]
            if fitting:
                return max(fitting, key=lambda message: message.revision)
            if left <= 0:
                raise TimeoutError(await self._failure(timeout))
            since = seen["revision"]

    async def _failure(self, seconds: float) -> str:
        last = [
            f"  {'bot' if m.from_bot else 'person'}: {m.text!r} {m.button_texts}"
            for m in await self.messages()
        ]
        return "\n".join([f"nothing fitting in {seconds} s; the chat of {self.id} ends with:", *last[-6:]])

    async def _changes(self, since: int, seconds: float) -> Any:
        query = self._who | {"since": str(since), "timeout": str(seconds)}
        return await self._request("GET", f"{self._path}/changes", params=query)

    async def _send_files(
        self, kind: str, files: Sequence[File], caption: str, reply_to: Message | None, **said: int
    ) -> list[Message]:
        form = aiohttp.FormData(
            {"kind": kind, "caption": caption} | {name: str(value) for name, value in said.items()},
            quote_fields=False,  # names of files arrive as they are
        )
        if reply_to:
            form.add_field("reply_to", str(reply_to.id))
        for number, file in enumerate(files):
            form.add_field(
                f"file{number}", io.BytesIO(file.content), filename=file.name, content_type=file.mime
            )
        sent = await self._request("POST", f"{self._path}/messages", params=self._who, data=form)
        return [message_from(view) for view in sent["messages"]]

    async def _post(self, path: str, body: dict[str, Any]) -> list[Message]:
        result = await self._request("POST", self._path + path, params=self._who, json=body)
        return [message_from(view) for view in result.get("messages", [])]

    @property
    def _path(self) -> str:
        return f"/api/chats/{self.chat_id}"

    @property
    def _who(self) -> dict[str, str]:
        return {"as": str(self.id)}


def _only(messages: list[Message]) -> Message:
    return messages[0]
