"""What the cache does for us."""

from typing import Final

from prometheus_client import Counter

LOOKUPS: Final = Counter(
    "cache_lookups",
    "Values asked for. hit: the cache had it. All else was read from the store. miss: and then kept; busy: somebody"
    " reads or changes it right now; garbage: what the cache had was none of ours; error: the cache failed; skipped: it"
    " failed just before.",
    ["cache", "outcome"],
)
FENCES: Final = Counter(
    "cache_fences",
    "Changes told to the cache, before and after their commit; outcome: ok, failed.",
    ["outcome"],
)
