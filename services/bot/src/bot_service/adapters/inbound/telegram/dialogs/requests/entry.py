"""How what somebody sends becomes part of the request that they are making."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from bot_service.adapters.inbound.telegram.dialogs.content import Content
from bot_service.adapters.inbound.telegram.dialogs.conversation import STAGE_OF, Conversation, Stage
from bot_service.adapters.inbound.telegram.dialogs.remembered import NOBODYS, HeardMessage, UnsentRequest
from bot_service.adapters.inbound.telegram.dialogs.requests.screens import question
from bot_service.adapters.inbound.telegram.dialogs.requests.similar import similar_screen
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.refusals import sentence
from bot_service.adapters.inbound.telegram.drawing.screen import Screen
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.ports.tickets.tickets import TicketList
from bot_service.domain.places.place_tree import PlaceTree
from bot_service.domain.requests.draft import Draft, Step, clean_words
from bot_service.domain.requests.faults import DraftError, Fault
from bot_service.domain.words.marked_text import MarkedText

COUNTING: Final = frozenset({Stage.OFFERED, Stage.PREVIEW})
"""The stages whose message says how many attachments there are."""
RECENT: Final = 20
PLACES: Final = 4

TextUse = Callable[[Draft, MarkedText], Draft]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A request after a message joined it."""

    request: UnsentRequest
    refused: DraftError | None
    """Why an attachment did not join, where the rest of its message did."""
    quiet: bool
    """A further part of an album: what there is to say was said at its first part."""
    heard: HeardMessage | None = None
    """What the message became; None where nothing of it joined."""
    is_new_text: bool = False
    """Its words took the place of all that was written before."""

    def remember(self, conversation: Conversation) -> None:
        """Have an edit of the message followed from now on."""
        if self.is_new_text:
            conversation.forget_words(self.request.draft.id)
        if self.heard is not None:
            conversation.hear(self.heard)

    def replies(self, screen: Screen, turn: Turn) -> Replies:
        """Say what was refused, and go on with `screen`, where there is something to say at all."""
        if self.refused is not None:
            return [turn.sends(Screen(text=sentence(self.refused, turn.texts))), turn.asks(screen)]
        if not self.quiet:
            return [turn.asks(screen)]
        # What an album's further part adds is counted where its first one is shown.
        return turn.redraws(screen) if turn.conversation.stage in COUNTING else []


def join(request: UnsentRequest, content: Content, use_text: TextUse) -> Entry:
    """Add attachments, and the text by `use_text`; raises `DraftError` when nothing of the message can join."""
    draft, refused = request.draft, None
    try:
        draft = draft.with_attachments(content.attachments)
    except DraftError as error:
        if not content.text:
            if error.fault is Fault.TOO_MANY_ATTACHMENTS and content.album is not None:
                return _overfull(request, content.album, error)
            raise
        refused = error
    text_message = request.text_message
    if content.text:
        is_all = (use_text is Draft.with_text or not draft.text) and not content.is_joined
        text_message = content.message_id if is_all else None
        draft = use_text(draft, content.said)
    elif content.said_beside:
        draft = draft.come_from(content.said_beside)
    quiet = content.album is not None and content.album == request.album and draft.step is request.draft.step
    added = tuple(each.file_id for each in draft.attachments[len(request.draft.attachments) :])
    return Entry(
        request=replace(
            request,
            draft=draft,
            album=content.album,
            late_parts=(*request.late_parts, *added) if quiet and draft.step is Step.PREVIEW else (),
            text_message=text_message,
            last_message_at=content.sent_at,
        ),
        refused=refused,
        quiet=quiet,
        heard=HeardMessage(
            message=NOBODYS if content.is_joined else content.message_id,
            draft=draft.id,
        ).saying(clean_words(content.said) if content.text else MarkedText(), added),
        is_new_text=bool(content.text) and use_text is Draft.with_text,
    )


def _overfull(request: UnsentRequest, album: str, error: DraftError) -> Entry:
    """Only its first part that has no room is worth a word."""
    said = request.overfull_album == album
    return Entry(
        request=replace(request, album=album, overfull_album=album),
        refused=None if said else error,
        quiet=said,
    )


async def proceed(request: UnsentRequest, turn: Turn) -> Screen:
    """Go on with what the draft lacks next; once, where there are such, with what is open already and like it."""
    draft = request.draft
    if draft.text and draft.place and draft.place != request.compared_at:
        similar = await turn.desk.following.similar(draft.text, draft.place, acting=turn.person.name)
        request = replace(request, compared_at=draft.place)
        if similar:
            turn.conversation.keep_request(request, STAGE_OF[draft.step])
            return similar_screen(draft, similar, turn.texts, turn.desk.now())
    return await ask(request, draft.step, turn)


async def ask(request: UnsentRequest, step: Step, turn: Turn) -> Screen:
    has_list = False
    if step is Step.WHERE:
        tree = await turn.desk.places.tree()
        recent = await _recent_places(turn, tree)
        has_list = bool(tree)
        request = replace(request, places=tuple(recent), place_codes=tuple(recent.values()), typed_place="")
    turn.conversation.keep_request(request, STAGE_OF[step])
    return question(request, step, turn.texts, has_list=has_list)


async def _recent_places(turn: Turn, tree: PlaceTree) -> Mapping[str, str]:
    """Return where the person reported something lately, in words, each with its code where that is still open."""
    tickets = await turn.desk.tickets.list(TicketList.REPORTED, acting=turn.person.name, limit=RECENT)
    found: dict[str, str] = {}
    for ticket in tickets:
        if ticket.location and len(found) < PLACES:
            found.setdefault(ticket.location, ticket.place if tree.get(ticket.place) else "")
    return found
