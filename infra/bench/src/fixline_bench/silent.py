"""Runs a program that measures nothing: with the environment of `telemetry.SILENT` it tells nobody anything.

A program of its own: `silent.py MODULE ARGUMENT…`, or `silent.py SCRIPT.py ARGUMENT…`.
"""

import runpy
import sys

from prometheus_client import Counter, Gauge, Histogram


def nothing(*_given: object, **_named: object) -> None:
    """Stand for what would be counted."""


for kind, names in ((Counter, ["inc"]), (Gauge, ["set", "inc", "dec"]), (Histogram, ["observe"])):
    for name in names:
        setattr(kind, name, nothing)

_, target, *arguments = sys.argv
sys.argv = [target, *arguments]
if target.endswith(".py"):
    runpy.run_path(target, run_name="__main__")
else:
    runpy.run_module(target, run_name="__main__", alter_sys=True)
