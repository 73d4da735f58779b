"""`/api/groups`, and what administrators do in a group: the bot's rights, topics, and becoming a supergroup."""

from dataclasses import dataclass

from aiohttp import web

from fixline_local.telegram.forum import add_topic, delete_topic, has_topics, tell_topic
from fixline_local.telegram.members import set_bot_member
from fixline_local.telegram.people_api import bodies
from fixline_local.telegram.people_api.acting import Seat
from fixline_local.telegram.people_api.refusal import Refused
from fixline_local.telegram.people_api.requests import body_of, bot_in, seat_in
from fixline_local.telegram.store.chats import ADMINISTRATOR
from fixline_local.telegram.store.database import Json
from fixline_local.telegram.world import World

_FIRST_COLOR = 0x6FB9F0


@dataclass(frozen=True, slots=True)
class GroupRoutes:
    world: World

    def routes(self) -> list[web.RouteDef]:
        chat = r"/api/chats/{chat:-\d+}"
        topics = r"/api/chats/{chat:-?\d+}/topics"
        topic = topics + r"/{thread:\d+}"
        return [
            web.post("/api/groups", self.create_group),
            web.put(chat + "/bot", self.change_bot),
            web.post(chat + "/migrate", self.migrate),
            web.post(topics, self.create_topic),
            web.patch(topic, self.change_topic),
            web.delete(topic, self.delete_topic),
        ]

    async def create_group(self, request: web.Request) -> web.Response:
        body = await body_of(request, bodies.NewGroup)
        unknown = [number for number in body.members if self.world.people.get(number) is None]
        if unknown:
            raise Refused(404, f"no person {unknown[0]}")
        with self.world.change():
            bot = bot_in(self.world, request)
            chat = self.world.chats.create_group(
                bot.id, body.title, body.members, forum=body.forum, basic=body.basic
            )
            founder = self.world.people.get(body.members[0])
            if body.rights and founder is not None:
                by = founder.as_user()
                set_bot_member(self.world, bot, chat, by=by, status=ADMINISTRATOR, rights=body.rights)
        return web.json_response({"id": chat.id, "title": chat.title}, status=201)

    async def change_bot(self, request: web.Request) -> web.Response:
        """Make the bot something else there: an administrator with some rights, or nobody."""
        body = await body_of(request, bodies.BotMember)
        with self.world.change():
            seat = self._admins_seat(request)
            by = seat.person.as_user()
            set_bot_member(self.world, seat.bot, seat.chat, by=by, status=body.status, rights=body.rights)
        return web.json_response({"status": body.status})

    async def migrate(self, request: web.Request) -> web.Response:
        """Make a supergroup of a group: from then on it has another id, and the bot is told of both."""
        with self.world.change():
            seat = self._admins_seat(request)
            old = seat.chat
            if not old.basic or old.migrated_to is not None:
                raise Refused(409, "this is a supergroup already")
            new = self.world.chats.create_group(seat.bot.id, old.title, old.members)
            new.bot_status, new.rights, new.admins = old.bot_status, old.rights, old.admins
            self.world.chats.save(new)
            old.migrated_to = new.id
            self.world.chats.save(old)
            self._say(seat, old.id, {"migrate_to_chat_id": new.id})
            self._say(seat, new.id, {"migrate_from_chat_id": old.id})
        return web.json_response({"id": new.id}, status=201)

    async def create_topic(self, request: web.Request) -> web.Response:
        body = await body_of(request, bodies.NewTopic)
        with self.world.change():
            seat = seat_in(self.world, request)
            if not has_topics(seat.bot, seat.chat):
                raise Refused(409, "this chat has no topics")
            if not seat.chat.is_group and not seat.bot.people_make_topics:
                raise Refused(403, "in chats with this bot only the bot makes topics")
            thread = add_topic(
                self.world,
                seat.bot,
                seat.chat,
                by=seat.person.as_user(),
                name=body.name,
                color=_FIRST_COLOR,
            )
        return web.json_response({"id": thread}, status=201)

    async def change_topic(self, request: web.Request) -> web.Response:
        body = await body_of(request, bodies.TopicChange)
        thread = int(request.match_info["thread"])
        with self.world.change():
            seat = self._admins_seat(request)
            topic = seat.topic(thread)
            if topic["closed"] != body.closed:
                topic["closed"] = body.closed
                self.world.chats.save(seat.chat)
                service: Json = {"forum_topic_closed" if body.closed else "forum_topic_reopened": {}}
                by = seat.person.as_user()
                tell_topic(self.world, seat.bot, seat.chat, thread, by=by, service=service)
        return web.json_response({"closed": body.closed})

    async def delete_topic(self, request: web.Request) -> web.Response:
        thread = int(request.match_info["thread"])
        with self.world.change():
            # In their own chat with a bot people do as they like.
            seat = seat_in(self.world, request)
            seat = seat if not seat.chat.is_group else self._admins_seat(request)
            seat.topic(thread)  # is there
            delete_topic(self.world, seat.chat, thread)
        return web.json_response({})

    def _admins_seat(self, request: web.Request) -> Seat:
        seat = seat_in(self.world, request)
        if not seat.is_admin:
            raise Refused(403, f"{seat.person.first_name} is no administrator of this chat")
        return seat

    def _say(self, seat: Seat, chat_id: int, service: Json) -> None:
        """Post a service message of the person's."""
        chat = self.world.chats.find(seat.bot.id, chat_id)
        if chat is None:
            raise LookupError(chat_id)
        body: Json = {
            "message_id": self.world.messages.next_id(seat.bot.id, chat_id),
            "from": seat.person.as_user(),
            "chat": self.world.chat_json(chat),
            "date": self.world.now(),
            **service,
        }
        message = self.world.messages.add(seat.bot.id, chat_id, body, self.world.clock())
        self.world.tell_message(seat.bot, message)
