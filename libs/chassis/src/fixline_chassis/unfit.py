"""What does not fit a model, in words that hold nothing of what was there: that may be what people wrote."""

from pydantic import ValidationError


def places_of(error: ValidationError) -> str:
    """Return where and why, such as `message.chat.id: int_type; message.date: missing`."""
    return "; ".join(f"{'.'.join(map(str, fault['loc']))}: {fault['type']}" for fault in error.errors())
