"""What the trace of a sent request has to show."""

from collections.abc import Iterator

from fixline_local.traces.spans import Span, Trace
from fixline_local.traces.tree import missing_parents

CREATE = "fixline.tickets.v1.TicketService/CreateTicket"
UPLOAD = "fixline.files.v1.FileService/UploadFile"
SEND = "POST /bot{token}/sendMessage"
UPDATE = "process telegram.updates"
EVENT = "process ticket.events"


def faults_of(trace: Trace) -> list[str]:
    """Return what is missing from the trace that leads from the reporter's tap to the agent's message."""
    faults = [f"the parent of {span.service} {span.name} is missing" for span in missing_parents(trace.spans)]
    faults += [
        f"no span of {service}" for service in ("bot", "files", "tickets") if service not in trace.services
    ]
    tap = [span for span in trace.named(UPDATE) if below(trace, span, CREATE, "tickets")]
    if not tap:
        return [*faults, f"no {UPDATE} that leads to {CREATE}"]
    for service, call in (("files", UPLOAD), ("tickets", CREATE)):
        served = below(trace, tap[0], call, service)
        if not served:
            faults.append(f"{UPDATE} does not lead to {call} in {service}")
        elif not any(is_database(span) for span in descendants(trace, served[0])):
            faults.append(f"{call} leads to no database span")
    created = below(trace, tap[0], CREATE, "tickets")[0]
    heard = [span for span in descendants(trace, created) if span.name == EVENT]
    if not any(below(trace, span, SEND, "bot") for span in heard):
        faults.append(f"{CREATE} does not lead to the message that the agent got")
    return faults


def below(trace: Trace, span: Span, name: str, service: str) -> list[Span]:
    return [each for each in descendants(trace, span) if (each.name, each.service) == (name, service)]


def descendants(trace: Trace, span: Span) -> Iterator[Span]:
    for child in trace.spans:
        if child.parent_id == span.span_id:
            yield child
            yield from descendants(trace, child)


def is_database(span: Span) -> bool:
    return any(key in span.attributes for key in ("db.system", "db.system.name"))
