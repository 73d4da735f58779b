"""What quick replies have filled in, under the names that people give it in their language."""

from collections.abc import Mapping
from typing import Final

from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts, ways_to_write
from bot_service.application.views.tickets import Promise, TicketView
from bot_service.domain.quick_replies.quick_reply import Placeholder, filled

KEYS: Final[Mapping[Placeholder, str]] = {
    Placeholder.REPORTER: "placeholder-reporter",
    Placeholder.NUMBER: "placeholder-number",
    Placeholder.TITLE: "placeholder-title",
    Placeholder.PLACE: "placeholder-place",
    Placeholder.AGENT: "placeholder-agent",
    Placeholder.DUE: "placeholder-due",
}
"""The words for each, parted by commas: the first one is what is shown."""


def meaning_of(word: str) -> Placeholder | None:
    """Return what a word in braces stands for, in any of the languages."""
    said = word.casefold()
    return next((each for each, key in KEYS.items() if said in ways_to_write(key)), None)


def word_for(placeholder: Placeholder, texts: Texts) -> str:
    """Return what stands for it in a language: `{reporter}`."""
    return f"{{{texts.plain(KEYS[placeholder]).partition(',')[0].strip()}}}"


def all_words(texts: Texts) -> str:
    return ", ".join(word_for(each, texts) for each in Placeholder)


def in_words(words: str, texts: Texts) -> str:
    """Return a quick reply as somebody writes it in their language."""
    return filled(words, {each: word_for(each, texts) for each in Placeholder})


async def filled_in(words: str, ticket: TicketView, turn: Turn) -> str:
    """Return what the reporter would read: a due time in their zone."""
    reporter = await turn.desk.people.get(ticket.reporter)
    texts = turn.texts.in_zone(turn.desk.zone_of(reporter))
    due = ticket.due.get(Promise.RESOLUTION)
    values = {
        Placeholder.REPORTER: reporter.display_name,
        Placeholder.NUMBER: str(ticket.number),
        Placeholder.TITLE: ticket.title,
        Placeholder.PLACE: ticket.location or texts.plain("placeholder-no-place"),
        Placeholder.AGENT: turn.person.display_name,
        Placeholder.DUE: texts.plain("placeholder-no-due")
        if due is None
        else texts.plain("placeholder-due-at", time=due),
    }
    return filled(words, values)
