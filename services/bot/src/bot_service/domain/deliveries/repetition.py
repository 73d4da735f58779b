"""Whether a call whose outcome is unknown may be made again: a send is not idempotent, an edit is."""

from enum import StrEnum

from bot_service.domain.deliveries.outgoing import OutgoingCall, Urgency


class Repeat(StrEnum):
    ALWAYS = "always"
    """Making the call twice leaves the chat as making it once does."""
    ONCE = "once"
    """A second copy is a lesser evil than silence; a third is not."""
    NEVER = "never"


def repeat_of(call: OutgoingCall) -> Repeat:
    """Say how often `call` may be repeated after a timeout, a reset or a crash.

    An answer that never came leaves a person stuck in a dialog, a lost text notification leaves a request unseen;
    a broadcast, or a picture nobody asked for, is better missed than doubled.
    """
    if not call.method.startswith(("send", "copy", "forward")):
        return Repeat.ALWAYS
    if call.urgency is Urgency.ANSWER:
        return Repeat.ONCE
    if call.urgency is Urgency.NOTIFICATION and call.method == "sendMessage":
        return Repeat.ONCE
    return Repeat.NEVER
