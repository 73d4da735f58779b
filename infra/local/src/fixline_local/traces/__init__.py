"""A collector for traces with a page to look at them: `python -m fixline_local.traces`."""
