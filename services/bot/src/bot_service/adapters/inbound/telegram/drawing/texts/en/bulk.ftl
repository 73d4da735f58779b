# The same for several requests at once.
button-bulk = ☑️ Several at once
bulk-choose = <b>Choose requests.</b> { $count } of at most { $most } chosen.
bulk-line = #{ $number } { $title }
button-bulk-all = All ({ $most } at most)
button-bulk-none = None
bulk-full = No more than { $most } at once.
bulk-to-whom = { $count ->
    [one] Who is to have this request?
   *[other] Who is to have these { $count } requests?
    }
bulk-how-urgent = { $count ->
    [one] How urgent is this request?
   *[other] How urgent are these { $count } requests?
    }
bulk-why-urgent = { $count ->
    [one] Why is this request “{ $priority }” now? Choose, or write it; everybody on it can read it.
   *[other] Why are these { $count } requests “{ $priority }” now? Choose, or write it; everybody on them can read it.
    }
bulk-what-was-done = { $count ->
    [one] What was done about this request? Write it: its reporter reads it.
   *[other] What was done about these { $count } requests? Write it: their reporters read it.
    }
bulk-take = { $count ->
    [one] <b>🙋 Take 1 request</b>
   *[other] <b>🙋 Take { $count } requests</b>
    }
bulk-assign = { $count ->
    [one] <b>👤 Give 1 request to { $name }</b>
   *[other] <b>👤 Give { $count } requests to { $name }</b>
    }
bulk-priority = { $count ->
    [one] <b>⏱ Make 1 request “{ $priority }”</b>
   *[other] <b>⏱ Make { $count } requests “{ $priority }”</b>
    }
bulk-resolve = { $count ->
    [one] <b>✅ Resolve 1 request</b>
   *[other] <b>✅ Resolve { $count } requests</b>
    }
bulk-release = { $count ->
    [one] <b>↩️ Put 1 request back into the queue</b>
   *[other] <b>↩️ Put { $count } requests back into the queue</b>
    }
bulk-hand-over = <b>🔁 Work of { $name }</b>
button-bulk-release = ↩️ Back to the queue
button-hand-over = 🔁 Hand over what is open ({ $count })
bulk-moved-on = somebody else has it by now
bulk-nothing-left = Nothing is left to hand over.
bulk-words = <i>{ $text }</i>
bulk-left = <b>Not these:</b>
bulk-left-line = { $numbers } – { $why }
bulk-not-theirs = not yours to see any more
bulk-over = done already
bulk-is-so = is so already
bulk-not-allowed = not possible for you as it stands now
bulk-hold = After you confirm, you have { $seconds } seconds to undo it. Until then nothing happens, and nobody is told.
button-bulk-run = ✅ Do it ({ $count })
bulk-held =
    { $what }

    ⏳ This happens in { $seconds } seconds. Until then nobody is told; afterwards you can only change them back one by one.
button-bulk-stop = ↩️ Undo
bulk-stopped = ↩️ Undone: nothing was changed, and nobody was told.
bulk-too-late = Too late: it has begun. Change the requests back one by one.
bulk-done = { $count ->
    [one] ✅ Done, 1 request: { $numbers }
   *[other] ✅ Done, { $count } requests: { $numbers }
    }
bulk-done-take = { $count ->
    [one] ✅ You took 1 request: { $numbers }
   *[other] ✅ You took { $count } requests: { $numbers }
    }
bulk-done-assign = { $count ->
    [one] ✅ { $name } has 1 request more: { $numbers }
   *[other] ✅ { $name } has { $count } requests more: { $numbers }
    }
bulk-done-priority = { $count ->
    [one] ✅ 1 request is “{ $priority }” now: { $numbers }
   *[other] ✅ { $count } requests are “{ $priority }” now: { $numbers }
    }
bulk-done-resolve = { $count ->
    [one] ✅ 1 request is resolved: { $numbers }
   *[other] ✅ { $count } requests are resolved: { $numbers }
    }
bulk-done-release = { $count ->
    [one] ✅ 1 request is back in the queue: { $numbers }
   *[other] ✅ { $count } requests are back in the queue: { $numbers }
    }
bulk-done-none = ❗ None of it could be done.
bulk-not-done = <b>❗ Not done:</b>
bulk-dropped = All right, nothing is done to several requests.
