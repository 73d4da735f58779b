"""The tests read, make and refuse with aiogram's models as the bot does: each built when it is first used."""

import fixline_chassis.lean_aiogram  # noqa: F401  # before whatever imports aiogram
