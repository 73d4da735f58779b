"""Invitations: a link for one person and 30 minutes, with a role."""

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot_service.adapters.inbound.telegram.dialogs.office.staff.screens import (
    INVITED,
    invitation_text,
    invitations_screen,
    invite_screen,
)
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.buttons.office import StaffAction, StaffButton
from bot_service.adapters.inbound.telegram.drawing.deep_links import INVITE, deep_link
from bot_service.adapters.inbound.telegram.drawing.screen import Screen, answer
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.errors import RefusedError
from bot_service.application.office import Office
from bot_service.domain.people.person import Role


def create_router() -> Router:
    router = Router(name="inviting")
    router.callback_query.register(choose, StaffButton.filter(F.action == StaffAction.INVITE))
    router.callback_query.register(
        invited, StaffButton.filter((F.action == StaffAction.INVITE_AS) & F.value.in_(INVITED))
    )
    router.callback_query.register(waiting, StaffButton.filter(F.action == StaffAction.INVITATIONS))
    router.callback_query.register(withdrawn, StaffButton.filter(F.action == StaffAction.WITHDRAW))
    return router


async def choose(callback: CallbackQuery, turn: Turn) -> Replies:
    return [answer(callback), invite_screen(turn.texts).after_tap(callback)]


async def invited(callback: CallbackQuery, callback_data: StaffButton, turn: Turn, office: Office) -> Replies:
    """Say the link in a message of its own, which can be forwarded as it is."""
    username = await office.identity.username()
    invitation = await office.staff.invite(
        Role(callback_data.value), acting=turn.person.name, request_id=turn.key.request_id("invite")
    )
    link = deep_link(username, f"{INVITE}{invitation.code}")
    texts = turn.texts
    said = Screen(text=texts("staff-invited", role=texts(f"role-{invitation.role}")))
    return [
        answer(callback),
        said.after_tap(callback),
        turn.sends(Screen(text=invitation_text(invitation, link, texts))),
    ]


async def waiting(callback: CallbackQuery, callback_data: StaffButton, turn: Turn, office: Office) -> Replies:
    return [answer(callback), (await _invitations(turn, office, callback_data.number)).after_tap(callback)]


async def withdrawn(
    callback: CallbackQuery, callback_data: StaffButton, turn: Turn, office: Office
) -> Replies:
    """What was redeemed or has run out meanwhile is not in the list any more, and that is said."""
    said = turn.texts.plain("staff-withdrawn")
    try:
        await office.staff.withdraw(
            callback_data.number, acting=turn.person.name, request_id=turn.key.request_id("withdraw")
        )
    except RefusedError:
        said = turn.texts.plain("refused-invite-over")
    return [answer(callback, said), (await _invitations(turn, office)).after_tap(callback)]


async def _invitations(turn: Turn, office: Office, page: int = 0) -> Screen:
    invitations = await office.staff.open_invitations(acting=turn.person.name)
    return invitations_screen(invitations, page, turn.texts)
