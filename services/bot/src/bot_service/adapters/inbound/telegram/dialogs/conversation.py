"""What is remembered of a conversation between two updates, as JSON values."""

from dataclasses import asdict, dataclass
from typing import Any, Final

from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup

from bot_service.domain.attachment import Attachment, AttachmentKind
from bot_service.domain.comment import CommentDraft
from bot_service.domain.draft import Draft, Step
from bot_service.domain.priority import Priority

MAX_COMMENTS: Final = 5
"""Previews of comments that wait for "Send"; the oldest one gives way."""


class NewRequest(StatesGroup):
    offered = State()
    what = State()
    where = State()
    urgency = State()
    preview = State()


class Writing(StatesGroup):
    """The next message is a comment."""

    comment = State()


STATE_OF: Final = {
    Step.WHAT: NewRequest.what,
    Step.WHERE: NewRequest.where,
    Step.URGENCY: NewRequest.urgency,
    Step.PREVIEW: NewRequest.preview,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """A request that is being made."""

    draft: Draft
    places: tuple[str, ...] = ()
    """The places on offer, in the order of their buttons."""
    album: str | None = None
    """The album that the last message was part of."""
    overfull_album: str | None = None
    """The album of which it was said that not all of it has room."""
    late_parts: tuple[str, ...] = ()
    """File ids of the last album's parts that came after its first one had the preview drawn."""
    text_message: int | None = None
    """The message that the text is; None where it is several, or none."""
    last_message_at: int = 0
    """Unix time in seconds."""

    def shows(self, digest: str) -> bool:
        """Return whether the preview with this digest shows what would be sent, but for the rest of an album."""
        draft = self.draft
        for file_id in self.late_parts:
            draft = draft.without_attachment(file_id)
        return digest in (self.draft.digest, draft.digest)


async def is_asking(state: FSMContext) -> bool:
    """Return whether a question about a new request waits for its answer."""
    return await state.get_state() in {each.state for each in STATE_OF.values()}


async def read_talk(state: FSMContext) -> Talk | None:
    stored = (await state.get_data()).get("talk")
    return None if stored is None else _talk(stored)


async def is_sent(state: FSMContext, draft: int) -> bool:
    """Return whether `draft` is the request that was sent last."""
    return (await state.get_data()).get("sent") == draft


async def current_talk(state: FSMContext) -> Talk:
    """Return the request that is being made; only in the states of `NewRequest`."""
    return _talk((await state.get_data())["talk"])


async def keep_talk(state: FSMContext, talk: Talk, step: State) -> None:
    await state.update_data(talk=asdict(talk))
    await state.set_state(step)


async def drop_talk(state: FSMContext, *, sent: bool = False) -> None:
    """Forget the request that is being made; a request that was sent is known again by its buttons."""
    data = await state.get_data()
    await state.update_data(talk=None, sent=data["talk"]["draft"]["id"] if sent else data.get("sent"))
    await state.set_state(None)


async def start_writing(state: FSMContext, ticket: int) -> None:
    await state.update_data(writing=ticket)
    await state.set_state(Writing.comment)


async def writing_on(state: FSMContext) -> int:
    """Return the ticket that a comment is being written on; only in the state `Writing.comment`."""
    ticket: int = (await state.get_data())["writing"]
    return ticket


async def stop_writing(state: FSMContext) -> None:
    await state.update_data(writing=None)
    await state.set_state(None)


async def keep_comment(state: FSMContext, comment: CommentDraft) -> None:
    waiting = dict((await state.get_data()).get("comments") or {})
    waiting[str(comment.id)] = asdict(comment)
    newest = sorted(waiting, key=int)[-MAX_COMMENTS:]
    await state.update_data(comments={id_: waiting[id_] for id_ in newest})


async def find_comment(state: FSMContext, id_: int) -> CommentDraft | None:
    """Return a comment that waits for "Send"."""
    stored = ((await state.get_data()).get("comments") or {}).get(str(id_))
    return None if stored is None else CommentDraft(**(stored | {"attachments": _attachments(stored)}))


async def drop_comments(state: FSMContext) -> bool:
    """Drop all comments that wait for "Send"; return whether there were any."""
    waiting = (await state.get_data()).get("comments")
    await state.update_data(comments=None)
    return bool(waiting)


async def keep_comment_album(state: FSMContext, album: str, comment: CommentDraft) -> None:
    """Remember whose further parts may still come."""
    await state.update_data(album={"id": album, "ticket": comment.ticket, "comment": comment.id})


async def find_comment_album(state: FSMContext, album: str | None) -> tuple[int, int] | None:
    """Return the ticket and the comment that the first part of `album` became."""
    kept = (await state.get_data()).get("album")
    return (kept["ticket"], kept["comment"]) if kept and kept["id"] == album else None


async def drop_comment(state: FSMContext, id_: int) -> None:
    waiting = dict((await state.get_data()).get("comments") or {})
    waiting.pop(str(id_), None)
    await state.update_data(comments=waiting)


def _talk(stored: dict[str, Any]) -> Talk:
    draft = stored["draft"]
    return Talk(
        draft=Draft(
            **(
                draft
                | {
                    "priority": None if draft["priority"] is None else Priority(draft["priority"]),
                    "attachments": _attachments(draft),
                }
            )
        ),
        places=tuple(stored["places"]),
        album=stored["album"],
        overfull_album=stored.get("overfull_album"),
        late_parts=tuple(stored.get("late_parts", ())),
        text_message=stored["text_message"],
        last_message_at=stored["last_message_at"],
    )


def _attachments(stored: dict[str, Any]) -> tuple[Attachment, ...]:
    return tuple(
        Attachment(**(each | {"kind": AttachmentKind(each["kind"])})) for each in stored["attachments"]
    )
