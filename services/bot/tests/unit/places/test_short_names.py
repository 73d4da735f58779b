"""Names of three letters, typed with a slip: offered where that is likelier than another word."""

import pytest

from bot_service.domain.places.place_tree import PlaceNode, PlaceTree

TREE = PlaceTree(
    [
        PlaceNode(code="A", name="House A"),
        PlaceNode(code="A-G", name="Gym", around=("A",)),
        PlaceNode(code="A-B", name="Bar", around=("A",)),
        PlaceNode(code="A-Z", name="Зал", around=("A",)),
        PlaceNode(code="A-H", name="Hall", around=("A",)),
        PlaceNode(code="A-3", name="Box 3", around=("A",)),
    ]
)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("gym", ["Gym"]),
        ("gmy", ["Gym"]),
        ("ygm", ["Gym"]),
        ("in the gmy, below", ["Gym"]),
        ("gim", ["Gym"]),
        ("gyym", ["Gym"]),
        ("Зак", ["Зал"]),
        ("hal", ["Hall"]),
        # In a sentence it is a word of its own.
        ("a bad smell in here", []),
        ("the lamp is far off", []),
        ("bxo", ["Box 3"]),
        ("myg", []),
        ("gy", []),
        ("b4r", []),
    ],
)
def test_a_slip_in_a_short_name(typed: str, offered: list[str]) -> None:
    assert [node.name for node in TREE.like(typed)] == offered
