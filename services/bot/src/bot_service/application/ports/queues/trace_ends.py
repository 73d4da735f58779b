"""How long what waits in a table belongs to the trace in which it was written."""

from datetime import timedelta
from typing import Final

TRACE_ENDS_AFTER: Final = timedelta(minutes=2)
"""Whatever is done later begins a trace of its own, which links to that one."""
