"""The process builds few of aiogram's models, and reads and refuses as if it had built them all."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

# Each worker would build all models twice for itself.
pytestmark = pytest.mark.xdist_group("lean aiogram")

PAYLOADS = Path(__file__).parents[1] / "dialogs" / "payloads"

PROGRAM = """
import json, re, runpy, sys
from pathlib import Path

if sys.argv[1] == "all":
    import aiogram
sys.argv[1:] = ["--help"]
try:
    runpy.run_module("bot_service", run_name="__main__")
except SystemExit as end:
    assert end.code == 0

from aiogram import Bot, methods, types
from aiogram.methods.base import Response
from pydantic import BaseModel, ValidationError

from bot_service.adapters.inbound.telegram.updates.reading import FLAGS, read

models = [
    each
    for module in (types, methods)
    for each in map(vars(module).get, module.__all__)
    if isinstance(each, type) and issubclass(each, BaseModel) and each is not methods.TelegramMethod
]
built = sum(each.__pydantic_complete__ for each in models)

bot = Bot("1:none")
keyboard = {"inline_keyboard": [[{"text": "Take", "callback_data": "take:1"}]]}
message = {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}, "text": "lamp", "reply_markup": keyboard}


def refusal(model, value):
    try:
        return repr(model.model_validate(value))
    except ValidationError as error:
        return error.errors(include_url=False, include_context=False)


def without_addresses(annotation):
    return re.sub(" at 0x[0-9a-f]+", "", repr(annotation))


seen = {
    "flags": sorted(FLAGS),
    "updates": [
        read(bot, json.loads(path.read_text())).model_dump_json(exclude_unset=True, warnings=False)
        for path in map(Path, json.loads(sys.stdin.read()))
    ],
    "kept": types.Message.model_validate(message).model_dump_json(exclude_unset=True),
    "calls": [
        repr(methods.SendMessage(chat_id=1, text="lamp", reply_markup=types.InlineKeyboardMarkup(**keyboard))),
        repr(methods.SendMediaGroup(chat_id=1, media=[types.InputMediaPhoto(media="a")])),
    ],
    "answers": [
        repr(Response[method.__returning__].model_validate({"ok": True, "result": result}))
        for method, result in (
            (methods.SendMessage, message),
            (methods.GetUpdates, [{"update_id": 1, "message": message}]),
            (methods.AnswerCallbackQuery, True),
        )
    ],
    "refusals": [
        refusal(types.Update, {"update_id": "one", "message": {"message_id": 1}}),
        refusal(types.Message, {**message, "entities": [{"type": "bold"}]}),
        refusal(methods.SendMessage, {"chat_id": None, "text": 5}),
        refusal(Response[methods.GetMe.__returning__], {"ok": True, "result": {"id": "a"}}),
    ],
    "fields": {
        each.__name__: {name: without_addresses(field.annotation) for name, field in each.model_fields.items()}
        for each in models
        if each.model_rebuild() or True
    },
}
assert all(each.__pydantic_complete__ for each in models)
print(json.dumps({"built": built, "models": len(models), "seen": seen}))
"""


def with_models(which: str) -> dict[str, Any]:
    payloads = json.dumps(sorted(map(str, PAYLOADS.glob("*.json"))))
    process = subprocess.run(  # noqa: S603  # our own program
        [sys.executable, "-c", PROGRAM, which], input=payloads, capture_output=True, text=True, check=False
    )
    assert process.returncode == 0, process.stderr
    answer: dict[str, Any] = json.loads(process.stdout.splitlines()[-1])
    return answer


@pytest.fixture(scope="module")
def lean() -> dict[str, Any]:
    return with_models("lean")


@pytest.fixture(scope="module")
def eager() -> dict[str, Any]:
    return with_models("all")


def test_few_models_are_built_at_the_start(lean: dict[str, Any], eager: dict[str, Any]) -> None:
    assert eager["built"] == eager["models"] == lean["models"] > 500
    assert lean["built"] < 20


@pytest.mark.parametrize("what", ["flags", "updates", "kept", "calls", "answers", "refusals", "fields"])
def test_what_is_read_made_and_refused_is_the_same(
    lean: dict[str, Any], eager: dict[str, Any], what: str
) -> None:
    assert lean["seen"][what] == eager["seen"][what] != []
