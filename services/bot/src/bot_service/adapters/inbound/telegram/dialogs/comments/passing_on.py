"""Pictures that the desk sends along with its words: whoever hears of these sees them, without a tap."""

from collections.abc import Sequence
from dataclasses import replace

from bot_service.adapters.inbound.telegram.dialogs.comments.commenting import speaks_for_desk
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.albums import passed_on
from bot_service.adapters.inbound.telegram.drawing.taking_away import pictures_taken_away
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import language_of, texts_in
from bot_service.adapters.inbound.telegram.drawing.tickets.topics import in_topic
from bot_service.application.views.tickets import TicketView
from bot_service.domain.comments.comment import CommentDraft
from bot_service.domain.deliveries.outgoing import OutgoingCall, Urgency
from bot_service.domain.files.attachment import Attachment


async def shown_to_readers(
    attachments: Sequence[Attachment], ticket: int, turn: Turn, *, comment: str = ""
) -> list[OutgoingCall]:
    """Show to the reporter and to followers what came with words of the desk that they hear of.

    `comment` is what can be taken back with it (`tickets/42/comments/7`); empty of other words. The notice that these
    words came rings; what came along does not. What a reporter sends is on the ticket alone.
    """
    if not attachments:
        return []
    about = await turn.desk.tickets.get(ticket, acting=turn.person.name)
    if not speaks_for_desk(about, turn):
        return []
    names = {about.reporter}
    if about.follower_count:
        names |= await turn.desk.tickets.followers(ticket)
    has_topics = await turn.desk.private_topics.are_on()
    calls = []
    for chat in await turn.desk.chats_let_in(names - {turn.person.name}):
        texts = texts_in(language_of(chat.language))
        topic_of = about if has_topics and chat.user_name == about.reporter else None
        shown = passed_on(attachments, chat.chat_id, about=ticket, texts=texts)
        calls += [replace(_beside_words(each, topic_of), comment=comment) for each in shown]
    return calls


async def shown_anew(
    before: CommentDraft, after: CommentDraft, comment: str, turn: Turn
) -> list[OutgoingCall]:
    """Show what an edit brought along; where it took something away, all there is now in the place of all there was."""
    fresh = [each for each in after.attachments if each not in before.attachments]
    if not all(each in after.attachments for each in before.attachments):
        shown = await turn.desk.links.told_beside(comment)
        gone = pictures_taken_away(shown, turn.desk.now())
        # What Telegram deletes no more stays, and would be there twice.
        if shown and len(gone) == len(shown):
            return [*gone, *await shown_to_readers(after.attachments, after.ticket, turn, comment=comment)]
    return await shown_to_readers(fresh, after.ticket, turn, comment=comment)


def _beside_words(call: OutgoingCall, topic_of: TicketView | None) -> OutgoingCall:
    """Have it come as the words do, without a sound; so does what is made where Telegram refuses it."""
    silent = replace(
        call.with_arguments({"disable_notification": True}),
        urgency=Urgency.NOTIFICATION,
        is_digested=True,
        otherwise=tuple(_beside_words(each, topic_of) for each in call.otherwise),
    )
    return silent if topic_of is None else in_topic(silent, topic_of)
