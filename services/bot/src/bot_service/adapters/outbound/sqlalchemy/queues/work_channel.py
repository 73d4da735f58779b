"""How the processes of the bot tell each other that there is something to do (decision 51).

In the transaction that writes it: so nobody is told too early, and a process that dies meanwhile has told the others.
"""

from typing import Final

from sqlalchemy import text

CHANNEL: Final = "bot_work"
NOTIFY: Final = text(f"SELECT pg_notify('{CHANNEL}', '')")
"""The payload is the number of who tells, if it has one: it need not hear of it itself."""
