"""Conversations that go on while Valkey is away: then PostgreSQL keeps them, and gives them back afterwards."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from bot_service.adapters.outbound.conversation_records import Record
from bot_service.adapters.outbound.sqlalchemy.chats.conversations import SqlConversationStore
from bot_service.adapters.outbound.valkey.conversations import ValkeyConversationStore
from bot_service.adapters.outbound.valkey.reachability import ValkeyAwayError, ValkeyReachability
from bot_service.application.errors import UnavailableError
from bot_service.application.ports.chats.conversations import ConversationKey, KeptConversation

NOTHING: Final = KeptConversation()
OUT_OF_REACH: Final = KeptConversation(is_out_of_reach=True)
MOST_AT_ONCE: Final = 100
PATIENCE_SECONDS: Final = 10.0
"""A restart takes less, and should make nobody begin again."""


@dataclass(slots=True)
class SteadyConversations:
    """Implements `Conversations` (decision 39).

    Updates wait for Valkey to come back, as long as a restart takes. While it is away longer, what it holds is out of
    reach, and people begin again. Who said nothing meanwhile finds their conversation when it is back; of who did, the
    newer one counts.
    """

    usual: ValkeyConversationStore
    meanwhile: SqlConversationStore
    reachability: ValkeyReachability
    patience_seconds: float = PATIENCE_SECONDS
    _may_hold_some: bool = True
    """Whether `meanwhile` has to be looked at too: until `bring_back` found nothing there."""
    _writes: int = 0

    async def before(self, key: ConversationKey, update_id: int) -> KeptConversation:
        try:
            record = await self.usual.read(key)
        except ValkeyAwayError:
            self._require_a_long_absence()
            self._may_hold_some = True
            record = await self.meanwhile.read(key)
            if record is None:
                return OUT_OF_REACH
        else:
            if self._may_hold_some:
                record = newer(record, await self.meanwhile.read(key))
        if record is None:
            return NOTHING
        return record.previous if record.update_id == update_id else record.current

    async def save(
        self, key: ConversationKey, update_id: int, before: KeptConversation, after: KeptConversation
    ) -> None:
        if (before is NOTHING or before is OUT_OF_REACH) and after == NOTHING:
            return  # neither an earlier try of this update nor anybody else has kept what this would replace
        record = Record(current=after, previous=before, update_id=update_id)
        try:
            await self.usual.write(key, record)
        except ValkeyAwayError:
            self._require_a_long_absence()
            self._writes += 1
            self._may_hold_some = True
            await self.meanwhile.write(key, record)

    async def bring_back(self) -> int:
        """Give Valkey what was kept meanwhile, where that is newer; return how many conversations were.

        Finds out, too, whether it is back: in a quiet hour nobody else asks.
        """
        brought = 0
        while True:
            writes = self._writes
            kept = await self.meanwhile.some(MOST_AT_ONCE)
            if not kept:
                if writes == self._writes:
                    self._may_hold_some = False
                if self.reachability.is_away:
                    with suppress(ValkeyAwayError):
                        await self.usual.look_for_valkey()
                return brought
            self._may_hold_some = True
            for key, record in kept:
                try:
                    await self.usual.write_newer(key, record)
                except ValkeyAwayError:
                    return brought
                await self.meanwhile.forget(key, record.update_id)
                brought += 1

    def _require_a_long_absence(self) -> None:
        if self.reachability.away_seconds < self.patience_seconds:
            raise UnavailableError("Valkey does not answer")


def newer(one: Record | None, other: Record | None) -> Record | None:
    records = [record for record in (one, other) if record is not None]
    return max(records, key=lambda record: record.update_id, default=None)
