"""Slips in words so short that a share of their letters says nothing."""

from typing import Final

SHORT: Final = 3
"""Letters of such a word."""


def is_swap(typed: str, known: str) -> bool:
    """Tell whether two neighbours have changed places: nobody writes another word so."""
    return len(typed) == len(known) and any(
        typed[:at] + typed[at + 1] + typed[at] + typed[at + 2 :] == known != typed
        for at in range(len(typed) - 1)
    )


def is_letter_off(typed: str, known: str) -> bool:
    """Tell whether one letter is another, missing, or too many."""
    longer, shorter = sorted((typed, known), key=len, reverse=True)
    if len(longer) == len(shorter):
        return sum(one != other for one, other in zip(longer, shorter, strict=True)) == 1
    return len(longer) == len(shorter) + 1 and any(
        longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer))
    )
