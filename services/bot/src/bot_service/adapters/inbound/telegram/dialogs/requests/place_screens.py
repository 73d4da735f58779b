"""How places are offered: as a list to go through, as what may be meant, as what was scanned."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton

from bot_service.adapters.inbound.telegram.drawing.budget import fitted
from bot_service.adapters.inbound.telegram.drawing.buttons.requests import DraftAction, DraftButton
from bot_service.adapters.inbound.telegram.drawing.html import clip
from bot_service.adapters.inbound.telegram.drawing.paging import in_rows, turning
from bot_service.adapters.inbound.telegram.drawing.screen import Screen, button, keyboard
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.domain.places.place_tree import PlaceNode, PlaceTree
from bot_service.domain.requests.draft import Draft, Step

SHOWN: Final = 16
KILOMETRE: Final = 1_000
ROUGH: Final = 10
"""Kilometres from which on tenths say nothing."""
NEAR: Final = 2 * KILOMETRE
"""Metres within which a place may be where somebody stands: sites are large, and positions rough."""
IN_A_ROW: Final = 2


class PlaceKeys(Protocol):
    """The buttons by which a place is chosen, wherever it is asked for."""

    def to(self, action: DraftAction, value: str = "") -> CallbackData: ...

    def leaving(self, texts: Texts) -> list[InlineKeyboardButton]:
        """Return what gives up what the place is asked for; none where the way back does."""
        ...


@dataclass(frozen=True, slots=True)
class DraftKeys:
    """Of a new request."""

    draft: Draft

    def to(self, action: DraftAction, value: str = "") -> CallbackData:
        return DraftButton(action=action, draft=self.draft.id, value=value)

    def leaving(self, texts: Texts) -> list[InlineKeyboardButton]:
        if self.draft.step is Step.PREVIEW:
            return []
        return [_button(texts.plain("button-cancel"), DraftAction.CANCEL, self, Step.WHERE)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Inside:
    """A page, from 0, of what is in the place with that code, or at the top; the last one where it ends sooner."""

    tree: PlaceTree
    code: str
    page: int


def inside_screen(keys: PlaceKeys, inside: Inside, texts: Texts) -> Screen:
    tree, code = inside.tree, inside.code
    found, here = tree.inside(code), tree.get(code)
    page = min(inside.page, (len(found) - 1) // SHOWN)
    shown = [_entry(node, keys, tree) for node in found[page * SHOWN : (page + 1) * SHOWN]]
    rows = in_rows(shown, IN_A_ROW)

    def to(number: int) -> CallbackData:
        return keys.to(DraftAction.INSIDE, f"{code}.{number}")

    ways = turning(page, texts, to, is_last=(page + 1) * SHOWN >= len(found))
    if here is None:
        return Screen(
            text=texts("ask-which-place"),
            keyboard=keyboard(*rows, ways, [_back("", keys, texts)], keys.leaving(texts)),
        )
    whole = _button(texts.plain("button-place-whole", name=here.name), DraftAction.HERE, keys, here.code)
    # Of the one place at the top there is no list.
    above = "" if here == tree.only else f"{here.parent}.0"
    return Screen(
        text=texts("ask-which-place-in", place=tree.described(here)),
        keyboard=keyboard([whole], *rows, ways, [_back(above, keys, texts)], keys.leaving(texts)),
    )


def meant_screen(
    keys: PlaceKeys, typed: str, offered: Sequence[PlaceNode], tree: PlaceTree, texts: Texts
) -> Screen:
    """Ask which place was meant, or whether what was typed is to stay as it is."""
    rows = [[_button(tree.label(node), DraftAction.HERE, keys, node.code)] for node in offered]
    as_typed = _button(texts.plain("button-place-as-typed"), DraftAction.AS_TYPED, keys)
    return Screen(
        text=fitted(lambda most: texts("ask-place-meant", place=clip(typed, most))),
        keyboard=keyboard(*rows, [as_typed], [_back("", keys, texts)], keys.leaving(texts)),
    )


def near_screen(
    keys: PlaceKeys, found: Sequence[tuple[PlaceNode, float]], tree: PlaceTree, texts: Texts
) -> Screen:
    """Offer what is near, the nearest first; where nothing is, say so, and how far the nearest one is."""
    offered = [each for each in found if each[1] <= NEAR] or found[:1]
    node, metres = offered[0]
    text = texts("ask-place-near")
    if metres > NEAR:
        text = texts("ask-place-far", place=tree.described(node), distance=distance(metres, texts))
    rows = [[_near(each, how_far, keys, tree, texts)] for each, how_far in offered]
    as_it_is = _button(texts.plain("button-place-point"), DraftAction.AS_TYPED, keys)
    listed = _button(texts.plain("button-place-list"), DraftAction.INSIDE, keys, ".0")
    return Screen(
        text=text,
        keyboard=keyboard(*rows, [listed], [as_it_is], [_back("", keys, texts)], keys.leaving(texts)),
    )


def _near(
    node: PlaceNode, metres: float, keys: PlaceKeys, tree: PlaceTree, texts: Texts
) -> InlineKeyboardButton:
    """Lead into a place that has others in it; choose one that has none."""
    label = texts.plain("button-place-near", place=node.name, distance=distance(metres, texts))
    if tree.inside(node.code):
        return _button(f"{label} ›", DraftAction.INSIDE, keys, f"{node.code}.0")
    return _button(label, DraftAction.HERE, keys, node.code)


def distance(metres: float, texts: Texts) -> str:
    """Say it as people do: to ten metres, to a tenth of a kilometre, or from ten kilometres on to one."""
    if metres < KILOMETRE:
        return texts.plain("distance-metres", count=max(10, round(metres, -1)))
    kilometres = metres / KILOMETRE
    return texts.plain(
        "distance-kilometres", count=round(kilometres, 1) if kilometres < ROUGH else round(kilometres)
    )


def scanned_screen(draft: Draft, node: PlaceNode, place: str, texts: Texts) -> Screen:
    """Ask whether the request that is being made is about the place that was scanned, or a new one is."""
    return Screen(
        text=fitted(
            lambda most: texts(
                "ask-scanned", place=place, title=clip(draft.title or draft.location or "", most)
            )
        ),
        keyboard=keyboard(
            [_button(texts.plain("button-scanned-anew"), DraftAction.ANEW, DraftKeys(draft), node.code)],
            [_button(texts.plain("button-scanned-move"), DraftAction.MOVE, DraftKeys(draft), node.code)],
        ),
    )


def _entry(node: PlaceNode, keys: PlaceKeys, tree: PlaceTree) -> InlineKeyboardButton:
    """Lead into a place that has others in it; choose one that has none."""
    if tree.inside(node.code):
        return _button(f"{node.name} ›", DraftAction.INSIDE, keys, f"{node.code}.0")
    return _button(node.name, DraftAction.HERE, keys, node.code)


def _back(value: str, keys: PlaceKeys, texts: Texts) -> InlineKeyboardButton:
    return _button(texts.plain("button-back"), DraftAction.INSIDE, keys, value)


def _button(label: str, action: DraftAction, keys: PlaceKeys, value: str = "") -> InlineKeyboardButton:
    return button(label, keys.to(action, value).pack())
