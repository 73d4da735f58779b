"""Prometheus and Alertmanager beside a desk, as infra/ configures them."""
