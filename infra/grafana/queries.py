"""Expressions that several panels share."""

from typing import Final

from panels import Query

SERVED: Final = "rpc_server_call_duration_seconds_count"
STREAMS: Final = 'rpc_method!~".+/(WatchEvents|ExportTickets|DownloadFile|UploadFile)"'
FAULTS: Final = (
    'rpc_response_status_code=~"UNKNOWN|DEADLINE_EXCEEDED|UNIMPLEMENTED|INTERNAL|UNAVAILABLE|DATA_LOSS"'
)


def rate(series: str, by: str) -> str:
    return f"sum by ({by}) (rate({series}[$__rate_interval]))"


def quantile(share: float, histogram: str, by: str = "", matchers: str = "") -> Query:
    """Return that quantile of a histogram in seconds, per value of `by`."""
    labels = f"{by}, le" if by else "le"
    legend = f"p{share * 100:.0f}" + "".join(f" {{{{{label}}}}}" for label in by.split(", ") if label)
    series = f"{histogram}_bucket{{{matchers}}}" if matchers else f"{histogram}_bucket"
    return Query(f"histogram_quantile({share}, {rate(series, labels)})", legend)
