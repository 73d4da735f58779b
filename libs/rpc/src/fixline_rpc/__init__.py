"""gRPC as Fixline speaks it: servers and channels with traces, errors, deadlines and authentication.

Services use `server`, `channel`, `context`, `authentication` and `errors`; the other modules serve those.
A served call runs through `routing` (which method), `serving` (what happens to it), `observation` (what is
told about it) and `served_context` (what its handler sees); a call we make through `instrumented_channel`,
`call_metadata`, `calls` and `call_story`.
"""
