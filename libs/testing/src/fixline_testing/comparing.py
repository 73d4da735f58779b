"""Messages as a test compares them."""

from typing import TypeVar

from google.protobuf.message import Message

M = TypeVar("M", bound=Message)


def without(message: M, *fields: str) -> M:
    """Return a copy in which those fields are not set."""
    copy = type(message)()
    copy.CopyFrom(message)
    for field in fields:
        copy.ClearField(field)
    return copy


def value_names(message: Message, field: str, *, prefix: str) -> set[str]:
    """Return the names of the values in a repeated enum, without their prefix."""
    kind = message.DESCRIPTOR.fields_by_name[field].enum_type
    if kind is None:
        raise TypeError(f"{field} is no enum")
    return {kind.values_by_number[number].name.removeprefix(prefix) for number in getattr(message, field)}
