"""The scripted story: what `make demo` plays and the end-to-end tests check."""
