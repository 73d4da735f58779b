"""Use case: a person shows up, or shows up again."""

from dataclasses import dataclass
from datetime import datetime

from tickets_service.application.acting import actor_of
from tickets_service.application.idempotency import IdempotencyKey
from tickets_service.application.ports.clock import Clock
from tickets_service.application.ports.tracing import Tracing
from tickets_service.application.ports.unit_of_work import UnitOfWork, UnitOfWorkFactory
from tickets_service.application.principal import Principal
from tickets_service.application.views.people import UserView
from tickets_service.domain.people.actor import ActorName, actor_name
from tickets_service.domain.people.appointments import Appointments
from tickets_service.domain.people.user import Profile, Role, User
from tickets_service.domain.permissions.actions import DeskAction
from tickets_service.domain.permissions.checks import require_on_desk
from tickets_service.domain.violations import Violations


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterUser:
    """`request_id` may be empty: the `telegram_id` alone makes repeating it safe."""

    principal: Principal
    telegram_id: int
    display_name: str
    username: str = ""
    language: str = ""
    request_id: str = ""
    keep_names: bool = False
    """Whether a known person goes on being called what they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterUserHandler:
    unit_of_work: UnitOfWorkFactory
    clock: Clock
    tracing: Tracing
    appointments: Appointments

    async def __call__(self, command: RegisterUser) -> UserView:
        violations = Violations()
        profile = Profile.read(
            telegram_id=command.telegram_id,
            display_name=command.display_name,
            username=command.username,
            language=command.language,
            violations=violations,
        )
        key = IdempotencyKey.of(command, violations) if command.request_id else None
        violations.refuse_if_any()
        now = self.clock.now()
        async with self.unit_of_work() as uow:
            actor = await actor_of(uow.users, command.principal)
            oneself = isinstance(actor, User) and actor.telegram_id == profile.telegram_id
            require_on_desk(actor, DeskAction.CHANGE_ONESELF if oneself else DeskAction.REGISTER_OTHERS)
            if key and (answer := await uow.answers.claim(key, UserView, now=now)):
                return answer
            registered = await self._registered(uow, profile, command.keep_names, actor_name(actor), now)
            user = UserView.of(registered)
            if key:
                await uow.answers.keep(key, user)
            await uow.commit()
        return user

    async def _registered(
        self,
        uow: UnitOfWork,
        profile: Profile,
        keep_names: bool,  # as the command has it
        by: ActorName,
        now: datetime,
    ) -> User:
        user = await uow.users.find_by_telegram_id(profile.telegram_id)
        if user is None:
            role = self.appointments.role_of(profile.telegram_id, Role.USER)
            user = await uow.users.add(User.register(profile, role=role, now=now))
        event = self.appointments.appoint(user, by=by, now=now)
        if user.follow(profile.called_as(user) if keep_names else profile) or event:
            await uow.users.save(user)
        if event:
            await uow.users.record(event, traceparent=self.tracing.traceparent())
        return user
