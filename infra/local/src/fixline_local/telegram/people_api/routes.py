"""`/api/...`: what the chat page and scripted people call."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from aiohttp import web

from fixline_local.telegram.media.pictures import Upload
from fixline_local.telegram.media.stickers import STICKERS, drawn
from fixline_local.telegram.people_api import bodies
from fixline_local.telegram.people_api.acting import Seat
from fixline_local.telegram.people_api.refusal import Refused
from fixline_local.telegram.people_api.requests import (
    body_of,
    bot_in,
    checked,
    number_in,
    seat_in,
    seconds_in,
)
from fixline_local.telegram.people_api.views import (
    answer_view,
    bot_view,
    changes_view,
    groups_view,
    is_seen_by,
    message_view,
    people_view,
)
from fixline_local.telegram.store.callbacks import Callback
from fixline_local.telegram.store.database import Json
from fixline_local.telegram.store.messages import StoredMessage
from fixline_local.telegram.wire.requests import upload_of
from fixline_local.telegram.world import World

MAX_WAIT = 60.0


@dataclass(frozen=True, slots=True)
class PeopleRoutes:
    world: World

    def routes(self) -> list[web.RouteDef]:
        chat = r"/api/chats/{chat:-?\d+}"
        message = chat + r"/messages/{message:\d+}"
        return [
            web.get("/api/people", self.people),
            web.post("/api/people", self.create_person),
            web.get("/api/changes", self.all_changes),
            web.get("/api/files/{file_id}", self.file),
            web.get("/api/stickers", self.stickers),
            web.get("/api/stickers/{name}", self.sticker),
            web.get(chat + "/messages", self.messages),
            web.post(chat + "/messages", self.send),
            web.patch(message, self.edit),
            web.delete(message, self.delete),
            web.post(chat + "/taps", self.tap),
            web.post(chat + "/start", self.start),
            web.post(chat + "/block", self.block),
            web.post(chat + "/read", self.read),
            web.get(chat + "/changes", self.changes),
        ]

    async def people(self, _: web.Request) -> web.Response:
        return web.json_response(self._overview())

    async def create_person(self, request: web.Request) -> web.Response:
        body = await body_of(request, bodies.NewPerson)
        if body.username and self.world.people.of_username(body.username):
            raise Refused(409, f"@{body.username} is taken")
        with self.world.change():
            person = self.world.people.create(**body.model_dump())
            self.world.database.next("revision")
        return web.json_response({"id": person.id, "user": person.as_user()}, status=201)

    async def all_changes(self, request: web.Request) -> web.Response:
        """The list of people, again as soon as anything happened after `since`."""
        since = number_in(request, "since")

        def newer() -> Json | None:
            return self._overview() if self.world.database.current("revision") > since else None

        return web.json_response(await self._awaited(request, newer) or self._overview())

    async def messages(self, request: web.Request) -> web.Response:
        seat, since = seat_in(self.world, request), number_in(request, "since")
        found = self.world.messages.changed(seat.bot.id, seat.chat.id, since)
        revision = self.world.database.current("revision")
        return web.json_response(
            {
                "revision": revision,
                "messages": [self._view(message) for message in found if is_seen_by(message, seat.person)],
            }
        )

    async def changes(self, request: web.Request) -> web.Response:
        since = number_in(request, "since")

        def newer() -> Json | None:
            seat = seat_in(self.world, request)
            return changes_view(self.world, seat.bot, seat.chat, seat.person, since)

        nothing: Json = {"revision": since, "chat": None, "messages": [], "answers": []}
        return web.json_response(await self._awaited(request, newer) or nothing)

    async def send(self, request: web.Request) -> web.Response:
        if not request.content_type.startswith("multipart/"):
            body = await body_of(request, bodies.NewMessage)
            with self.world.change():
                seat = seat_in(self.world, request)
                sent = seat.send(
                    [seat.contents.message(body)], body.reply_to, body.thread, anonymous=body.anonymous
                )
        else:
            options, uploads = await self._files(request)
            with self.world.change():
                seat = seat_in(self.world, request)
                sent = seat.send(seat.contents.files(options, uploads), options.reply_to, options.thread)
        return web.json_response({"messages": [self._view(message) for message in sent]}, status=201)

    async def edit(self, request: web.Request) -> web.Response:
        body = await body_of(request, bodies.Edit)
        with self.world.change():
            message = seat_in(self.world, request).edit(int(request.match_info["message"]), body.text)
        return web.json_response(self._view(message))

    async def delete(self, request: web.Request) -> web.Response:
        with self.world.change():
            seat_in(self.world, request).delete(int(request.match_info["message"]))
        return web.json_response({})

    async def tap(self, request: web.Request) -> web.Response:
        body = await body_of(request, bodies.Tap)
        with self.world.change():
            seat = seat_in(self.world, request)
            callback = seat.tap(body.message_id, body.data or _data_of(seat, body), late=body.late)
        answered = await self._answered(callback, body.wait)
        return web.json_response(answer_view(answered))

    async def start(self, request: web.Request) -> web.Response:
        body = await body_of(request, bodies.Start)
        with self.world.change():
            message = seat_in(self.world, request).start(body.payload)
        return web.json_response({"messages": [self._view(message)]}, status=201)

    async def block(self, request: web.Request) -> web.Response:
        body = await body_of(request, bodies.Block)
        with self.world.change():
            seat_in(self.world, request).block(blocked=body.blocked)
        return web.json_response({"blocked": body.blocked})

    async def read(self, request: web.Request) -> web.Response:
        body = await body_of(request, bodies.Read)
        with self.world.change():
            seat_in(self.world, request).read(body.message_id)
        return web.json_response({})

    async def file(self, request: web.Request) -> web.Response:
        try:
            file = self.world.files.of_id(bot_in(self.world, request).id, request.match_info["file_id"])
        except LookupError as error:
            raise Refused(404, "no such file") from error
        # Whatever was uploaded must not run as a page of this origin.
        headers = {
            "Cache-Control": "private, max-age=31536000, immutable",
            "X-Content-Type-Options": "nosniff",
        }
        mime = file.facts["mime"]
        if not mime.startswith(("image/", "video/", "audio/")) or mime == "image/svg+xml":
            mime = "application/octet-stream"
        return web.Response(body=self.world.files.content(file), content_type=mime, headers=headers)

    async def stickers(self, _: web.Request) -> web.Response:
        return web.json_response(
            {"stickers": [{"name": name, "emoji": emoji} for name, emoji in STICKERS.items()]}
        )

    async def sticker(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        if name not in STICKERS:
            raise Refused(404, f"no sticker {name!r}")
        return web.Response(body=drawn(name), content_type="image/webp")

    def _overview(self) -> Json:
        bot = self.world.bots.newest()
        return {
            "revision": self.world.database.current("revision"),
            "bot": bot_view(bot, "en") if bot else None,
            "has_desk": self.world.has_desk,
            "people": people_view(self.world, bot),
            "groups": groups_view(self.world, bot) if bot else [],
        }

    def _view(self, message: StoredMessage) -> Json:
        return message_view(self.world, message)

    async def _files(self, request: web.Request) -> tuple[bodies.NewFiles, list[Upload]]:
        form = await request.post()
        fields: dict[str, object] = {}
        uploads = []
        for name, value in form.items():
            if isinstance(value, web.FileField):
                uploads.append(upload_of(value))
            elif value != "":
                fields[name] = value
        if not uploads:
            raise Refused(400, "no file was sent")
        await asyncio.gather(*(upload.look() for upload in uploads))
        return checked(bodies.NewFiles, fields), uploads

    async def _awaited(self, request: web.Request, newer: Callable[[], Json | None]) -> Json | None:
        loop = asyncio.get_running_loop()
        deadline = loop.time() + seconds_in(request, "timeout", 0, MAX_WAIT)
        while True:
            found = newer()
            left = deadline - loop.time()
            if found is not None or left <= 0 or self.world.closing:
                return found
            await self.world.wake_up.wait(left)

    async def _answered(self, callback: Callback, seconds: float) -> Callback:
        loop = asyncio.get_running_loop()
        deadline = loop.time() + seconds
        while True:
            callback = self.world.callbacks.get(callback.id)
            left = deadline - loop.time()
            if callback.answer is not None or left <= 0 or self.world.closing:
                return callback
            await self.world.wake_up.wait(left)


def _data_of(seat: Seat, body: bodies.Tap) -> str:
    rows = seat.message(body.message_id).body.get("reply_markup", {}).get("inline_keyboard", [])
    buttons = [button for row in rows for button in row]
    found = [
        button["callback_data"]
        for button in buttons
        if button["text"] == body.text and "callback_data" in button
    ]
    if len(found) != 1:
        shown = ", ".join(repr(button["text"]) for button in buttons) or "none"
        raise Refused(409, f"{len(found)} buttons say {body.text!r}; the message has {shown}")
    return str(found[0])
