# What the desk's people do to a request.
button-more = More…
button-release = ↩️ Put back
button-resume = ▶️ Go on
toast-released = It is back in the queue.
toast-resumed = It is being worked on again, and its clock runs.

# Who is to do it.
button-assign = 👤 Assign…
button-colleague = { $name } · { $count }
button-colleague-self = 🙋 { $name } (you) · { $count }
toast-assigned = { $name } has it now, and is told.
refused-assignee = They no longer work on requests. Please choose somebody else.

# What is done in words.
button-ask-reporter = ❓ Ask reporter
button-wait-for-supplier = 🚚 Supplier
button-resolve-so = 📝 Resolve, say how
button-change-urgency = ⏱ Urgency
button-reject = 🚫 Decline
button-cancel-request = 🗑 Cancel request
button-without-note = Without a note
ask-question = What do you need to know about <b>#{ $number } { $title }</b>? The reporter reads your question, and the clock stops until they answer.
question-asked = ❓ The reporter of #{ $number } has your question. The request goes on by itself once they answer.
ask-supplier = What is <b>#{ $number } { $title }</b> waiting for, and until when? The reporter reads it, and the clock stops.
waits-for-supplier = 🚚 #{ $number } is waiting for a supplier.
ask-done = What was done about <b>#{ $number } { $title }</b>? Write it, or send a photo of how it looks now: the reporter reads it.
resolved-now = 🟢 #{ $number } is resolved. The reporter is asked to confirm.
ask-decline = Why is <b>#{ $number } { $title }</b> declined? The reporter reads it.
declined-now = ⚪ #{ $number } is declined, and the reporter was told why.
ask-why-cancel = Why should <b>#{ $number } { $title }</b> be cancelled? The reporter reads it.
cancelled-now = ⚪ #{ $number } is cancelled.
fault-words-only = Only words fit here. Please write it without a file; a file can be sent as a reply.

# How urgent it is.
ask-why-urgency = Why is <b>#{ $number } { $title }</b> “{ $priority }” now? Choose, or write it; everybody on the request can read it.
reason-safety = Somebody could get hurt
reason-many = Many people are affected
reason-can-wait = It can wait
urgency-changed = ⏱ Urgency of #{ $number } is now: { $priority }

# Notes, which only the desk's people see.
button-note = 🔒 Note
button-make-note = 🔒 Make it a note
button-to-reporter = ✉️ Tell the reporter, too
ask-note = Write a note on <b>#{ $number } { $title }</b>. Only staff see it.
noted = 🔒 Noted on #{ $number }. Only staff see it.
note-stopped = All right, no note on #{ $number }.
transcript-note = 🔒 <b>{ $name }</b>, { $time }, for staff only:
    { $text }
notice-note =
    🔒 <b>{ $name }</b> on #{ $number } “{ $title }”, for staff only:

    { $text }

# What happened to it.
button-history = 🕘 History
button-newer = ◀️ Newer
button-older = Older ▶️
history-line = { $time } · <b>{ $name }</b>
    { $what }
history-why = { $line }
    <i>{ $reason }</i>
history-created = 🆕 Reported it
history-taken = 🙋 Took it
history-assigned = 📌 Gave it to { $assignee }
history-released = ↩️ Put it back into the queue
history-reopened = 🔄 Reopened it
history-said = 💬 { $text }
history-corrected = ✏️ { $text }
history-noted = 🔒 { $text }
history-rated = ⭐ { $stars }
history-merged = 🔗 Merged #{ $source } into #{ $target }
history-reminded = ⏳ Reminded the reporter
history-urgency = ⏱ Urgency: { $priority }
history-title = ✏️ Title: { $text }
history-location = 📍 { $text }
history-came = 👋 Came to Telegram: the request is theirs
history-other = ✏️ Changed something

# Two requests about the same.
button-merge = 🔗 Merge
button-merge-now = 🔗 Merge them
ask-merge = Which request goes on for <b>#{ $number } { $title }</b>? Send its number, such as #42.
merge-number = Please send the number of another request than #{ $number }, such as #42.
merge-closed = That request is over. Please send the number of one that goes on.
merge-preview =
    <b>#{ $number } { $title }</b> ends as a duplicate of <b>#{ $target } { $other }</b>, which goes on for both.

    { $name } is told so and follows #{ $target } from now on{ $count ->
        [0] .
        [one] , and so does one more person.
       *[other] , and so do { $count } more people.
    } Comments and notes stay on #{ $number }. This cannot be undone.
merged-now = 🔗 #{ $number } goes on as #{ $target }.

# What a request has to do with others.
button-link = 🧷 Link…
button-linked = 🔗 #{ $number }
button-unlink = ✖️ { $said }
button-link-to = #{ $number } { $title }
card-link = 🔗 { $said }
card-link-earlier = 🔗 … and earlier ones
link-related = Related to { $other }
link-blocks = Blocks { $other }
link-blocked-by = Blocked by { $other }
link-parent-of = Includes { $other }
link-part-of = Part of { $other }
link-split-from = Split from { $other }
link-split-into = Split into { $other }
link-follow-up-of = Follow-up of { $other }
link-followed-up-by = Goes on in { $other }
link-duplicate-of = Duplicate of { $other }
link-duplicated-by = Also reported as { $other }
ask-link = <b>#{ $number } { $title }</b>
    🔗 { $said } Which request? Send its number, such as #42, or words from it.
link-number = Please send the number of another request than #{ $number }, such as #42, or words from it.
link-which = #{ $number }: 🔗 { $said } Choose a request, or send another number or other words.

    { $found }
linked-now = 🔗 #{ $number }: { $said }
toast-unlinked = The link to #{ $number } is gone.
history-linked = 🔗 { $said }
history-unlinked = ✖️ No longer: { $said }
refused-link-exists = These two requests are linked so already.
refused-link-cycle = That would lead in a circle: the other request depends on this one already.
refused-parent-exists = A request can be a part of one other only, and it is one already.

# By what it is found again.
button-tags = 🏷 Tags…
button-tag = ➕ { $tag }
button-untag = ✖️ { $tag }
button-tag-other = ✏️ Another tag…
card-tags = 🏷 { $tags }
ask-tags = How should <b>#{ $number } { $title }</b> be tagged? Send a tag, or several with commas between them. Only staff see tags.
tag-fault = A tag has 1 to 32 letters and digits, with a letter among them, such as <b>leak</b> or <b>2nd-floor</b>; at most 10 at once, with commas between them.
tagged = 🏷 #{ $number }: { $tags }
toast-tagged = Tagged: { $tag }
toast-untagged = No longer tagged: { $tag }
history-tags = 🏷 { $tags }
refused-too-many-tags = A request has at most 10 tags. Take one away first.
