"""Answer, while an update of a chat waits for a service, those behind it that need none."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot_service.application.errors import UnavailableError
from bot_service.application.ports.updates.apologies import Apologies
from bot_service.application.ports.updates.inbox import ClaimedUpdate, Inbox, MeanwhileAnswer, WaitingUpdate
from bot_service.application.ports.updates.update_handler import UpdateHandler, UpdateKey
from bot_service.domain.updates.without_services import AT_ANY_TIME, IN_THEIR_TURN, command_in

MOST_LOOKED_AT: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerMeanwhile:
    inbox: Inbox
    handler: UpdateHandler
    apologies: Apologies

    async def __call__(self, update: ClaimedUpdate) -> Sequence[MeanwhileAnswer]:
        """Return what is to be said to the updates behind `update`: to each command once, to the newest of it.

        What is about the updates before it stays in its turn, and is only told why it waits.
        """
        newest: dict[str, WaitingUpdate] = {}
        older: list[MeanwhileAnswer] = []
        for each in await self.inbox.following(update, MOST_LOOKED_AT):
            command = command_in(each.payload)
            if command in AT_ANY_TIME | IN_THEIR_TURN:
                if command in newest and command in AT_ANY_TIME:
                    older.append(MeanwhileAnswer(newest[command].update_id, (), is_all=True))
                newest[command] = each
        answers = [await self._answer(update, command, each) for command, each in newest.items()]
        return [*older, *(answer for answer in answers if answer is not None)]

    async def _answer(
        self, update: ClaimedUpdate, command: str, waiting: WaitingUpdate
    ) -> MeanwhileAnswer | None:
        if command in IN_THEIR_TURN:
            calls = await self.apologies.in_its_turn(update)
            return MeanwhileAnswer(waiting.update_id, calls, is_all=False)
        key = UpdateKey(bot_id=update.key.bot_id, update_id=waiting.update_id)
        try:
            calls = await self.handler(key, waiting.payload)
        except UnavailableError:
            return None
        return MeanwhileAnswer(waiting.update_id, calls, is_all=True)
