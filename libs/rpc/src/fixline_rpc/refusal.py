"""How the framework itself says no."""

from fixline_rpc.errors import RpcFailure


class Refusal(Exception):  # noqa: N818  # an answer to the caller, not an error of the server
    """Ends a served call with a failure of the framework's own."""

    def __init__(self, failure: RpcFailure) -> None:
        super().__init__(failure.reason)
        self.failure = failure
