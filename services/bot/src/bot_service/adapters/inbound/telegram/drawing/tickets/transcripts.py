"""Everything that was said on a ticket, in as many pages as it takes."""

from collections.abc import Iterator, Sequence

from bot_service.adapters.inbound.telegram.drawing.budget import MESSAGE_UNITS
from bot_service.adapters.inbound.telegram.drawing.buttons.tickets import TranscriptButton
from bot_service.adapters.inbound.telegram.drawing.html import Html, shown_units
from bot_service.adapters.inbound.telegram.drawing.marked import drawn, pieces
from bot_service.adapters.inbound.telegram.drawing.paging import turning
from bot_service.adapters.inbound.telegram.drawing.screen import Screen, keyboard
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.adapters.inbound.telegram.drawing.tickets.card_buttons import photos_button
from bot_service.application.queries.comments.remarks import Remark
from bot_service.application.queries.tickets.read_transcript import Transcript
from bot_service.domain.comments.comment import ATTACHED
from bot_service.domain.words.marked_text import MarkedText

WIDEST_COUNT = 99_999
GAP = Html("\n\n")


def transcript_screen(transcript: Transcript, number: int, texts: Texts) -> Screen:
    """Draw page `number`, from 0; the last one where there are not so many."""
    ticket = transcript.ticket
    pages = _pages(transcript, texts)
    number = min(number, len(pages) - 1)

    def to(page: int) -> TranscriptButton:
        return TranscriptButton(number=ticket.number, page=page)

    ways = turning(number, texts, to, is_last=number + 1 == len(pages))
    attached = bool(ticket.attachments or transcript.old_files) or any(
        ATTACHED in remark.text for remark in transcript.remarks
    )
    head = _head(transcript, number + 1, len(pages), texts)
    return Screen(
        text=Html(f"{head}{GAP}{pages[number]}"),
        keyboard=keyboard(ways, [photos_button(ticket, texts)] if attached else []),
    )


def _pages(transcript: Transcript, texts: Texts) -> Sequence[Html]:
    """Return the pages without their heads; new remarks change the last one, or make one more."""
    room = MESSAGE_UNITS - shown_units(_head(transcript, WIDEST_COUNT, WIDEST_COUNT, texts)) - len(GAP)
    pages: list[Html] = []
    for block in _blocks(transcript, room, texts):
        joined = Html(f"{pages[-1]}{GAP}{block}") if pages else block
        if pages and shown_units(joined) <= room:
            pages[-1] = joined
        else:
            pages.append(block)
    return pages or [texts("transcript-none")]


def _blocks(transcript: Transcript, room: int, texts: Texts) -> Iterator[Html]:
    for remark in transcript.remarks:
        bare = _block(remark, Html(), texts)
        for piece in pieces(remark.said, room - shown_units(bare)):
            yield _block(remark, drawn(piece, room), texts)
    if transcript.ticket.resolution:
        bare = texts("card-resolution", text="")
        for piece in pieces(MarkedText(transcript.ticket.resolution), room - shown_units(bare)):
            yield texts("card-resolution", text=piece.text)


def _block(remark: Remark, text: Html, texts: Texts) -> Html:
    key = "transcript-desk" if remark.by_desk else "transcript-user"
    if remark.internal:
        key = "transcript-note"
    name = remark.author_name or texts("the-desk")
    return texts(key, name=name, time=remark.create_time, text=text)


def _head(transcript: Transcript, number: int, count: int, texts: Texts) -> Html:
    ticket = transcript.ticket
    title = texts("card-title", number=str(ticket.number), title=ticket.title)
    if count == 1:
        return title
    return Html(f"{title}\n{texts('transcript-page', number=number, count=count)}")
