"""/new in an ordinary group: the message that it replies to becomes a request of whoever wrote it.

There are no questions in a group: what is not said yet is said in private, where a button of the receipt leads.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from aiogram import Bot, Router
from aiogram.filters import BaseFilter
from aiogram.types import InlineKeyboardMarkup, Message
from pydantic import ValidationError

from bot_service.adapters.inbound.telegram.dialogs.acquaintance import acquainted
from bot_service.adapters.inbound.telegram.dialogs.bot_names import username_of
from bot_service.adapters.inbound.telegram.dialogs.content import Content, after_command, content_of
from bot_service.adapters.inbound.telegram.dialogs.group_chats import private_link, replying, writer_of
from bot_service.adapters.inbound.telegram.dialogs.groups.callers import calls_new
from bot_service.adapters.inbound.telegram.dialogs.requests.screens import word_for
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.budget import fitted
from bot_service.adapters.inbound.telegram.drawing.deep_links import SHARED
from bot_service.adapters.inbound.telegram.drawing.html import Html, clip
from bot_service.adapters.inbound.telegram.drawing.refusals import sentence
from bot_service.adapters.inbound.telegram.drawing.screen import Screen
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import LANGUAGES, Texts, texts_in
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.commands.files.store_attachment import UnusableAttachmentError
from bot_service.application.errors import GatewayError, UnavailableError
from bot_service.application.ports.people.users import UserView
from bot_service.application.views.tickets import TicketView
from bot_service.domain.deliveries.outgoing import OutgoingCall
from bot_service.domain.requests.draft import Draft
from bot_service.domain.requests.faults import DraftError


class CallsNew(BaseFilter):
    async def __call__(self, message: Message, bot: Bot) -> bool:
        return await calls_new(message, bot)


def create_router() -> Router:
    router = Router(name="groups")
    router.message.register(new, CallsNew())
    return router


async def new(message: Message, bot: Bot, turn: Turn | None = None) -> Replies:
    """`turn` is None of whoever is no person: an anonymous admin, or a channel."""
    if turn is None:
        return [_said(texts_in(LANGUAGES[0])("group-anonymous"), message)]
    try:
        return await _requested(message, bot, turn)
    except UnavailableError:
        raise
    except (GatewayError, DraftError, UnusableAttachmentError) as error:
        return [_said(sentence(error, turn.texts), message)]


async def _requested(message: Message, bot: Bot, turn: Turn) -> Replies:
    texts, desk, bot_name = turn.texts, turn.desk, await username_of(bot)
    about = message.reply_to_message or message
    known = await desk.links.ticket_of(message.chat.id, about.message_id)
    if known is not None:
        return [_said(texts("group-already", number=str(known)), message, _opening(bot_name, known, texts))]
    author = writer_of(about)
    if author is None:
        return [_said(texts("group-nobodys"), message)]
    if author.id != turn.person.telegram_id and not turn.person.role.is_staff:
        return [_said(texts("group-not-yours", name=author.full_name), message)]
    draft = await _draft(message, bot, turn)
    if draft is None:
        return [_said(texts("group-how"), message, private_link(bot_name, texts.plain("button-private")))]
    reporter = await acquainted(
        author.id,
        author.full_name,
        author.username or "",
        author.language_code or "",
        desk=desk,
        texts=texts,
        request_id=turn.key.request_id("group-author"),
    )
    if reporter.name != turn.person.name:
        draft = draft.on_behalf_of(reporter.name, reporter.display_name)
    ticket = await desk.submit_request(draft, person=turn.person, bot_id=turn.key.bot_id)
    await desk.links.note(message.chat.id, about.message_id, ticket.number)
    is_reached = await desk.chats.get(author.id) is not None
    text = _receipt(ticket, reporter, texts, is_reached=is_reached)
    return [_said(text, about, _opening(bot_name, ticket.number, texts), ticket.number)]


async def _draft(message: Message, bot: Bot, turn: Turn) -> Draft | None:
    """Return what was written after the command, and below it what is replied to; None where both say nothing."""
    texts = turn.texts
    parts: list[Content] = [after_command(message, texts)]
    if message.reply_to_message is not None:
        # What was quoted of the message is all there below.
        replied = await _whole(message.reply_to_message, bot, turn)
        parts = [replace(parts[0], quote=""), *(content_of(each, texts) for each in replied)]
    draft = Draft(id=turn.key.update_id)
    for part in parts:
        if part.text:
            draft = draft.with_more_text(part.said)
        elif part.said_beside and part.attachments:
            draft = draft.come_from(part.said_beside)
        draft = draft.with_attachments(part.attachments)
    if not draft.text and draft.attachments:
        draft = draft.without_words(word_for(draft, texts))
    return draft if draft.says_something else None


async def _whole(replied: Message, bot: Bot, turn: Turn) -> Sequence[Message]:
    """Return the album that a message is part of, as far as the bot was told of it; or just the message."""
    if replied.media_group_id is None:
        return [replied]
    found = {replied.message_id: replied}
    for raw in await turn.desk.albums.parts(replied.chat.id, replied.media_group_id):
        with suppress(ValidationError):  # what does not fit is as good as not told
            part = Message.model_validate(raw, context={"bot": bot})
            found.setdefault(part.message_id, part)
    return [found[number] for number in sorted(found)]


def _receipt(ticket: TicketView, reporter: UserView, texts: Texts, *, is_reached: bool) -> Html:
    def draw(most: int) -> Html:
        lines = [
            texts(
                "group-receipt",
                number=str(ticket.number),
                title=clip(ticket.title, most),
                name=clip(reporter.display_name, most),
            )
        ]
        if not ticket.location:
            lines.append(texts("group-where"))
        if not is_reached:
            lines.append(texts("group-unreached", name=clip(reporter.display_name, most)))
        return Html("\n".join(lines))

    return fitted(draw)


def _said(
    text: Html, answered: Message, markup: InlineKeyboardMarkup | None = None, about: int | None = None
) -> OutgoingCall:
    """Say it where everybody in the group sees what it answers."""
    call = Screen(text=text, keyboard=markup).sent_to(answered.chat.id, about=about)
    return replying(call, answered.message_id)


def _opening(bot_name: str, number: int, texts: Texts) -> InlineKeyboardMarkup | None:
    return private_link(bot_name, texts.plain("inline-open"), f"{SHARED}{number}")
