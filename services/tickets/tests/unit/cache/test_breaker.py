"""Who asks a cache that is gone, how often, and what the log says of it."""

from structlog.testing import capture_logs

from tickets_service.adapters.outbound.valkey.breaker import Breaker


class Now:
    seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


def test_one_call_at_a_time_tries_again() -> None:
    now = Now()
    breaker = Breaker(retry_seconds=2.0, clock=now)
    with capture_logs() as logs:
        assert [breaker.lets_through() for _ in range(3)] == [True, True, True]
        breaker.failed(OSError())
        breaker.failed(TimeoutError())
        for _ in range(3):
            now.seconds += 1.9
            assert not breaker.lets_through()
            now.seconds += 0.2
            assert [breaker.lets_through() for _ in range(3)] == [True, False, False]
            breaker.failed(OSError())
        now.seconds += 2.0
        assert breaker.lets_through()
        breaker.succeeded()
        breaker.succeeded()
        assert [breaker.lets_through() for _ in range(3)] == [True, True, True]
    assert [(line["event"], line.get("error_type")) for line in logs] == [
        ("cache.away", "OSError"),
        ("cache.back", None),
    ]
