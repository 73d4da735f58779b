# A request's card.
card-title = <b>#{ $number } { $title }</b>
card-description = { $text }
card-priority = Urgency: { $priority }
card-location = 📍 { $location }
card-reporter = From: { $name }
card-reporter-out = From: { $name } 🚫 shut out
card-anonymized = 🕰 Anonymised: the time for which it is kept is over
card-elsewhere = 📇 Not in Telegram yet: no message reaches them
card-elsewhere-contact = 📇 Not in Telegram yet: no message reaches them. ☎️ { $contact }
card-out-of-reach = 📭 They cannot be reached in Telegram right now
card-assignee = Assigned to: { $name }
card-created = Sent: { $time }
card-due = ⏰ Due: { $time }
card-origin = 🗄 Was { $number } in { $source }
card-attachments = 📎 { $count ->
    [one] { $count } attachment
   *[other] { $count } attachments
}
card-stars = Rating: { $stars }
card-duplicate = 🔗 Goes on as #{ $number }
card-why-waiting-reporter = ❓ <b>Question:</b> { $text }
card-why-waiting-vendor = 🚚 <b>Waiting for:</b> { $text }
card-why-rejected = <b>Why declined:</b> { $text }
card-why-cancelled = <b>Why cancelled:</b> { $text }
card-resolution = 🛠 <b>What was done:</b> { $text }
card-remark-user = 💬 <b>{ $name }</b>: { $text }
card-remark-desk = 🛠 <b>{ $name }</b>: { $text }

state-open = 🔵 Waiting to be taken
state-assigned = 📌 Assigned
state-in-progress = 🟡 In progress
state-waiting-reporter = 🟠 Waiting for the reporter
state-waiting-vendor = 🟠 Waiting for a supplier
state-resolved = 🟢 Resolved
state-closed = ✅ Closed
state-cancelled = ⚪ Cancelled
state-rejected = ⚪ Declined
state-duplicate = ⚪ Duplicate

button-take = 🙋 Take
button-taken = 🔒 Taken by { $name }
button-resolve = ✅ Resolve
button-confirm = 👍 Confirm
button-not-fixed = 👎 Not fixed
button-reopen = 🔄 Reopen
button-stars = { $stars } ★
button-stars-given = ✓ { $stars }
button-comment = 💬 Comment
button-reply = ✍️ Reply to reporter
button-open-card = 📋 Open #{ $number }
button-photos = 📷 Show photos
button-show-all = 📖 Show all
transcript-page = Page { $number } of { $count }
transcript-user = 💬 <b>{ $name }</b>, { $time }:
    { $text }
transcript-desk = 🛠 <b>{ $name }</b>, { $time }:
    { $text }
photos-more = These were attachments of #{ $number } up to number { $count }; there are more.
button-open = #{ $number }

toast-taken = It is yours.
toast-resolved = Resolved. The reporter is asked to confirm.
toast-confirmed = Thank you! The request is closed.
toast-rated = Thank you for rating. You can change it for a day.
old-file-kept = “{ $name }” is only in Telegram: larger than 20 MB.
old-file-waits = “{ $name }” is only in Telegram for now; it is still being moved here.
old-file-gone = “{ $name }” is gone: Telegram does not hand it out to this bot.
old-file = File { $number }
file-not-shown = “{ $name }” cannot be shown: Telegram does not hand it out any more.
no-attachments = There is nothing here that can be shown.

# Lists.
list-reported-open = <b>Your open requests</b>
list-reported-done = <b>Your finished requests</b>
list-page = Page { $number }
list-line = <b>#{ $number } { $title }</b>
    { $facts }
list-place = 📍 { $location }
list-reporter = 👤 { $name }
none-reported-open = You have no open requests. Send me what is broken, or use /new.
none-reported-done = You have no finished requests.
button-page-before = ◀️ Back
button-page-after = More ▶️
button-list-open = Open requests
button-list-done = Finished requests
age-now = just now
age-minutes = { $count ->
    [one] { $count } minute ago
   *[other] { $count } minutes ago
}
age-hours = { $count ->
    [one] { $count } hour ago
   *[other] { $count } hours ago
}
age-days = { $count ->
    [one] { $count } day ago
   *[other] { $count } days ago
}

