"""The staff room: where people of the simulated Telegram get their roles at the desk.

It stands between two sides that do not know each other: the simulator, which passes `/api/desk/` on to it, and the
tickets service, which it calls with a token of its own and in the name of an admin
(decision 24).
"""
