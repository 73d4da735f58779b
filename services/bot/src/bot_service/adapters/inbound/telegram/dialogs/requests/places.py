"""Where a request is about: chosen from the tree of places, understood from what was typed, or scanned."""

from dataclasses import replace

from bot_service.adapters.inbound.telegram.dialogs.conversation import Stage
from bot_service.adapters.inbound.telegram.dialogs.remembered import HeardMessage, UnsentRequest
from bot_service.adapters.inbound.telegram.dialogs.requests.entry import ask, proceed
from bot_service.adapters.inbound.telegram.dialogs.requests.place_screens import (
    DraftKeys,
    Inside,
    inside_screen,
    meant_screen,
    near_screen,
    scanned_screen,
)
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.buttons.requests import DraftAction, DraftButton
from bot_service.adapters.inbound.telegram.drawing.html import Html
from bot_service.adapters.inbound.telegram.drawing.screen import Screen
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.domain.places.place_tree import PlaceNode, PlaceTree, words_of
from bot_service.domain.places.position import Position
from bot_service.domain.requests.draft import MAX_LOCATION, Draft, Step


def placed(draft: Draft, typed: str, tree: PlaceTree) -> Draft:
    """Take what was typed for the place, and for one of the tree where it names that; raises `DraftError`."""
    node = tree.meant(typed)
    return draft.with_location(typed) if node is None else at(draft, node, tree)


def at(draft: Draft, node: PlaceNode, tree: PlaceTree) -> Draft:
    return draft.with_location(tree.described(node), node.code)


async def typed(request: UnsentRequest, words: str, turn: Turn) -> Screen:
    """Go on with the place that was typed, or ask which one of the tree it means; raises `DraftError`."""
    tree = await turn.desk.places.tree()
    draft = placed(request.draft, words, tree)
    offered = [] if draft.place else tree.like(words)
    if not offered:
        return await proceed(replace(request, draft=draft, typed_place=""), turn)
    said = draft.location or ""
    # Whatever comes instead of an answer, what was typed is kept.
    turn.conversation.keep_request(replace(request, draft=draft, typed_place=said), Stage.WHERE)
    return meant_screen(DraftKeys(draft), said, offered, tree, turn.texts)


async def located(request: UnsentRequest, point: Position, words: str, turn: Turn) -> Screen:
    """Offer what is nearest to the point that was shared; raises `DraftError`.

    Where no place's position is known, the point in words is the place, as if it had been typed.
    """
    tree = await turn.desk.places.tree()
    found = tree.near(point)
    if not found:
        return await typed(request, words, turn)
    draft = request.draft.with_location(words)
    # Whatever comes instead of an answer, the point is kept.
    kept = replace(request, draft=draft, typed_place=draft.location or "")
    turn.conversation.keep_request(kept, Stage.WHERE)
    return near_screen(DraftKeys(draft), found, tree, turn.texts)


async def asked_inside(request: UnsentRequest, value: str, turn: Turn) -> Screen:
    """Ask for a place by the list of what is in one, page by page; by the question again, where there is nothing."""
    inside = inside_of(value, await turn.desk.places.tree())
    if inside is None:
        return await ask(request, Step.WHERE, turn)
    turn.conversation.keep_request(replace(request, typed_place=""), Stage.WHERE)
    return inside_screen(DraftKeys(request.draft), inside, turn.texts)


def inside_of(value: str, tree: PlaceTree) -> Inside | None:
    """Read what a button of the list leads into; None for the question again, also where there is nothing inside."""
    code, _, page = value.partition(".")
    if not code and (only := tree.only):
        # To choose the one there is would be a tap for nothing.
        code = only.code
    if not tree.inside(code) or not page.isdecimal():
        return None
    return Inside(tree=tree, code=code, page=int(page))


async def chosen(request: UnsentRequest, tap: DraftButton, turn: Turn) -> UnsentRequest | None:
    """Return the request with the place that was tapped; None where that is no longer to be had."""
    draft, words = request.draft, request.typed_place
    if tap.action is DraftAction.AS_TYPED:
        return replace(request, draft=draft.with_location(words), typed_place="") if words else None
    tree = await turn.desk.places.tree(tap.value)
    node = tree.get(tap.value)
    if node is None:
        return None
    draft = at(draft, node, tree)
    if words and not set(words_of(words)) <= set(words_of(f"{draft.location} {node.code}")):
        # What was typed says more than the place: by the door, second from the left.
        both = f"{draft.location} ({words})"
        draft = draft.with_location(both, node.code) if len(both) <= MAX_LOCATION else draft
    return replace(request, draft=draft, typed_place="")


async def scanned(code: str, turn: Turn) -> Replies:
    """Begin a request about the place whose code was scanned; one that is being made is not lost."""
    tree = await turn.desk.places.tree(code)
    node, request = tree.get(code), turn.conversation.unsent
    if node is None:
        request = request or UnsentRequest(draft=Draft(id=turn.key.update_id))
        return [turn.says("place-unknown"), turn.asks(await proceed(request, turn))]
    place = tree.described(node)
    if request is not None and request.draft.location is not None and request.draft.place != node.code:
        return [turn.asks(scanned_screen(request.draft, node, place, turn.texts))]
    said = "place-scanned" if request is None else "place-scanned-unfinished"
    request = request or UnsentRequest(draft=Draft(id=turn.key.update_id))
    screen = await proceed(replace(request, draft=at(request.draft, node, tree)), turn)
    text = Html(f"{turn.texts(said, place=place)}\n\n{screen.text}")
    return [turn.asks(replace(screen, text=text))]


def heard_as_place(request: UnsentRequest, message: int, turn: Turn) -> None:
    """Have an edit of the message that said the place followed from now on."""
    turn.conversation.forget_place(request.draft.id)
    turn.conversation.hear(HeardMessage(message=message, draft=request.draft.id, is_place=True))