# Comments.
ask-comment = Write your comment on <b>#{ $number } { $title }</b>.
ask-reply = Write your reply to the reporter of <b>#{ $number } { $title }</b>. You will see it before it goes out.
comment-added = Added to request #{ $number }.
comment-corrected = Corrected on request #{ $number }.
comment-preview =
    <b>The reporter of #{ $number } will read:</b>

    { $text }
comment-preview-followed =
    <b>The reporter of #{ $number } and { $count ->
        [one] 1 person who follows it
       *[other] { $count } people who follow it
    } will read:</b>

    { $text }
comment-sent =
    ✅ <b>Sent to the reporter of #{ $number }:</b>

    { $text }
comment-kept =
    📭 <b>Saved for the reporter of #{ $number }.</b> { $why }

    { $text }
reporter-unreached = They cannot be reached in Telegram right now, and get it as soon as they write to this bot.
reporter-out = They were shut out of this desk: it does not reach them.
reporter-elsewhere = They are not in Telegram yet: it reaches those who follow the request, and the reporter once they are here.
question-kept = 📭 <b>#{ $number } is waiting for an answer.</b> { $why }
comment-dropped = Reply deleted. Nothing was sent.
comment-gone = This button is out of date: the reply has been sent or deleted already.
writing-stopped = All right, no comment on #{ $number }.

# What was resolved and is not.
ask-why = What is not fixed on <b>#{ $number } { $title }</b>? Write it, or send a photo: the request is worked on again, and whoever did it reads what you write.
ask-why-staff = Why should <b>#{ $number } { $title }</b> be reopened? Everybody on the request reads what you write.
button-reopen-now = Reopen without a word
reopened = 🔄 Request #{ $number } is being worked on again, and your words were passed on.
toast-reopened = It is being worked on again.
reopening-stopped = All right, request #{ $number } stays resolved.
ask-reopen =
    Request #{ $number } “{ $title }” is resolved. Is it not fixed? Then I reopen it with what you wrote:

    { $text }
button-just-add = 💬 Just add it
comment-dropped-own = Deleted. Nothing was added.

# What was sent and nobody works on yet.
button-correct = ✏️ Correct
button-withdraw = 🗑 Cancel request
ask-correction = What should I correct in <b>#{ $number } { $title }</b>?
ask-withdraw = Cancel request <b>#{ $number } { $title }</b>? Nobody is working on it yet.
ask-withdraw-taken = Cancel request <b>#{ $number } { $title }</b>? Somebody is working on it already, and will be told.
button-withdraw-now = 🗑 Yes, cancel it
button-keep = Keep it
corrected = ✏️ Request #{ $number } is corrected.
withdrawn = ⚪ Request #{ $number } is cancelled.
correction-stopped = All right, request #{ $number } stays as it is.
correction-too-late = Somebody is working on it already. Please write to them: reply to a message about the request.
reason-corrected = Corrected by the reporter

# Refusals.
refused-changed = This has changed in the meantime. Here is how it stands now.
refused-already-taken = Somebody else has taken it already.
refused-already-rated = You have rated it already, and a rating can be changed for a day only.
refused-reopen-late = It was resolved more than two weeks ago and cannot be reopened. Please make a new one with /new.
refused-closed-for-comments = This request is closed and takes no more comments. Please make a new one with /new.
refused-anonymized = The time for which this request is kept is over: nothing in it can be changed any more.
refused-colleagues = { $name } has request #{ $number } now.
refused-not-found = This request does not exist, or is not yours to see.
refused-forbidden = Your role does not allow this.
refused-bot-forbidden = The bot itself may not do this yet: its token for the services lacks the right. Please tell whoever runs the servers.
refused-fields = This could not be accepted. Please check what you entered, and try again.
refused-other = This is not possible now.

# Requests of others that somebody follows.
card-followers = 👥 { $count ->
    [one] { $count } person follows it
   *[other] { $count } people follow it
}
card-followed = 👁 You follow this request
button-unfollow = 🔕 Follow no longer
unfollowed = 🔕 You no longer follow request #{ $number }.
button-list-followed = 👁 Followed requests
list-followed = <b>Requests that you follow</b>
list-followed-mark = 👁
none-followed = You follow no requests of others.
transcript-none = Nothing was said here that is meant for you.

# A word with the stars.
button-rating-word = 💬 Add a word
button-rating-reword = 💬 Put it differently
ask-rating-word = <b>What should the desk know about #{ $number } { $title }?</b> Write it in a message.
rating-word-said = Thank you, I passed it on.
card-rating-comment = 💬 { $text }
