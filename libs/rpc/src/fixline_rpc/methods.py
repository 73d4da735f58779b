"""What a service says about its methods: one row for each, of which everything else is read off."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from google.protobuf.descriptor import Descriptor, ServiceDescriptor


class Reasoned(Protocol):
    """An error of a service; its class says why."""

    @property
    def reason(self) -> str:
        """UPPER_SNAKE and stable: what goes into `ErrorInfo`."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """One RPC: the scope that calling it takes, whether it only reads, and for which errors it may refuse a call.

    What only reads may be repeated as it is; everything else takes a `request_id`. The framework's own reasons
    (`own_errors`) are not among the errors: any method may answer with those.
    """

    scope: str
    reads: bool
    errors: frozenset[type[Reasoned]]

    @property
    def reasons(self) -> frozenset[str]:
        return frozenset(str(error.reason) for error in self.errors)


Methods = Mapping[str, Method]
"""By the full name: `fixline.tickets.v1.TicketService/GetTicket`. A method without a row is refused to everyone."""


def scopes_of(methods: Methods) -> Mapping[str, str]:
    return {name: method.scope for name, method in methods.items()}


def reasons_of(methods: Methods) -> Mapping[str, frozenset[str]]:
    return {name: method.reasons for name, method in methods.items()}


def disagreements(methods: Methods, services: Iterable[ServiceDescriptor]) -> list[str]:
    """Say, in a sentence each, where the rows are not what the protos of the services have."""
    served = {
        f"{service.full_name}/{method.name}": has_request_id(method.input_type)
        for service in services
        for method in service.methods
    }
    missing = sorted(served.keys() - methods.keys())
    unknown = sorted(methods.keys() - served.keys())
    return [
        *map(without_row, missing),
        *[f"{name} has a row, and is in no proto" for name in unknown],
        *[
            f"{name} reads, and takes a request_id"
            if method.reads
            else f"{name} changes, without a request_id"
            for name, method in sorted(methods.items())
            if name in served and served[name] is method.reads
        ],
    ]


def without_row(name: str) -> str:
    return f"{name} has no row in adapters/inbound/grpc/methods.py: say its scope, whether it reads, and its errors"


def has_request_id(message: Descriptor) -> bool:
    """Tell whether a request names itself, be it in the message that begins a stream."""
    inner = (each.message_type for each in message.fields if each.message_type)
    return "request_id" in message.fields_by_name or any(has_request_id(each) for each in inner)
