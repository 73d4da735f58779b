#!/usr/bin/env bash
# A span that OpenTelemetry samples has the trace flags 03: who compares a traceparent's end with "-01" finds none sampled.
#
# Library    opentelemetry-sdk 1.45.2 (PyPI).
# Source     the default id generator says that its trace ids are random, so roots get W3C's second flag (Trace Context, level 2).
# Valid use  a provider without options, one span, and the standard propagator.
# Expected   "…-01", as in nearly every example and in older releases.
# Seen       "…-03" for what is sampled, "…-02" for what is not. The first bit alone says which; equality says nothing.
#
# Exits with 0 as long as this is so, and says what differs when it no longer is. Downloads the wheel; not part of CI.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check opentelemetry-sdk==1.45.2

cat > "$folder/flags.py" <<'PYTHON'
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.sampling import ALWAYS_OFF, ALWAYS_ON
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

seen = {}
for name, sampler in (("sampled", ALWAYS_ON), ("not sampled", ALWAYS_OFF)):
    span = TracerProvider(sampler=sampler).get_tracer("finding").start_span("work")
    carrier = {}
    TraceContextTextMapPropagator().inject(carrier, trace.set_span_in_context(span))
    seen[name] = carrier["traceparent"].rpartition("-")[2]
    print(f"  {name}: traceparent ends in -{seen[name]}")
if seen != {"sampled": "03", "not sampled": "02"}:
    raise SystemExit(f"it is no longer so: {seen}")
PYTHON
"$folder/venv/bin/python" "$folder/flags.py"
