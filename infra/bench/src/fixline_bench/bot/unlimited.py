"""The bot as it is, but for Telegram's limits and people's: they would be all that is measured.

A program of its own, which imports nothing of this package: it also runs with the interpreter of another build.
"""

import runpy
import sys
from contextlib import suppress
from dataclasses import replace

from bot_service.adapters.outbound import budgets

# Before anything imports them: who reads a budget reads these.
for name in ("BOT", "PRIVATE_CHAT", "GROUP"):
    setattr(budgets, name, budgets.Budget(1e9, 1e9))
with suppress(ImportError):  # a build before them limits nobody
    from bot_service.application.ports.updates import allowances

    for name in ("MESSAGES", "TAPS"):
        setattr(allowances, name, replace(getattr(allowances, name), most=10**9))

sys.argv = ["bot_service", *sys.argv[1:]]
runpy.run_module("bot_service", run_name="__main__", alter_sys=True)
