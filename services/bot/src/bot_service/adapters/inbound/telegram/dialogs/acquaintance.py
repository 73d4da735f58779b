"""People who are met elsewhere than in their chat with the bot: in a group, as a contact, by a forwarded message."""

from contextlib import suppress
from typing import Final
from uuid import UUID

from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.application.errors import NotFoundError
from bot_service.application.ports.people.users import UserView
from bot_service.application.request_desk import RequestDesk
from bot_service.domain.words.visible import visible_name

LONGEST_NAME: Final = 128


def called(name: str, username: str, telegram_id: int, texts: Texts) -> str:
    """Return what to call somebody; whoever has a name of which nothing shows, by their username, or by a number."""
    # As text: Fluent would write the number with the language's separators.
    return visible_name(name, LONGEST_NAME) or username or texts.plain("person", number=str(telegram_id))


async def acquainted(
    telegram_id: int,
    name: str,
    username: str,
    language: str,
    *,
    desk: RequestDesk,
    texts: Texts,
    request_id: UUID,
    by_hearsay: bool = False,
) -> UserView:
    """Return who it is, by what Telegram shows of them; whom nobody knew is known from then on.

    `by_hearsay`: the name is what somebody else calls them, and is no news of whoever is known. It is no chat with them
    yet. Raises what the gateway raises.
    """
    chat = await desk.chats.get(telegram_id)
    if chat is not None:
        with suppress(NotFoundError):  # nobody by now: met anew
            return await desk.people.get(chat.user_name)  # they said themselves what they are called
    return await desk.people.register(
        telegram_id=telegram_id,
        display_name=called(name, username, telegram_id, texts),
        username=username,
        language=language,
        request_id=request_id,
        keep_names=by_hearsay,
    )
