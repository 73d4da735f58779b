"""What a person looks for in a chat."""

import re

from fixline_local.telegram.client import Predicate
from fixline_local.telegram.client_messages import Message


class StoryError(AssertionError):
    """A step of the story did not end as it should."""


def number_in(message: Message) -> int:
    found = re.search(r"#(\d+)", message.text)
    if found is None:
        raise StoryError(f"no request number in {message.text!r}")
    return int(found[1])


def has_text(text: str) -> Predicate:
    return lambda message: text in message.text


def has_button(text: str) -> Predicate:
    return lambda message: any(text in label for label in message.button_texts)


def require(condition: bool, complaint: str, message: Message) -> None:
    if not condition:
        raise StoryError(f"{complaint}: {message.text!r} {message.button_texts}")


def button_with(text: str, message: Message) -> str:
    """Return the label of the one button in which `text` occurs."""
    found = [label for label in message.button_texts if text in label]
    require(len(found) == 1, f"not exactly one button with {text!r}", message)
    return found[0]
