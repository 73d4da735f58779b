"""Everything the simulator knows and has: tables, budgets, faults, the journal, and who waits."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from fixline_local.telegram.control.faults import FaultPlan
from fixline_local.telegram.control.journal import Journal
from fixline_local.telegram.limits.budgets import SendBudgets
from fixline_local.telegram.store.bots import Bot, Bots
from fixline_local.telegram.store.callbacks import Callbacks
from fixline_local.telegram.store.chats import Chat, Chats
from fixline_local.telegram.store.commands import Commands
from fixline_local.telegram.store.database import Database, Json
from fixline_local.telegram.store.files import Files
from fixline_local.telegram.store.inline_queries import InlineQueries
from fixline_local.telegram.store.messages import Messages, StoredMessage
from fixline_local.telegram.store.people import PeopleTable
from fixline_local.telegram.store.updates import Updates
from fixline_local.telegram.wake_up import WakeUp

ACTION_SECONDS = 5.0


@dataclass(slots=True)
class ChatAction:
    """Such as "typing", until a moment of the clock."""

    name: str
    until: float
    revision: int


class World:
    def __init__(
        self,
        state: Path | None,
        *,
        limits: bool,
        has_desk: bool = False,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """`has_desk`: somebody beside the simulator gives people their roles."""
        self.clock = clock
        self.has_desk = has_desk
        self.database = Database(state)
        self.bots = Bots(self.database)
        self.people = PeopleTable(self.database)
        self.chats = Chats(self.database)
        self.messages = Messages(self.database)
        self.files = Files(self.database)
        self.updates = Updates(self.database)
        self.callbacks = Callbacks(self.database)
        self.inline_queries = InlineQueries(self.database)
        self.commands = Commands(self.database)
        self.budgets = SendBudgets(enabled=limits)
        self.faults = FaultPlan()
        self.journal = Journal(clock)
        self.actions: dict[tuple[int, int], ChatAction] = {}
        self.wake_up = WakeUp()
        self.closing = False
        self.pollers: dict[int, Poller] = {}
        self.allowed_tokens: frozenset[str] = frozenset()

    @contextmanager
    def change(self) -> Iterator[None]:
        """One transaction; when it is done, whoever waits looks again."""
        with self.database.transaction():
            yield
        self.wake_up.notify_all()

    def now(self) -> int:
        return int(self.clock())

    def chat_json(self, chat: Chat) -> Json:
        if chat.is_group:
            kind = "group" if chat.basic else "supergroup"
            forum = {"is_forum": True} if chat.forum else {}
            return {"id": chat.id, "type": kind, "title": chat.title, **forum}
        person = self.people.get(chat.id)
        if person is None:
            raise LookupError(chat.id)
        return person.as_chat()

    def tell_bot(self, bot: Bot, kind: str, chat_id: int, payload: Json) -> None:
        self.updates.add(bot, kind, chat_id, payload, self.clock())

    def tell_message(self, bot: Bot, message: StoredMessage, kind: str = "message") -> None:
        self.tell_bot(bot, kind, message.chat_id, self.messages.shown(message))

    def end_waits(self) -> None:
        """Let every long poll return now; none waits again."""
        self.closing = True
        self.wake_up.notify_all()

    def close(self) -> None:
        self.database.close()


@dataclass(slots=True)
class Poller:
    """The one getUpdates that may run for a bot; a later call ends it with 409."""

    ended_by: str = ""
