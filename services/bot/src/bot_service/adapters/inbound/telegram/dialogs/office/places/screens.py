"""What /locations shows: the top of the tree, a place and what is in it, and what is asked about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from aiogram.types import InlineKeyboardButton

from bot_service.adapters.inbound.telegram.drawing.budget import fitted
from bot_service.adapters.inbound.telegram.drawing.buttons.office import LocationAction, LocationButton
from bot_service.adapters.inbound.telegram.drawing.html import Html, clip
from bot_service.adapters.inbound.telegram.drawing.paging import in_rows, turning
from bot_service.adapters.inbound.telegram.drawing.screen import Screen, button, keyboard
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.application.ports.places.locations import LocationKind, LocationView
from bot_service.application.ports.places.sheet_printer import SheetLayout

SHOWN: Final = 10
IN_A_ROW: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPlace:
    place: LocationView | None
    """None: the top of the tree."""
    inside: Sequence[LocationView]
    page: int

    @property
    def code(self) -> str:
        return self.place.code if self.place else ""


def place_screen(opened: OpenPlace, texts: Texts, note: Html | None = None) -> Screen:
    pages = max(1, -(-len(opened.inside) // SHOWN))
    page = min(opened.page, pages - 1)
    shown = opened.inside[page * SHOWN : (page + 1) * SHOWN]

    def draw(most: int) -> Html:
        lines = [] if note is None else [note, ""]
        lines += _head(opened, texts, most)
        lines += [_line(each, texts, most) for each in shown]
        return Html("\n".join(lines))

    opening = [button(each.name, _packed(LocationAction.OPEN, each.code)) for each in shown]

    def to(number: int) -> LocationButton:
        return LocationButton(action=LocationAction.OPEN, code=opened.code, page=number)

    ways = turning(page, texts, to, is_last=page + 1 == pages)
    rows = in_rows(opening, IN_A_ROW)
    return Screen(text=fitted(draw), keyboard=keyboard(*rows, ways, *_verbs(opened, texts)))


def kinds_screen(place: LocationView | None, texts: Texts) -> Screen:
    code = place.code if place else ""
    kinds = list(LocationKind) if place is None else place.kind.smaller
    rows = [
        [button(texts.plain(f"kind-{kind}"), _packed(LocationAction.ADD_KIND, code, value=kind))]
        for kind in kinds
    ]
    return Screen(
        text=texts("place-which-kind"), keyboard=keyboard(*rows, [_to_place("button-back", code, texts)])
    )


def archive_screen(place: LocationView, count: int, texts: Texts) -> Screen:
    return Screen(
        text=texts("place-ask-archive", name=place.name, code=place.code, count=count),
        keyboard=keyboard(
            [_to("button-place-archive-now", LocationAction.ARCHIVE_NOW, texts, place.code)],
            [_to_place("button-back", place.code, texts)],
        ),
    )


def sheets_screen(place: LocationView | None, texts: Texts) -> Screen:
    """Ask for a layout; of a place, also for its own code alone."""
    code = place.code if place else ""
    layouts = [
        button(texts.plain("button-sheet", layout=layout), _packed(LocationAction.PRINT, code, value=layout))
        for layout in SheetLayout
        if layout is not SheetLayout.LARGE
    ]
    large = SheetLayout.LARGE
    ways = [[button(texts.plain("button-sheet-large"), _packed(LocationAction.PRINT, code, value=large))]]
    if place is not None:
        only = _packed(LocationAction.PRINT_ONE, code, value=large)
        ways.append([button(texts.plain("button-sheet-one"), only)])
    return Screen(
        text=texts("sheets-of", name=place.name) if place else texts("sheets-of-all"),
        keyboard=keyboard(layouts, *ways, [_to_place("button-back", code, texts)]),
    )


def stopping(texts: Texts, code: str) -> InlineKeyboardButton:
    """Return the button that takes a question about a place back."""
    return _to("button-cancel", LocationAction.STOP, texts, code)


def _head(opened: OpenPlace, texts: Texts, most: int) -> list[Html]:
    place = opened.place
    if place is None:
        return [texts("places-title" if opened.inside else "places-none"), Html("")]
    lines = [
        texts("place-title", name=clip(place.name, most), code=place.code, kind=texts(f"kind-{place.kind}"))
    ]
    if place.around:
        lines.append(texts("place-around", around=" › ".join(place.around)))
    if place.position is not None:
        point = f"{place.position.latitude:.5f}, {place.position.longitude:.5f}"
        lines.append(texts("place-position", point=point))
    if place.archived:
        lines.append(texts("place-archived"))
    elif not place.available:
        lines.append(texts("place-hidden"))
    return [*lines, Html("")]


def _line(place: LocationView, texts: Texts, most: int) -> Html:
    name = clip(place.name, most)
    return texts("place-line" if place.available else "place-line-archived", name=name, code=place.code)


def _verbs(opened: OpenPlace, texts: Texts) -> list[list[InlineKeyboardButton]]:
    place, code = opened.place, opened.code
    if place is None:
        return [
            [_to("button-place-add", LocationAction.ADD, texts)],
            [
                _to("button-place-import", LocationAction.IMPORT, texts),
                _to("button-place-export", LocationAction.EXPORT, texts),
            ],
            [_to("button-place-sheets", LocationAction.SHEETS, texts)] if opened.inside else [],
        ]
    archiving = (
        _to("button-place-restore", LocationAction.RESTORE, texts, code)
        if place.archived
        else _to("button-place-archive", LocationAction.ARCHIVE, texts, code)
    )
    adding = place.available and place.kind.smaller
    return [
        [_to("button-place-add-inside", LocationAction.ADD, texts, code)] if adding else [],
        [_to("button-place-rename", LocationAction.RENAME, texts, code), archiving],
        [
            _to("button-place-position", LocationAction.POSITION, texts, code),
            *([_to("button-place-sheets", LocationAction.SHEETS, texts, code)] if place.available else []),
        ],
        [_to_place("button-back", place.parent, texts)],
    ]


def _to(key: str, action: LocationAction, texts: Texts, code: str = "") -> InlineKeyboardButton:
    return button(texts.plain(key), _packed(action, code))


def _to_place(key: str, code: str, texts: Texts) -> InlineKeyboardButton:
    return _to(key, LocationAction.OPEN, texts, code)


def _packed(action: LocationAction, code: str = "", value: str = "") -> str:
    return LocationButton(action=action, code=code, value=value).pack()
