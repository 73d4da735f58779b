"""How /retention looks."""

from collections.abc import Sequence
from typing import Final

from aiogram.types import InlineKeyboardButton

from bot_service.adapters.inbound.telegram.drawing.buttons.office import RetentionAction, RetentionButton
from bot_service.adapters.inbound.telegram.drawing.html import Html
from bot_service.adapters.inbound.telegram.drawing.paging import in_rows
from bot_service.adapters.inbound.telegram.drawing.screen import Screen, Style, button, keyboard, ticked
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.application.ports.office.retention import LONGEST_DAYS, OFF, SHORTEST_DAYS, RetentionRun
from bot_service.application.queries.office.preview_retention import WhatWouldGo

CHOICES: Final = (90, 180, 365, 730, 1_095)
"""Days on offer; others are written."""
IN_A_ROW: Final = 3
EXAMPLES: Final = 5


def policy_screen(
    days: int, runs: Sequence[RetentionRun], texts: Texts, note: Html | None = None, *, may_set: bool
) -> Screen:
    state = texts("retention-on", count=days) if days else texts("retention-off")
    blocks = [*([] if note is None else [note]), texts("retention-title"), state, texts("retention-what")]
    if runs:
        blocks.append(Html("\n".join([texts("retention-runs"), *(_run(each, texts) for each in runs)])))
    choices = [
        button(
            ticked(texts.plain("retention-days", count=each), is_set=each == days),
            RetentionButton(action=RetentionAction.PREVIEW, days=each).pack(),
        )
        for each in CHOICES
    ]
    choices.append(_button("button-retention-other", RetentionAction.OTHER, texts))
    off = [_button("button-retention-off", RetentionAction.SET, texts)] if days and may_set else []
    return Screen(text=Html("\n\n".join(blocks)), keyboard=keyboard(*in_rows(choices, IN_A_ROW), off))


def _run(run: RetentionRun, texts: Texts) -> Html:
    line = texts(
        "retention-run",
        day=texts.day(run.day),
        tickets=run.tickets,
        comments=run.comments,
        files=run.files,
    )
    if not run.uncleared:
        return line
    return Html(f"{line} {texts('retention-run-unfinished', count=run.uncleared)}")


def asking_screen(texts: Texts) -> Screen:
    return Screen(
        text=texts("retention-ask", shortest=SHORTEST_DAYS, longest=LONGEST_DAYS),
        keyboard=keyboard([_back(texts)]),
    )


def preview_screen(days: int, found: WhatWouldGo, texts: Texts, *, may_set: bool) -> Screen:
    """Show what would go; only who may set it, and only where files would go too, is offered to."""
    seen = found.preview
    lines = [texts("retention-preview", count=days)]
    if seen.tickets:
        lines.append(texts("retention-tickets", count=seen.tickets))
        lines.append(texts("retention-people", count=seen.people))
        lines.append(texts("retention-comments", count=seen.comments))
        if found.files is not None:
            key = "retention-files" if found.is_all else "retention-files-at-least"
            lines.append(texts(key, count=found.files))
        if seen.oldest is not None:
            lines.append(texts("retention-oldest", time=seen.oldest))
        examples = " ".join(f"#{number}" for number in seen.first[:EXAMPLES])
        lines.append(texts("retention-examples", numbers=examples))
    else:
        lines.append(texts("retention-nothing"))
    blocks = [Html("\n".join(lines))]
    if found.files is None:
        blocks.append(texts("retention-no-right"))
    setting: list[InlineKeyboardButton] = []
    if may_set and found.files is not None:
        blocks.append(texts("retention-for-good"))
        label = texts.plain("button-retention-set", count=days)
        data = RetentionButton(action=RetentionAction.SET, days=days).pack()
        setting = [button(label, data, Style.DANGER)]
    return Screen(text=Html("\n\n".join(blocks)), keyboard=keyboard(setting, [_back(texts)]))


def _button(key: str, action: RetentionAction, texts: Texts) -> InlineKeyboardButton:
    return button(texts.plain(key), RetentionButton(action=action, days=OFF).pack())


def _back(texts: Texts) -> InlineKeyboardButton:
    return _button("button-back", RetentionAction.SHOW, texts)
