"""Use case: a person shows up, or shows up again."""

from dataclasses import dataclass
from datetime import datetime

from tickets_service.application.acting import actor_of
from tickets_service.application.answers import user_answer, user_from
from tickets_service.application.idempotency import IdempotencyKey
from tickets_service.application.ports.clock import Clock
from tickets_service.application.ports.unit_of_work import UnitOfWork, UnitOfWorkFactory
from tickets_service.application.principal import Principal
from tickets_service.application.views import UserView
from tickets_service.domain.permissions import DeskAction, require_on_desk
from tickets_service.domain.user import Profile, Role, User
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


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterUserHandler:
    """`agents` are the Telegram ids of people who become agents when they register."""

    unit_of_work: UnitOfWorkFactory
    clock: Clock
    agents: frozenset[int]

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
            if not (isinstance(actor, User) and actor.telegram_id == profile.telegram_id):
                require_on_desk(actor, DeskAction.REGISTER_OTHERS)
            if key and (answer := await uow.answers.claim(key, now=now)):
                return user_from(answer)
            user = UserView.of(await self._registered(uow, profile, now))
            if key:
                await uow.answers.keep(key, user_answer(user))
            await uow.commit()
        return user

    async def _registered(self, uow: UnitOfWork, profile: Profile, now: datetime) -> User:
        appointed = profile.telegram_id in self.agents
        user = await uow.users.find_by_telegram_id(profile.telegram_id)
        if user is None:
            role = Role.AGENT if appointed else Role.USER
            user = await uow.users.add(User.register(profile, role=role, now=now))
        changed = user.follow(profile)
        if appointed:
            changed |= user.appoint_agent()
        if changed:
            await uow.users.save(user)
        return user
