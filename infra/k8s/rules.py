"""Writes base/prometheus-rules.yaml (or the file that is named): infra/prometheus/rules as an operator's object."""

import sys
from pathlib import Path
from typing import Final

import yaml

HERE: Final = Path(__file__).parent
RULES: Final = HERE.parent / "prometheus/rules"
HEAD: Final = "# Written by rules.py from infra/prometheus/rules.\n"


def prometheus_rules() -> str:
    """Return the object's YAML; a group of the same name in two files would silently be one, so that is refused."""
    groups = [
        group
        for path in sorted(RULES.glob("*.yml"))
        for group in yaml.safe_load(path.read_text(encoding="utf-8"))["groups"]
    ]
    names = [group["name"] for group in groups]
    if len(set(names)) < len(names):
        raise ValueError(f"two groups have the same name: {sorted(names)}")
    rules = {
        "apiVersion": "monitoring.coreos.com/v1",
        "kind": "PrometheusRule",
        "metadata": {"name": "fixline"},
        "spec": {"groups": groups},
    }
    return HEAD + yaml.safe_dump(rules, sort_keys=False, width=120, allow_unicode=True)


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "base/prometheus-rules.yaml"
    target.write_text(prometheus_rules(), encoding="utf-8")
