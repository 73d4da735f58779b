"""What came of something that was done to several tickets."""

from collections.abc import Sequence

from bot_service.adapters.inbound.telegram.drawing.budget import fitted
from bot_service.adapters.inbound.telegram.drawing.html import Html
from bot_service.adapters.inbound.telegram.drawing.refusals import sentence
from bot_service.adapters.inbound.telegram.drawing.screen import Screen
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import language_of, texts_in
from bot_service.application.ports.bulk_reports import BulkOutcome
from bot_service.domain.bulk import BulkJob
from bot_service.domain.outgoing import OutgoingCall


def bulk_report(job: BulkJob, outcomes: Sequence[BulkOutcome]) -> Sequence[OutgoingCall]:
    """Say it in place of the message that told of it before; what was not done, is worth a message of its own."""
    texts = texts_in(language_of(job.language))
    done = [each for each in outcomes if each.error is None]
    failed: dict[Html, list[str]] = {}
    for each in outcomes:
        if each.error is not None:
            failed.setdefault(sentence(each.error, texts), []).append(f"#{each.ticket}")
    numbers = " ".join(f"#{each.ticket}" for each in done)
    said = texts("bulk-done", count=len(done), numbers=numbers) if done else texts("bulk-done-none")
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
