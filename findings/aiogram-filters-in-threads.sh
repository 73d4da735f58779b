#!/usr/bin/env bash
# aiogram asks a filter in a thread of its own: every `F.…`, and every function that is no coroutine.
#
# Library    aiogram 3.31.0 (PyPI), an asyncio framework for Telegram bots.
# Source     CallableObject.call() in aiogram/dispatcher/event/handler.py hands what is not awaitable to asyncio.to_thread().
# Valid use  a handler registered with the magic filter `F.text == "hello"` and with a plain function as a filter.
# Expected   a comparison of two strings is made where the event loop runs; threads are for what is known to block.
# Seen       both are asked in worker threads: a hop to a thread and back for each filter of each handler that is tried on an
#            update, and a filter that touches what belongs to the event loop does so from outside of it. An `async def`
#            filter is asked in the event loop.
#
# Exits with 0 as long as this is so, and says what differs when it no longer is. Downloads the wheels; not part of CI.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check aiogram==3.31.0

cat > "$folder/shown.py" <<'PYTHON'
import asyncio
import threading
from datetime import datetime, timezone

from aiogram import Bot, Dispatcher, F, Router
from aiogram.types import Chat, Message, Update

asked_in = {}


def note(name):
    asked_in[name] = "event loop" if threading.current_thread() is threading.main_thread() else "thread"
    return True


def plain(message):
    return note("a plain function")


async def coroutine(message):
    return note("a coroutine")


class Heard(str):
    def __eq__(self, other):
        return note("F.text == …") and str.__eq__(self, other)

    __hash__ = str.__hash__


async def main():
    router = Router()

    @router.message(F.text == Heard("hello"), plain, coroutine)
    async def handler(message):
        return "handled"

    dispatcher = Dispatcher()
    dispatcher.include_router(router)
    chat = Chat(id=1, type="private")
    message = Message(message_id=1, date=datetime.now(timezone.utc), chat=chat, text="hello")
    answer = await dispatcher.feed_update(Bot("1:" + "A" * 35), Update(update_id=1, message=message))
    assert answer == "handled", answer


asyncio.run(main())
for name, place in asked_in.items():
    print(f"  {name}: asked in the {place}")
expected = {"F.text == …": "thread", "a plain function": "thread", "a coroutine": "event loop"}
if asked_in != expected:
    raise SystemExit(f"it is no longer so: {asked_in}")
PYTHON
"$folder/venv/bin/python" "$folder/shown.py"
