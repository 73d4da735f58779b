"""The questions of a new request, and its preview."""

from collections.abc import Sequence

from aiogram.types import InlineKeyboardButton

from bot_service.adapters.inbound.telegram.dialogs.remembered import UnsentRequest
from bot_service.adapters.inbound.telegram.drawing.budget import fitted
from bot_service.adapters.inbound.telegram.drawing.buttons.requests import DraftAction, DraftButton
from bot_service.adapters.inbound.telegram.drawing.buttons.tickets import TicketAction, TicketButton
from bot_service.adapters.inbound.telegram.drawing.html import Html, clip
from bot_service.adapters.inbound.telegram.drawing.marked import drawn
from bot_service.adapters.inbound.telegram.drawing.screen import Screen, Style, button, keyboard
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.application.views.tickets import TicketView
from bot_service.domain.files.attachment import AttachmentKind
from bot_service.domain.requests.draft import Draft, Step
from bot_service.domain.tickets.priority import Priority

OFFERED_TEXT_UNITS = 500


def subject_offer(
    request: UnsentRequest, subjects: Sequence[TicketView], opens: int | None, texts: Texts
) -> Screen:
    """Ask whether what somebody sent is about a request that there is, first, or is a new one.

    `opens`: what was sent is a number, and may mean that this ticket is to be shown.
    """
    draft, first = request.draft, subjects[0]
    said = texts(
        "offer-about",
        count=len(subjects),
        number=str(first.number),
        title=clip(first.title, OFFERED_TEXT_UNITS),
        text=clip(draft.text, OFFERED_TEXT_UNITS),
    )
    start = _button("button-new-request", DraftAction.START, draft, texts)
    later = _button("button-not-now", DraftAction.LATER, draft, texts)
    if len(subjects) == 1:
        rows = [[_adds(texts.plain("button-add-to", number=str(first.number)), first, draft), start]]
    else:
        named = [
            (texts.plain("button-add-to-titled", number=str(each.number), title=each.title), each)
            for each in subjects
        ]
        rows = [*([_adds(label, each, draft)] for label, each in named), [start]]
    if opens is not None:
        label = texts.plain("button-open-card", number=str(opens))
        rows.append([button(label, TicketButton(action=TicketAction.OPEN, number=opens).pack())])
    return Screen(text=_lines(said, _attached(draft, texts)), keyboard=keyboard(*rows, [later]))


def _adds(label: str, ticket: TicketView, draft: Draft) -> InlineKeyboardButton:
    data = DraftButton(action=DraftAction.ADD, draft=draft.id, value=str(ticket.number))
    return button(label, data.pack())


def offer(request: UnsentRequest, texts: Texts) -> Screen:
    """Ask whether what somebody sent out of the blue is a request; of a picture alone, what is wrong with it."""
    draft = request.draft
    later = _button("button-not-now", DraftAction.LATER, draft, texts)
    if not draft.text:
        text = texts("offer-what", count=len(draft.attachments))
        wordless = _button("button-wordless", DraftAction.WORDLESS, draft, texts)
        return Screen(text=text, keyboard=keyboard([wordless], [later]))
    text = _lines(texts("offer", text=clip(draft.text, OFFERED_TEXT_UNITS)), _attached(draft, texts))
    start = _button("button-new-request", DraftAction.START, draft, texts)
    return Screen(text=text, keyboard=keyboard([start], [later]))


def question(request: UnsentRequest, step: Step, texts: Texts, *, has_list: bool = False) -> Screen:
    """Draw a step: what is asked, and the answers that can be tapped; `has_list`: there are places to choose from."""
    draft = request.draft
    cancel = [_leave(step, draft, texts)]
    if step is Step.WHAT:
        enough = draft.attachments and not draft.text
        wordless = [_button("button-wordless", DraftAction.WORDLESS, draft, texts)] if enough else []
        return Screen(text=texts("ask-what"), keyboard=keyboard(wordless, cancel))
    if step is Step.WHERE:
        places = [
            [button(place, DraftButton(action=DraftAction.PLACE, draft=draft.id, value=str(index)).pack())]
            for index, place in enumerate(request.places)
        ]
        skip = [_button("button-no-place", DraftAction.NO_PLACE, draft, texts)]
        listed = (
            [_button("button-place-list", DraftAction.INSIDE, draft, texts, value=".0")] if has_list else []
        )
        asked = "ask-where-listed" if has_list else "ask-where"
        # Without places, a point says less than words do.
        position = [_button("button-position", DraftAction.POSITION, draft, texts)] if has_list else []
        return Screen(text=texts(asked), keyboard=keyboard(*places, listed, position, skip, cancel))
    if step is Step.URGENCY:
        urgencies = [
            button(
                texts.plain(f"priority-{priority.lower()}"),
                DraftButton(action=DraftAction.URGENCY, draft=draft.id, value=priority).pack(),
            )
            for priority in Priority
        ]
        return Screen(text=texts("ask-urgency"), keyboard=keyboard(urgencies[:2], urgencies[2:], cancel))
    return _preview(draft, texts)


