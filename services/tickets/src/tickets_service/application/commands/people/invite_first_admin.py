"""Use case: whoever runs a desk that has no admin yet offers that to one person."""

from dataclasses import dataclass

from tickets_service.application.ports.clock import Clock
from tickets_service.application.ports.people.invite_codes import InviteCodes
from tickets_service.application.ports.unit_of_work import UnitOfWorkFactory
from tickets_service.domain.people.invite import USUAL_LIFE, Invite, digest_of
from tickets_service.domain.people.user import Role


class AdminExistsError(Exception):
    """The desk has an active admin, who invites others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InviteFirstAdminHandler:
    """Asked at the terminal alone: no caller of the service may."""

    unit_of_work: UnitOfWorkFactory
    clock: Clock
    codes: InviteCodes

    async def __call__(self, *, recover: bool = False) -> str:
        """Return the code; it is redeemed once, within 30 minutes.

        Raises `AdminExistsError`, unless there is one whom nobody reaches any more: to `recover` the desk.
        """
        now, salt = self.clock.now(), self.codes.new_salt()
        code = self.codes.code(salt)
        invite = Invite(
            code_digest=digest_of(code),
            salt=salt,
            role=Role.ADMIN,
            note="",
            creator_id=None,
            created_at=now,
            expires_at=now + USUAL_LIFE,
        )
        async with self.unit_of_work() as uow:
            if await uow.users.lock_active_admins() and not recover:
                raise AdminExistsError
            await uow.invites.add(invite)
            await uow.commit()
        return code
