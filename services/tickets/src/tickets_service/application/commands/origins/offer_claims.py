"""Use case: codes for those who were imported without a Telegram id; whoever brings one says to be that person."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tickets_service.application.ports.clock import Clock
from tickets_service.application.ports.origins.import_store import ImportStore
from tickets_service.application.ports.people.invite_codes import InviteCodes
from tickets_service.application.ports.unit_of_work import UnitOfWorkFactory
from tickets_service.domain.people.invite import LONGEST_LIFE, Invite, digest_of
from tickets_service.domain.people.user import User

BATCH: Final = 100


@dataclass(frozen=True, slots=True)
class OfferedClaim:
    """`code` is worth something once, for 7 days, and until another code for the same person is redeemed."""

    old_id: str
    display_name: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferClaimsHandler:
    """Asked at the terminal alone: no caller of the service may."""

    store: ImportStore
    unit_of_work: UnitOfWorkFactory
    clock: Clock
    codes: InviteCodes

    async def __call__(self, source: str) -> Sequence[OfferedClaim]:
        """Return a code for everybody from there whom nobody has said to be yet. Raises `ImportRunningError`."""
        async with self.store.alone():
            waiting = await self.store.unclaimed(source)
        offered = []
        for first in range(0, len(waiting), BATCH):
            async with self.unit_of_work() as uow:
                for old_id, person in waiting[first : first + BATCH]:
                    code, invite = self._offer(person)
                    await uow.invites.add(invite)
                    offered.append(OfferedClaim(old_id, person.display_name, code))
                await uow.commit()
        return offered

    def _offer(self, person: User) -> tuple[str, Invite]:
        now, salt = self.clock.now(), self.codes.new_salt()
        code = self.codes.code(salt)
        return code, Invite(
            code_digest=digest_of(code),
            salt=salt,
            role=person.role,
            note=person.display_name,
            creator_id=None,
            created_at=now,
            expires_at=now + LONGEST_LIFE,
            person_id=person.id,
        )