def word_for(draft: Draft, texts: Texts) -> str:
    """Say in a word what the draft's attachments are."""
    return texts.plain(f"word-{draft.attachments[0].kind}")


def _preview(draft: Draft, texts: Texts) -> Screen:
    send = DraftButton(action=DraftAction.SEND, draft=draft.id, value=draft.digest).pack()
    return Screen(
        text=fitted(lambda most: _previewed(draft, texts, most)),
        keyboard=keyboard(
            [button(texts.plain("button-send"), send, Style.PRIMARY)],
            [
                _button("button-edit-what", DraftAction.EDIT_WHAT, draft, texts),
                _button("button-edit-where", DraftAction.EDIT_WHERE, draft, texts),
                _button("button-edit-urgency", DraftAction.EDIT_URGENCY, draft, texts),
            ],
            [_button("button-for-whom", DraftAction.FOR_WHOM, draft, texts)],
            [_button("button-files", DraftAction.FILES, draft, texts)] if draft.attachments else [],
            [_cancel(Step.PREVIEW, draft, texts)],
        ),
    )


def files_screen(draft: Draft, texts: Texts) -> Screen:
    """Ask which attachment is to be removed: pictures by their place, as nobody knows their names."""
    rows = []
    for place, each in enumerate(draft.attachments, start=1):
        name = each.file_name
        if each.kind is not AttachmentKind.DOCUMENT:
            name = texts.plain(f"file-{each.kind}", place=place)
        data = DraftButton(action=DraftAction.DETACH, draft=draft.id, value=each.mark)
        rows.append([button(texts.plain("button-detach", name=name), data.pack())])
    back = _button("button-back", DraftAction.BACK, draft, texts)
    return Screen(text=texts("ask-which-file"), keyboard=keyboard(*rows, [back]))


def _previewed(draft: Draft, texts: Texts, most: int) -> Html:
    location = clip(draft.location or "", most)
    priority = texts(f"priority-{(draft.priority or Priority.MEDIUM).lower()}")
    return _lines(
        texts("preview", text=drawn(draft.shown, most)),
        texts("card-location", location=location) if location else texts("preview-no-place"),
        texts("card-priority", priority=priority),
        None if draft.goes_on_with is None else texts("preview-goes-on", number=str(draft.goes_on_with)),
        _for_whom(draft, texts, most),
        _attached(draft, texts),
    )


def _for_whom(draft: Draft, texts: Texts, most: int) -> Html | None:
    if draft.newcomer is None:
        return texts("preview-for", name=clip(draft.reporter_name, most)) if draft.reporter else None
    lines = [texts("preview-for-newcomer", name=clip(draft.newcomer.name, most))]
    if draft.newcomer.contact:
        lines.append(texts("preview-contact", contact=clip(draft.newcomer.contact, most)))
    return _lines(*lines)


def _leave(step: Step, draft: Draft, texts: Texts) -> InlineKeyboardButton:
    """Return what gives the request up; where only a part of it is said anew, what leaves that as it was."""
    if draft.step is Step.PREVIEW:
        return _button("button-back", DraftAction.BACK, draft, texts, value=step)
    return _cancel(step, draft, texts)


def _cancel(step: Step, draft: Draft, texts: Texts) -> InlineKeyboardButton:
    data = DraftButton(action=DraftAction.CANCEL, draft=draft.id, value=step)
    return button(texts.plain("button-cancel"), data.pack())


def _attached(draft: Draft, texts: Texts) -> Html | None:
    return texts("card-attachments", count=len(draft.attachments)) if draft.attachments else None


def _lines(*lines: Html | None) -> Html:
    return Html("\n".join(line for line in lines if line is not None))


def _button(
    key: str, action: DraftAction, draft: Draft, texts: Texts, *, value: str = ""
) -> InlineKeyboardButton:
    return button(texts.plain(key), DraftButton(action=action, draft=draft.id, value=value).pack())
