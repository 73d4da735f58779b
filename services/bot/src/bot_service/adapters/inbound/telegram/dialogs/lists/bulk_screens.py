"""What is asked when several tickets are to have the same done to them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final

from aiogram.types import InlineKeyboardButton

from bot_service.adapters.inbound.telegram.dialogs.remembered import BulkChoice
from bot_service.adapters.inbound.telegram.drawing.budget import fitted
from bot_service.adapters.inbound.telegram.drawing.buttons.lists import BulkAction, BulkButton
from bot_service.adapters.inbound.telegram.drawing.colleagues import ColleaguePage, colleague_rows
from bot_service.adapters.inbound.telegram.drawing.html import Html, clip
from bot_service.adapters.inbound.telegram.drawing.paging import in_rows, turning
from bot_service.adapters.inbound.telegram.drawing.screen import Screen, Style, button, keyboard, ticked
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.adapters.inbound.telegram.drawing.tickets.work import reasons_for
from bot_service.application.views.tickets import TicketView
from bot_service.domain.lists.bulk import HOLD, MOST_TICKETS, BulkVerb
from bot_service.domain.tickets.priority import Priority

IN_A_ROW: Final = 5
TITLE_UNITS: Final = 60
NAME_UNITS: Final = 128
HOLD_SECONDS: Final = int(HOLD.total_seconds())


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """A ticket that is left as it is."""

    number: int
    why: str
    """The key of the sentence that says it."""


def data(action: BulkAction, choice: BulkChoice, value: object = "") -> str:
    return BulkButton(action=action, since=choice.since, value=str(value)).pack()


def choosing_screen(
    choice: BulkChoice,
    tickets: Sequence[TicketView],
    page: int,
    texts: Texts,
    *,
    is_last: bool,
    may_assign: bool,
    of_name: str = "",
) -> Screen:
    """Draw a page, from 0, of the queue to choose from; `of_name`: of whose work is handed over."""

    def draw(most: int) -> Html:
        title = texts("bulk-hand-over", name=clip(of_name, min(most, NAME_UNITS))) if choice.of else None
        lines = [title] if title else []
        lines.append(texts("bulk-choose", count=len(choice.chosen), most=MOST_TICKETS))
        lines += [
            texts("bulk-line", number=str(each.number), title=clip(each.title, min(most, TITLE_UNITS)))
            for each in tickets
        ]
        return Html("\n".join(lines))

    chips = [
        button(
            ticked(f"#{each.number}", is_set=each.number in choice.chosen),
            data(BulkAction.TOGGLE, choice, f"{each.number}.{page}"),
        )
        for each in tickets
    ]

    def to(number: int) -> BulkButton:
        return BulkButton(action=BulkAction.PAGE, since=choice.since, value=str(number))

    return Screen(
        text=fitted(draw),
        keyboard=keyboard(
            *in_rows(chips, IN_A_ROW),
            turning(page, texts, to, is_last=is_last),
            [
                button(texts.plain("button-bulk-all", most=MOST_TICKETS), data(BulkAction.ALL, choice, page)),
                button(texts.plain("button-bulk-none"), data(BulkAction.NONE, choice, page)),
            ],
            *in_rows(
                [
                    button(texts.plain(label), data(action, choice, "0"))
                    for action, label in _actions(choice, may_assign=may_assign)
                ],
                1 if choice.of else IN_A_ROW,
            ),
            [button(texts.plain("button-back"), data(BulkAction.LEAVE, choice))],
        ),
    )


def _actions(choice: BulkChoice, *, may_assign: bool) -> Sequence[tuple[BulkAction, str]]:
    """Return what can be done to what is chosen, with the key of its label."""
    giving = (BulkAction.PEOPLE, "button-assign")
    if not choice.chosen:
        return []
    if choice.of:
        return [*([giving] if may_assign else []), (BulkAction.RELEASE, "button-bulk-release")]
    return [
        giving if may_assign else (BulkAction.TAKE, "button-take"),
        (BulkAction.PRIORITIES, "button-change-urgency"),
        (BulkAction.RESOLVE, "button-resolve"),
    ]


def people_screen(choice: BulkChoice, page: ColleaguePage, texts: Texts) -> Screen:
    """Draw whom they can be given to, with how many each has."""

    def to(action: BulkAction, value: int) -> BulkButton:
        return BulkButton(action=action, since=choice.since, value=str(value))

    rows = colleague_rows(
        page, texts, to_person=partial(to, BulkAction.ASSIGN_TO), to_page=partial(to, BulkAction.PEOPLE)
    )
    return Screen(
        text=texts("bulk-to-whom", count=len(choice.chosen)), keyboard=keyboard(*rows, _back(choice, texts))
    )


def priorities_screen(choice: BulkChoice, texts: Texts) -> Screen:
    rows = [
        [button(texts.plain(f"priority-{each.lower()}"), data(BulkAction.PRIORITY, choice, each))]
        for each in Priority
    ]
    return Screen(
        text=texts("bulk-how-urgent", count=len(choice.chosen)),
        keyboard=keyboard(*rows, _back(choice, texts)),
    )


def reasons_screen(choice: BulkChoice, before: Collection[Priority], texts: Texts) -> Screen:
    """`before`: how urgent they are as yet."""
    rows = [
        [button(texts.plain(each), data(BulkAction.REASON, choice, n))]
        for n, each in reasons_for(before, Priority(choice.value))
    ]
    words = texts(f"priority-{choice.value.lower()}")
    return Screen(
        text=texts("bulk-why-urgent", count=len(choice.chosen), priority=words),
        keyboard=keyboard(*rows, _back(choice, texts)),
    )


def done_screen(choice: BulkChoice, texts: Texts) -> Screen:
    without = button(texts.plain("button-without-note"), data(BulkAction.WITHOUT_WORDS, choice))
    return Screen(
        text=texts("bulk-what-was-done", count=len(choice.chosen)),
        keyboard=keyboard([without], _back(choice, texts)),
    )


def preview_screen(
    choice: BulkChoice,
    tickets: Sequence[TicketView],
    left: Sequence[Left],
    name: str,
    texts: Texts,
    *,
    back: date | None,
) -> Screen:
    """Draw which it will be done to, and which not and why.

    `name`: of who is to have them; `back`: the day on which they are, where they are away.
    """

    def draw(most: int) -> Html:
        lines = [what(BulkVerb(choice.verb), choice.value, len(tickets), name, texts, most)]
        if back is not None:
            lines.append(texts("away-line", day=texts.day(back)))
        if choice.words:
            lines.append(texts("bulk-words", text=clip(choice.words, most)))
        lines += [
            texts("bulk-line", number=str(each.number), title=clip(each.title, min(most, TITLE_UNITS)))
            for each in tickets
        ]
        if left:
            lines += [Html(), texts("bulk-left"), *left_lines(left, texts)]
        if tickets:
            lines += [Html(), texts("bulk-hold", seconds=HOLD_SECONDS)]
        return Html("\n".join(lines))

    run = button(
        texts.plain("button-bulk-run", count=len(tickets)), data(BulkAction.RUN, choice), Style.PRIMARY
    )
    return Screen(text=fitted(draw), keyboard=keyboard([run] if tickets else [], _back(choice, texts)))


def held_screen(verb: BulkVerb, value: str, count: int, name: str, update: int, texts: Texts) -> Screen:
    """Say what comes in a moment, with the button that lets it not come."""
    stop = BulkButton(action=BulkAction.STOP, since=update)
    return Screen(
        text=fitted(
            lambda most: texts(
                "bulk-held",
                what=what(verb, value, count, name, texts, most),
                seconds=HOLD_SECONDS,
            )
        ),
        keyboard=keyboard([button(texts.plain("button-bulk-stop"), stop.pack(), Style.DANGER)]),
    )


def what(verb: BulkVerb, value: str, count: int, name: str, texts: Texts, most: int) -> Html:
    if verb is BulkVerb.PRIORITY:
        return texts("bulk-priority", count=count, priority=texts(f"priority-{value.lower()}"))
    if verb is BulkVerb.ASSIGN:
        return texts("bulk-assign", count=count, name=clip(name, most))
    return texts(f"bulk-{verb}", count=count)


def left_lines(left: Sequence[Left], texts: Texts) -> list[Html]:
    """Return a line for each reason, with the tickets that it is true of."""
    reasons = dict.fromkeys(each.why for each in left)
    return [
        texts(
            "bulk-left-line",
            numbers=" ".join(f"#{each.number}" for each in left if each.why == why),
            why=texts(why),
        )
        for why in reasons
    ]


def _back(choice: BulkChoice, texts: Texts) -> list[InlineKeyboardButton]:
    return [button(texts.plain("button-back"), data(BulkAction.BACK, choice))]
