"""What a link of the desk's does that starts the bot: invites give a role, or what an older desk has of somebody."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.deep_links import INVITE
from bot_service.adapters.inbound.telegram.drawing.html import Html
from bot_service.application.errors import ForbiddenError, InvalidFieldsError, NotFoundError, RefusedError
from bot_service.domain.people.person import Role

INVITED: Final = {
    Role.ADMIN: "invited-admin",
    Role.DISPATCHER: "invited-dispatcher",
    Role.AGENT: "invited-agent",
    Role.AUDITOR: "invited-auditor",
    Role.USER: "invited-user",
}


async def follow(payload: str, turn: Turn) -> tuple[Turn, Sequence[Html]]:
    """Do what the link is for; return the turn of the person as they are after that, and what to tell them."""
    if not payload.startswith(INVITE):
        return turn, [turn.texts("unknown-link")]
    code = payload.removeprefix(INVITE)
    try:
        user = await turn.desk.people.redeem_invite(
            code, acting=turn.person.name, request_id=turn.key.request_id("invite")
        )
    except (InvalidFieldsError, NotFoundError):
        return turn, [turn.texts("unknown-link")]
    except (ForbiddenError, RefusedError):
        return turn, [turn.texts("invite-no-raise")]
    # One that gives a role is refused where it is no raise: where staff were not raised, it was about who they are,
    # or it is the same once more.
    is_same = user.role is turn.person.role and user.role is not Role.USER
    said = "invited-before" if is_same else INVITED[user.role]
    return replace(turn, person=replace(turn.person, role=user.role)), [turn.texts(said)]
