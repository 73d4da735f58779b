"""A page that draws Grafana's dashboards of infra/grafana from Prometheus: `python -m fixline_local.dashboards`."""
