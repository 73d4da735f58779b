"""Keeps gRPC from making up a status for a call that the server has already answered.

When a request cannot be written, which nearly always means that the server ended the call early, grpc.aio sets
the call's status to INTERNAL ("Internal error from Core") on its own authority, before or after the server's
real status arrives. Whoever asks then gets one or the other by chance: of 400 uploads refused with NOT_FOUND,
396 were told to the client's callbacks as INTERNAL.
"""

from typing import Any, Final


class _ServerDecides:
    """gRPC's inner call, but for the made-up status; whoever asks for the status then waits for the real one."""

    def __init__(self, inner: Any) -> None:
        self._inner: Final = inner

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def set_internal_error(self, _text: str) -> None:
        """Leave the status to the server: Core reports it, or why there is none, for every call that ends."""


def keep_true_status(call: Any) -> None:
    """Guard a call that streams requests. To be called before the event loop gets to run the call's tasks.

    Reaches into grpc.aio, which offers no other place; test_streams.py notices when it moves.
    """
    call._cython_call = _ServerDecides(call._cython_call)  # noqa: SLF001
