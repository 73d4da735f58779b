"""Update masks, as AIP-134 has them."""

from collections.abc import Sequence

from google.protobuf.field_mask_pb2 import FieldMask
from google.protobuf.message import Message


def masked(mask: FieldMask, message: Message, editable: Sequence[str]) -> tuple[str, ...]:
    """Return the fields to change: the mask's; all for `*`; those set in `message` for an empty mask."""
    if not mask.paths:
        return tuple(name for name in editable if getattr(message, name))
    if list(mask.paths) == ["*"]:
        return tuple(editable)
    return tuple(sorted(set(mask.paths)))
