"""Erase what the bot knows of a person. May be repeated: what a crash left is erased by the next try."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot_service.application.ports.people.personal_data import Erased, Erasures, PersonalData


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgetPerson:
    stores: Sequence[PersonalData]
    erasures: Erasures

    async def count(self, telegram_id: int) -> Erased:
        """Return what would be erased."""
        return {kind: n for store in self.stores for kind, n in (await store.count(telegram_id)).items()}

    async def __call__(self, telegram_id: int, *, asked_by: str, reason: str) -> Erased:
        """Return what was erased; it is on record, unless there was nothing."""
        erased: dict[str, int] = {}
        for store in self.stores:
            erased |= await store.erase(telegram_id)
        if any(erased.values()):
            await self.erasures.record(asked_by=asked_by, reason=reason, erased=erased)
        return erased
