#!/usr/bin/env bash
# OpenTelemetry ends the span of cancelled work as if it had gone well: status UNSET, no exception event.
#
# Library    opentelemetry-sdk 1.45.2 (PyPI).
# Source     `start_as_current_span` records and sets the status in `except Exception`; asyncio.CancelledError is a
#            BaseException, since Python 3.8, and passes through.
# Valid use  a span around an await, under `asyncio.timeout`, which cancels what it times.
# Expected   `record_exception=True, set_status_on_exception=True` (the defaults): what ended by an exception shows it.
# Seen       a ValueError: ERROR with an event. The timeout: UNSET, no event. In a trace, a call that hung until it was given
#            up looks like a slow success, and sampling by error drops it.
#
# Exits with 0 as long as this is so, and says what differs when it no longer is. Downloads the wheel; not part of CI.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check opentelemetry-sdk==1.45.2

cat > "$folder/spans.py" <<'PYTHON'
import asyncio

from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

exporter = InMemorySpanExporter()
provider = TracerProvider()
provider.add_span_processor(SimpleSpanProcessor(exporter))
tracer = provider.get_tracer("finding")


async def fail():
    with tracer.start_as_current_span("fails"):
        raise ValueError


async def hang():
    with tracer.start_as_current_span("hangs"):
        await asyncio.Event().wait()


async def main():
    for work, end in ((fail, ValueError), (hang, TimeoutError)):
        try:
            async with asyncio.timeout(0.05):
                await work()
        except end:
            continue
        raise SystemExit(f"{work.__name__} did not end with {end.__name__}")


asyncio.run(main())
seen = {span.name: (span.status.status_code.name, [event.name for event in span.events]) for span in exporter.get_finished_spans()}
for name, (status, events) in seen.items():
    print(f"  a span whose work {name}: status {status}, events {events}")
if seen != {"fails": ("ERROR", ["exception"]), "hangs": ("UNSET", [])}:
    raise SystemExit(f"it is no longer so: {seen}")
PYTHON
"$folder/venv/bin/python" "$folder/spans.py"
