"""What is open already and like the request that is being made: "me too" (decision 45)."""

from collections.abc import Sequence
from datetime import datetime

from aiogram.types import CallbackQuery

from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.budget import fitted
from bot_service.adapters.inbound.telegram.drawing.buttons.requests import DraftAction, DraftButton
from bot_service.adapters.inbound.telegram.drawing.html import Html, clip
from bot_service.adapters.inbound.telegram.drawing.screen import Screen, answer, button, keyboard
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.adapters.inbound.telegram.drawing.tickets.cards import card
from bot_service.adapters.inbound.telegram.drawing.times import age
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.ports.tickets.following import SimilarTicket
from bot_service.domain.requests.draft import Draft


def similar_screen(draft: Draft, similar: Sequence[SimilarTicket], texts: Texts, now: datetime) -> Screen:
    """Ask whether it is one of these, which others have reported."""

    def draw(most: int) -> Html:
        lines = [_line(each, texts, now, most) for each in similar]
        return Html("\n\n".join([texts("ask-similar", count=len(similar)), *lines, texts("ask-similar-how")]))

    rows = [
        [
            button(
                texts.plain("button-me-too", number=str(each.number), title=each.title),
                DraftButton(action=DraftAction.JOIN, draft=draft.id, value=str(each.number)).pack(),
            )
        ]
        for each in similar
    ]
    other = DraftButton(action=DraftAction.GO_ON, draft=draft.id).pack()
    cancel = DraftButton(action=DraftAction.CANCEL, draft=draft.id, value=draft.step).pack()
    return Screen(
        text=fitted(draw),
        keyboard=keyboard(
            *rows,
            [button(texts.plain("button-none-similar"), other)],
            [button(texts.plain("button-cancel"), cancel)],
        ),
    )


async def joined(callback: CallbackQuery, draft: Draft, number: int, turn: Turn) -> Replies:
    """Follow that one in place of making another; raises `NotFoundError` where it is no longer to be had."""
    await turn.desk.following.join(
        number,
        draft.text,
        draft.place,
        acting=turn.person.name,
        request_id=turn.key.request_id("join"),
    )
    details = await turn.desk.read_ticket(number, acting=turn.person.name)
    turn.conversation.request_joined()
    headline = turn.texts("joined", number=str(number))
    screen = card(details, turn.person.name, turn.texts, headline=headline)
    return [answer(callback), screen.as_card_there(callback, number)]


def _line(similar: SimilarTicket, texts: Texts, now: datetime, most: int) -> Html:
    facts = [texts(f"state-{similar.state.lower().replace('_', '-')}"), age(similar.create_time, texts, now)]
    if similar.follower_count:
        facts.append(texts("similar-followers", count=similar.follower_count))
    return texts(
        "list-line",
        number=str(similar.number),
        title=clip(similar.title, most),
        facts=Html(" · ".join(facts)),
    )
