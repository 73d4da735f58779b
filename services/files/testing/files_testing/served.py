"""The service as other services meet it: behind real gRPC."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager

from files_service.adapters.inbound.grpc.errors import ERROR_DOMAIN, translate_error
from files_service.adapters.inbound.grpc.methods import METHOD_REASONS, METHOD_SCOPES
from files_service.adapters.inbound.grpc.servicer import file_service
from files_service.application.use_cases import UseCases
from fixline_testing.rpc import ServedAt, serving


def served(
    use_cases: UseCases, *, callers: Mapping[str, tuple[str, Sequence[str]]] | None = None
) -> AbstractAsyncContextManager[ServedAt]:
    """Serve on a free port; see `serving`."""
    return serving(
        [file_service(use_cases)],
        error_domain=ERROR_DOMAIN,
        method_scopes=METHOD_SCOPES,
        method_reasons=METHOD_REASONS,
        translate_error=translate_error,
        callers=callers,
    )
