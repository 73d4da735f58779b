# What the desk's people do to a request.
button-more = More…
button-release = ↩️ Put back
button-resume = ▶️ Go on
toast-released = It is back in the queue.
toast-resumed = It is being worked on again, and its clock runs.
