"""How places are offered: as a list to go through, as what may be meant, as what was scanned."""

from collections.abc import Sequence
from typing import Final

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


def inside_screen(draft: Draft, tree: PlaceTree, code: str, page: int, texts: Texts) -> Screen:
    """Draw a page, from 0, of what is in the place with that code, or at the top; the last one where it ends sooner."""
    found, here = tree.inside(code), tree.get(code)
    page = min(page, (len(found) - 1) // SHOWN)
    shown = [_entry(node, draft, tree) for node in found[page * SHOWN : (page + 1) * SHOWN]]
    rows = in_rows(shown, IN_A_ROW)

    def to(number: int) -> DraftButton:
        return DraftButton(action=DraftAction.INSIDE, draft=draft.id, value=f"{code}.{number}")

    ways = turning(page, texts, to, is_last=(page + 1) * SHOWN >= len(found))
    if here is None:
        return Screen(
            text=texts("ask-which-place"),
            keyboard=keyboard(*rows, ways, [_back("", draft, texts)], _cancel(draft, texts)),
        )
    whole = _button(texts.plain("button-place-whole", name=here.name), DraftAction.HERE, draft, here.code)
    # Of the one place at the top there is no list.
    above = "" if here == tree.only else f"{here.parent}.0"
    return Screen(
        text=texts("ask-which-place-in", place=tree.described(here)),
        keyboard=keyboard([whole], *rows, ways, [_back(above, draft, texts)], _cancel(draft, texts)),
    )


def meant_screen(
    draft: Draft, typed: str, offered: Sequence[PlaceNode], tree: PlaceTree, texts: Texts
) -> Screen:
    """Ask which place was meant, or whether what was typed is to stay as it is."""
    rows = [[_button(tree.label(node), DraftAction.HERE, draft, node.code)] for node in offered]
    as_typed = _button(texts.plain("button-place-as-typed"), DraftAction.AS_TYPED, draft)
    return Screen(
        text=fitted(lambda most: texts("ask-place-meant", place=clip(typed, most))),
        keyboard=keyboard(*rows, [as_typed], [_back("", draft, texts)], _cancel(draft, texts)),
    )


def near_screen(
    draft: Draft, found: Sequence[tuple[PlaceNode, float]], tree: PlaceTree, texts: Texts
) -> Screen:
    """Offer what is near, the nearest first; where nothing is, say so, and how far the nearest one is."""
    offered = [each for each in found if each[1] <= NEAR] or found[:1]
    node, metres = offered[0]
    text = texts("ask-place-near")
    if metres > NEAR:
        text = texts("ask-place-far", place=tree.described(node), distance=distance(metres, texts))
    rows = [[_near(each, how_far, draft, tree, texts)] for each, how_far in offered]
    as_it_is = _button(texts.plain("button-place-point"), DraftAction.AS_TYPED, draft)
    listed = _button(texts.plain("button-place-list"), DraftAction.INSIDE, draft, ".0")
    return Screen(
        text=text,
        keyboard=keyboard(*rows, [listed], [as_it_is], [_back("", draft, texts)], _cancel(draft, texts)),
    )


def _near(
    node: PlaceNode, metres: float, draft: Draft, tree: PlaceTree, texts: Texts
) -> InlineKeyboardButton:
    """Lead into a place that has others in it; choose one that has none."""
    label = texts.plain("button-place-near", place=node.name, distance=distance(metres, texts))
    if tree.inside(node.code):
        return _button(f"{label} ›", DraftAction.INSIDE, draft, f"{node.code}.0")
    return _button(label, DraftAction.HERE, draft, node.code)


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
            [_button(texts.plain("button-scanned-anew"), DraftAction.ANEW, draft, node.code)],
            [_button(texts.plain("button-scanned-move"), DraftAction.MOVE, draft, node.code)],
        ),
    )


def _entry(node: PlaceNode, draft: Draft, tree: PlaceTree) -> InlineKeyboardButton:
    """Lead into a place that has others in it; choose one that has none."""
    if tree.inside(node.code):
        return _button(f"{node.name} ›", DraftAction.INSIDE, draft, f"{node.code}.0")
    return _button(node.name, DraftAction.HERE, draft, node.code)


def _back(value: str, draft: Draft, texts: Texts) -> InlineKeyboardButton:
    return _button(texts.plain("button-back"), DraftAction.INSIDE, draft, value)


def _cancel(draft: Draft, texts: Texts) -> list[InlineKeyboardButton]:
    """Return what gives the request up; where only its place is said anew, the way back leads out of here."""
    if draft.step is Step.PREVIEW:
        return []
    return [_button(texts.plain("button-cancel"), DraftAction.CANCEL, draft, Step.WHERE)]


def _button(label: str, action: DraftAction, draft: Draft, value: str = "") -> InlineKeyboardButton:
    return button(label, DraftButton(action=action, draft=draft.id, value=value).pack())
