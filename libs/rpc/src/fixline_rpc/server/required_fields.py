"""What a request must have set: the fields that its proto calls REQUIRED (`google.api.field_behavior`).

Of the request itself, not of the resources in it: which of those are needed is a matter of the method and its mask,
and what they must look like is the service's.
"""

from dataclasses import dataclass
from typing import Any, Final

import grpc
from google.api.field_behavior_pb2 import FieldBehavior, field_behavior
from google.protobuf.descriptor import Descriptor, FieldDescriptor
from google.protobuf.descriptor_pool import Default

from fixline_rpc.errors import FieldViolation, RpcFailure
from fixline_rpc.refusal import Refusal

REASON: Final = "INVALID_ARGUMENT"
"""The services' own: a caller need not know which of them looked."""
MISSING: Final = "must be set"


@dataclass(frozen=True, slots=True)
class RequiredFields:
    """Made once per method. `values` are lists, texts, numbers and enums, of which the empty one, 0, is none."""

    values: tuple[str, ...] = ()
    messages: tuple[str, ...] = ()

    @classmethod
    def of_method(cls, name: str) -> "RequiredFields":
        """Return those of `package.Service/Method`; none for a method that no proto declares."""
        try:
            method = Default().FindMethodByName(name.replace("/", "."))
        except KeyError:
            return cls()
        return cls() if method.client_streaming else cls.of(method.input_type)

    @classmethod
    def of(cls, message: Descriptor) -> "RequiredFields":
        required = [field for field in message.fields if is_required(field)]
        singular = [field.name for field in required if field.message_type and not field.is_repeated]
        return cls(
            values=tuple(field.name for field in required if field.name not in singular),
            messages=tuple(singular),
        )

    def require(self, request: Any) -> None:
        """Raise Refusal (INVALID_ARGUMENT) that names all that are missing."""
        missing = [name for name in self.values if not getattr(request, name)]
        missing += [name for name in self.messages if not request.HasField(name)]
        if missing:
            raise Refusal(
                RpcFailure(
                    code=grpc.StatusCode.INVALID_ARGUMENT,
                    reason=REASON,
                    message="; ".join(f"{name}: {MISSING}" for name in missing),
                    violations=[FieldViolation(field=name, description=MISSING) for name in missing],
                )
            )


def is_required(field: FieldDescriptor) -> bool:
    return FieldBehavior.REQUIRED in field.GetOptions().Extensions[field_behavior]
