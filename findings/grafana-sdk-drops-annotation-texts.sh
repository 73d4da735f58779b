#!/usr/bin/env bash
# grafana-foundation-sdk reads an annotation of Prometheus and writes it back without what it says.
#
# Library    grafana-foundation-sdk 1769699998!10.1.0 (PyPI).
# Source     Grafana keeps expr, titleFormat, textFormat, tagKeys, step and useValueForTime of such an annotation side by side in the
#            dashboard's JSON (its own editor writes them). `AnnotationQuery` knows `expr` alone of these, and `from_json` passes
#            over what it does not know.
# Valid use  loading an exported dashboard, changing its title, saving it.
# Expected   that what was not touched is there afterwards, or an error.
# Seen       the query is there, the texts are gone: the marks stand on the graph and name no version and no service.
#
# Exits with 0 as long as this is so, and says what differs when it no longer is. Downloads the wheel; not part of CI.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'grafana-foundation-sdk==1769699998!10.1.0'

cat > "$folder/annotation.py" <<'PYTHON'
import json

from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.models.dashboard import Dashboard

deployments = {
    "name": "deployments",
    "enable": True,
    "iconColor": "blue",
    "datasource": {"type": "prometheus", "uid": "prometheus"},
    "expr": "changes(app_build_info[5m]) > 0",
    "step": "60s",
    "titleFormat": "{{version}}",
    "textFormat": "{{service}}",
    "tagKeys": "service",
}
read = Dashboard.from_json({"title": "Desk", "annotations": {"list": [deployments]}})
(written,) = json.loads(json.dumps(read, cls=JSONEncoder))["annotations"]["list"]
lost = sorted(set(deployments) - set(written))
print("  kept:", ", ".join(sorted(set(deployments) & set(written))))
print("  lost:", ", ".join(lost))
if lost != ["step", "tagKeys", "textFormat", "titleFormat"]:
    raise SystemExit("it is no longer so")
PYTHON
"$folder/venv/bin/python" "$folder/annotation.py"
