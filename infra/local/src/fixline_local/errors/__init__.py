"""Bugsink beside a desk: a place that keeps crash reports and shows them."""
