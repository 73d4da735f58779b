"""What a button carries says which one it is."""

import importlib
import pkgutil
from collections import Counter

from aiogram.filters.callback_data import CallbackData

from bot_service.adapters.inbound.telegram.drawing import buttons
from bot_service.adapters.inbound.telegram.updates.summaries import BUTTONS

KINDS = {
    kind
    for module in pkgutil.iter_modules(buttons.__path__, f"{buttons.__name__}.")
    for kind in vars(importlib.import_module(module.name)).values()
    if isinstance(kind, type) and issubclass(kind, CallbackData) and kind is not CallbackData
}


def test_no_two_kinds_of_buttons_begin_alike() -> None:
    """Else another field is all that tells them apart, and one more field makes a tap mean something else."""
    assert len(KINDS) > 20
    begin = Counter(kind.__prefix__ for kind in KINDS)
    assert [prefix for prefix, number in begin.items() if number > 1] == []


def test_traces_have_a_name_for_a_tap_on_each() -> None:
    assert sorted(kind.__name__ for kind in KINDS - set(BUTTONS)) == []
