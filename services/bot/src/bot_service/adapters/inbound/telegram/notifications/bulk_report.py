"""What came of something that was done to several tickets."""

from collections.abc import Sequence

from bot_service.adapters.inbound.telegram.drawing.budget import fitted
from bot_service.adapters.inbound.telegram.drawing.html import Html, clip
from bot_service.adapters.inbound.telegram.drawing.refusals import sentence
from bot_service.adapters.inbound.telegram.drawing.screen import Screen
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts, language_of, texts_in
from bot_service.application.ports.lists.bulk_reports import BulkOutcome
from bot_service.domain.deliveries.outgoing import OutgoingCall
from bot_service.domain.lists.bulk import BulkJob, BulkVerb


def bulk_report(job: BulkJob, outcomes: Sequence[BulkOutcome]) -> Sequence[OutgoingCall]:
    """Say it in place of the message that told of it before; what was not done, is worth a message of its own."""
    texts = texts_in(language_of(job.language))
    done = [each for each in outcomes if each.error is None]
    failed: dict[Html, list[str]] = {}
    for each in outcomes:
        if each.error is not None:
            failed.setdefault(sentence(each.error, texts), []).append(f"#{each.ticket}")
    numbers = " ".join(f"#{each.ticket}" for each in done)
    said = (
        fitted(lambda most: _done(job, len(done), numbers, texts, most)) if done else texts("bulk-done-none")
    )
    lines = [texts("bulk-left-line", numbers=" ".join(numbers), why=why) for why, numbers in failed.items()]
    first = Screen(text=said)
    calls = [
        first.sent_to(job.chat_id)
        if job.message_id is None
        else first.drawn_over(job.chat_id, {"message_id": job.message_id})
    ]
    if lines:
        not_done = Html("\n".join([texts("bulk-not-done"), *lines]))
        calls.append(Screen(text=fitted(lambda _: not_done)).sent_to(job.chat_id))
    return calls


def _done(job: BulkJob, count: int, numbers: str, texts: Texts, most: int) -> Html:
    if job.verb is BulkVerb.PRIORITY:
        priority = texts(f"priority-{job.value.lower()}")
        return texts("bulk-done-priority", count=count, numbers=numbers, priority=priority)
    if job.verb is BulkVerb.ASSIGN and job.to_name:
        return texts("bulk-done-assign", count=count, numbers=numbers, name=clip(job.to_name, most))
    # Of a job of the release before, nobody wrote down who has them now.
    key = "bulk-done" if job.verb is BulkVerb.ASSIGN else f"bulk-done-{job.verb}"
    return texts(key, count=count, numbers=numbers)
