"""One name, one thing: no two classes of the service are called alike."""

import ast
from collections import defaultdict
from pathlib import Path

import tickets_service


def test_no_two_classes_share_a_name() -> None:
    source = Path(tickets_service.__path__[0])
    places = defaultdict(set)
    # Migrations are of their time: they repeat what the code was then.
    for file in set(source.rglob("*.py")) - set((source / "migrations").rglob("*.py")):
        for node in ast.parse(file.read_text()).body:
            if isinstance(node, ast.ClassDef):
                places[node.name].add(str(file.relative_to(source)))
    assert len(places) > 100
    assert {name: sorted(found) for name, found in places.items() if len(found) > 1} == {}
