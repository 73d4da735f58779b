"""gRPC as Fixline speaks it: servers and channels with traces, errors, deadlines and authentication."""
