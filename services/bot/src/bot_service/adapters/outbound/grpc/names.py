"""Resource names and the numbers in them."""

from typing import Final

MOST_USERS: Final = 200
"""The tickets service's limit for one question."""


def ticket_name(number: int) -> str:
    return f"tickets/{number}"


def ticket_number(name: str) -> int:
    """Return 42 of `tickets/42`; raises ValueError for anything else."""
    collection, _, number = name.partition("/")
    if collection != "tickets":
        raise ValueError(f"{name!r} is no ticket's name")
    return int(number)


def place_name(code: str) -> str:
    return f"locations/{code}" if code else ""


def place_code(name: str) -> str:
    """Return `HQ-114` of `locations/HQ-114`, and nothing for no name."""
    return name.removeprefix("locations/")
