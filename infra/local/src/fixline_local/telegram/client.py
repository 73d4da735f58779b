"""People for tests and the demo: they write, tap and wait, through the simulator's people API."""

import asyncio
import io
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Any, Self

import aiohttp

from fixline_local.telegram.client_messages import CallbackAnswer, File, Message, message_from

Predicate = Callable[[Message], object]
_POLL_SECONDS = 25.0


class ActionRefusedError(RuntimeError):
    """Telegram's app would not have let the person do this; the text says why."""


class TelegramPeople:
    """`async with TelegramPeople(base_url) as people: rita = people.person(RITA)`."""

    def __init__(self, base_url: str) -> None:
        self._base_url = base_url.rstrip("/")
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=90))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session is not None:
            await self._session.close()

    def person(self, person_id: int, *, chat_id: int | None = None) -> "PersonClient":
        """Return someone in the private chat with the bot, or in the group `chat_id`."""
        return PersonClient(self, person_id, chat_id or person_id)

    async def create_person(
        self, first_name: str, *, last_name: str = "", username: str = "", language_code: str = "en"
    ) -> "PersonClient":
        body = {
            "first_name": first_name,
            "last_name": last_name,
            "username": username,
            "language_code": language_code,
        }
        made = await self.request("POST", "/api/people", json=body)
        return self.person(made["id"])

    async def create_group(self, title: str, members: Sequence[int]) -> int:
        """Return the id of a new group that the bot is in."""
        made = await self.request("POST", "/api/groups", json={"title": title, "members": list(members)})
        return int(made["id"])

    async def add_fault(self, **fault: Any) -> int:
        """Plan a fault (see `control.faults.Fault`) and return its number."""
        return int((await self.request("POST", "/api/faults", json=fault))["id"])

    async def clear_faults(self) -> None:
        await self.request("DELETE", "/api/faults")

    async def calls(self, method: str | None = None, *, since: int = 0) -> list[dict[str, Any]]:
        """Return the journal's entries whose number is above `since`."""
        query = {"since": str(since)} | ({"method": method} if method else {})
        return list((await self.request("GET", "/api/calls", params=query))["calls"])

    async def set_limits(self, *, enabled: bool) -> None:
        await self.request("POST", "/api/limits", json={"enabled": enabled})

    async def request(self, verb: str, path: str, **options: Any) -> Any:
        """Call the API. Raise ActionRefusedError for a 4xx, aiohttp.ClientError when it is not there."""
        async with self._open_session().request(verb, self._base_url + path, **options) as response:
            body = await response.json()
            if response.status >= 400:  # noqa: PLR2004 - where HTTP's errors begin
                raise ActionRefusedError(f"{response.status}: {body.get('error')}")
            return body

    async def download(self, file_id: str) -> bytes:
        """Return a file's bytes as a person's app gets them, of any size."""
        async with self._open_session().get(f"{self._base_url}/api/files/{file_id}") as response:
            response.raise_for_status()
            return await response.read()

    def _open_session(self) -> aiohttp.ClientSession:
        if self._session is None:
            raise RuntimeError("use `async with TelegramPeople(...)`")
        return self._session


class PersonClient:
    """One person in one chat. Messages that come back hold what this person sees."""

    def __init__(self, people: TelegramPeople, person_id: int, chat_id: int) -> None:
        self._people = people
        self.id = person_id
        self.chat_id = chat_id

    async def start(self, payload: str = "") -> Message:
        """Press Start, or open the deep link t.me/bot?start=payload. Unblocks the bot."""
        return _only(await self._post("/start", {"payload": payload}))

    async def send_text(self, text: str, *, reply_to: Message | None = None) -> Message:
        body = {"text": text} | ({"reply_to": reply_to.id} if reply_to else {})
        return _only(await self._post("/messages", body))

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

    async def send_voice(self, content: bytes) -> Message:
        return _only(await self._send_files("voice", [File("voice.oga", "audio/ogg", content)], "", None))

    async def send_album(
        self, files: Sequence[File], caption: str = "", *, kind: str = "photo"
    ) -> list[Message]:
        """Send 2-10 files of one kind as one album; the first part carries the caption."""
        return await self._send_files(kind, files, caption, None)

    async def edit(self, message: Message, text: str) -> Message:
        path = f"{self._path}/messages/{message.id}"
        return message_from(await self._people.request("PATCH", path, params=self._who, json={"text": text}))

    async def tap(
        self, message: Message, button_text: str | None = None, *, data: str | None = None, wait: float = 15
    ) -> CallbackAnswer | None:
        """Tap an inline button; wait up to `wait` seconds (0-60) for the bot's answer, None when none came.

        Raise ActionRefusedError when the message does not have exactly one such button now.
        """
        body = {"message_id": message.id, "text": button_text, "data": data, "wait": wait}
        result = await self._people.request("POST", f"{self._path}/taps", params=self._who, json=body)
        return CallbackAnswer(**result["answer"]) if result["answer"] else None

    async def press(self, button_text: str) -> Message:
        """Press a button of the reply keyboard that is up. Raise ActionRefusedError when there is none like it."""
        chat = (await self._changes(0, 0))["chat"]
        rows = (chat["keyboard"] or {}).get("keyboard", [])
        texts = [button["text"] for row in rows for button in row]
        if button_text not in texts:
            raise ActionRefusedError(f"the reply keyboard has no {button_text!r}, it has {texts}")
        return await self.send_text(button_text)

    async def block(self) -> None:
        await self._post("/block", {"blocked": True})

    async def unblock(self) -> None:
        await self._post("/block", {"blocked": False})

    async def messages(self) -> list[Message]:
        """Everything in the chat that is not deleted, the oldest first."""
        seen = await self._people.request("GET", f"{self._path}/messages", params=self._who)
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
        return await self._people.request("GET", f"{self._path}/changes", params=query)

    async def _send_files(
        self, kind: str, files: Sequence[File], caption: str, reply_to: Message | None
    ) -> list[Message]:
        form = aiohttp.FormData({"kind": kind, "caption": caption})
        if reply_to:
            form.add_field("reply_to", str(reply_to.id))
        for number, file in enumerate(files):
            form.add_field(
                f"file{number}", io.BytesIO(file.content), filename=file.name, content_type=file.mime
            )
        sent = await self._people.request("POST", f"{self._path}/messages", params=self._who, data=form)
        return [message_from(view) for view in sent["messages"]]

    async def _post(self, path: str, body: dict[str, Any]) -> list[Message]:
        result = await self._people.request("POST", self._path + path, params=self._who, json=body)
        return [message_from(view) for view in result.get("messages", [])]

    @property
    def _path(self) -> str:
        return f"/api/chats/{self.chat_id}"

    @property
    def _who(self) -> dict[str, str]:
        return {"as": str(self.id)}


def _only(messages: list[Message]) -> Message:
    return messages[0]
