"""From people, what happens to them, and invites, to messages."""

from collections.abc import Mapping
from datetime import datetime

from fixline.tickets.v1 import invite_pb2, user_pb2, user_service_pb2
from tickets_service.adapters.inbound.grpc.enums import (
    INVITE_STATES,
    ROLES,
    USER_EVENT_TYPES,
)
from tickets_service.adapters.inbound.grpc.names import user_name
from tickets_service.adapters.inbound.grpc.timestamps import timestamp
from tickets_service.application.commands.people.forget_user import ForgottenUser
from tickets_service.application.views.people import InviteView, UserEventView, UserView
from tickets_service.domain.people.events import UserEventType
from tickets_service.domain.people.user import Absence, Role


def user_event_message(event: UserEventView) -> user_pb2.UserEvent:
    message = user_pb2.UserEvent(
        name=f"{user_name(event.user_id)}/events/{event.id}",
        user=user_name(event.user_id),
        type=USER_EVENT_TYPES[event.type],
        actor=event.actor,
        create_time=timestamp(event.occurred_at),
        reason=event.reason,
        traceparent=event.traceparent,
    )
    before, after = event.before, event.after
    if event.type is UserEventType.ROLE_CHANGED:
        message.role.before = ROLES[Role(str(before["role"]))]
        message.role.after = ROLES[Role(str(after["role"]))]
    elif event.type is UserEventType.ACTIVATION_CHANGED:
        message.activation.before, message.activation.after = bool(before["active"]), bool(after["active"])
    elif event.type is UserEventType.PREFERENCES_CHANGED:
        for name in sorted(after):
            message.preferences.fields.add(field=name, before=str(before[name]), after=str(after[name]))
    elif event.type is UserEventType.ABSENCE_CHANGED:
        message.absence.CopyFrom(
            user_pb2.UserEvent.AbsenceChange(before=_kept_absence(before), after=_kept_absence(after))
        )
    return message


def _kept_absence(kept: Mapping[str, str | bool]) -> user_pb2.Absence | None:
    if not kept["away_from"]:
        return None
    starts, ends = (datetime.fromisoformat(str(kept[name])) for name in ("away_from", "away_until"))
    return absence_message(Absence(starts=starts, ends=ends))


def absence_message(absence: Absence | None) -> user_pb2.Absence | None:
    if absence is None:
        return None
    return user_pb2.Absence(start_time=timestamp(absence.starts), end_time=timestamp(absence.ends))


def invite_message(invite: InviteView) -> invite_pb2.Invite:
    return invite_pb2.Invite(
        name=f"invites/{invite.id}",
        role=ROLES[invite.role],
        note=invite.note,
        state=INVITE_STATES[invite.state],
        creator=user_name(invite.creator_id),
        create_time=timestamp(invite.created_at),
        expire_time=timestamp(invite.expires_at),
        redeemer=user_name(invite.redeemer_id),
        redeem_time=timestamp(invite.redeemed_at) if invite.redeemed_at else None,
        revoker=user_name(invite.revoker_id),
        revoke_time=timestamp(invite.revoked_at) if invite.revoked_at else None,
        person=user_name(invite.person_id),
    )


def forgotten_message(forgotten: ForgottenUser) -> user_service_pb2.ForgetUserResponse:
    erased = forgotten.erased
    return user_service_pb2.ForgetUserResponse(
        user=user_name(forgotten.user_id),
        tickets=erased.tickets,
        comments=erased.comments,
        events=erased.events,
        followed=erased.followed,
        answers=erased.answers,
    )


def user_message(user: UserView) -> user_pb2.User:
    return user_pb2.User(
        name=user_name(user.id),
        telegram_id=user.telegram_id or 0,
        username=user.username,
        display_name=user.display_name,
        role=ROLES[user.role],
        active=user.active,
        create_time=timestamp(user.created_at),
        language=user.language,
        time_zone=user.time_zone,
        absence=absence_message(user.absence),
        contact=user.contact,
        introducer="" if user.introducer_id is None else user_name(user.introducer_id),
    )
