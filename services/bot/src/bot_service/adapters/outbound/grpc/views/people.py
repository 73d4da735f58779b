"""The tickets service's users as the bot's views."""

from collections.abc import Mapping
from typing import Final

from bot_service.adapters.outbound.grpc.times import time_of
from bot_service.application.ports.people.users import DEFAULT_ZONE, UserView
from bot_service.domain.people.absence import Absence
from bot_service.domain.people.person import Role
from bot_service.domain.words.visible import visible_name
from fixline.tickets.v1 import user_pb2

ROLE_OF: Final[Mapping[user_pb2.Role.ValueType, Role]] = {
    user_pb2.ROLE_USER: Role.USER,
    user_pb2.ROLE_AGENT: Role.AGENT,
    user_pb2.ROLE_DISPATCHER: Role.DISPATCHER,
    user_pb2.ROLE_ADMIN: Role.ADMIN,
    user_pb2.ROLE_AUDITOR: Role.AUDITOR,
}
STAFF: Final = tuple(value for value, role in ROLE_OF.items() if role.is_staff)
ROLES: Final = {role: value for value, role in ROLE_OF.items()}
MAX_DISPLAY_NAME: Final = 128


def user_view(user: user_pb2.User) -> UserView:
    """A role that this release does not know is a plain user's: it shows the least.

    Whoever registers a person may do so under a name of which nothing shows.
    """
    display_name = visible_name(user.display_name, MAX_DISPLAY_NAME)
    return UserView(
        name=user.name,
        telegram_id=user.telegram_id,
        display_name=display_name or user.username or str(user.telegram_id),
        username=user.username,
        role=ROLE_OF.get(user.role, Role.USER),
        active=user.active,
        language=user.language,
        time_zone=user.time_zone or DEFAULT_ZONE,
        absence=absence_of(user),
        contact=user.contact,
        introducer=user.introducer,
    )


def absence_of(user: user_pb2.User) -> Absence | None:
    if not user.HasField("absence"):
        return None
    return Absence(starts=time_of(user.absence.start_time), ends=time_of(user.absence.end_time))
