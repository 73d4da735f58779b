# Messages about what others did.
notice-created = 🆕 <b>New request from { $name }</b>
notice-answer =
    💬 <b>{ $name }</b> about your request #{ $number } “{ $title }”:

    { $text }

    <i>Reply to this message to answer.</i>
notice-from-reporter =
    💬 <b>{ $name }</b> on #{ $number } “{ $title }”:

    { $text }

    { $hint }
notice-answer-corrected =
    ✏️ <b>{ $name }</b> corrected a message about your request #{ $number } “{ $title }”:

    { $text }

    <i>Reply to this message to answer.</i>
notice-from-reporter-corrected =
    ✏️ <b>{ $name }</b> corrected a message on #{ $number } “{ $title }”:

    { $text }

    { $hint }
notice-replies =
    💬 <b>New on #{ $number } “{ $title }”</b>, which nobody has taken yet:

    { $text }

    { $hint }
notice-reply = <b>{ $name }</b>: { $text }
notice-replies-more = { $count ->
    [one] <i>{ $count } earlier message</i>
   *[other] <i>{ $count } earlier messages</i>
}
notice-resolved =
    🟢 <b>Your request #{ $number } is resolved:</b> { $title }

    { $outcome }
notice-resolved-so =
    🟢 <b>Your request #{ $number } is resolved:</b> { $title }

    { $text }

    { $outcome }
notice-resolved-unanswered =
    🟢 <b>Your request #{ $number } counts as resolved:</b> { $title }

    We asked, and got no answer. { $outcome }
notice-resolved-asks = Is it fixed? Please confirm, and rate the work with 1 to 5 stars.
notice-resolved-asks-again = Is it fixed? Please confirm.
notice-resolved-confirmed = ✅ You confirmed that it is fixed. Thank you!
notice-resolved-confirmed-by = ✅ { $name } confirmed that it is fixed.
notice-resolved-unasked = ✅ It is closed: nobody objected in time.
notice-resolved-reopened = 🔄 It is being worked on again.
notice-resolved-staff = 🟢 { $name } resolved #{ $number } “{ $title }”, which is yours.
notice-followed-resolved = 🟢 #{ $number } “{ $title }”, which you follow, is resolved.
notice-followed-rejected = ⚪ #{ $number } “{ $title }”, which you follow, was declined by { $name }.
notice-followed-cancelled = ⚪ #{ $number } “{ $title }”, which you follow, was cancelled by { $name }.
notice-followed-reopened = 🔄 #{ $number } “{ $title }”, which you follow, is being worked on again.
notice-taken = 🙋 { $assignee } is taking care of your request #{ $number } “{ $title }”.
notice-assigned = 📌 <b>#{ $number } “{ $title }” is yours now:</b> { $name } assigned it to you.
notice-passed-on = 🔁 #{ $number } “{ $title }” is no longer yours: { $assignee } has it now.
notice-taken-off = 🔁 #{ $number } “{ $title }” is no longer yours: { $name } put it back into the queue.
notice-question = ❓ <b>{ $name } needs your answer</b> on your request #{ $number } “{ $title }”.
notice-followed-question = ❓ <b>{ $name } has a question</b> on request #{ $number } “{ $title }”, and its reporter is not in Telegram. If you know, please reply to this message.
notice-supplier = 🚚 Your request #{ $number } “{ $title }” is waiting for a supplier.
notice-rejected = ⚪ <b>Your request #{ $number } “{ $title }” was declined</b> by { $name }.
notice-rejected-staff = ⚪ { $name } declined #{ $number } “{ $title }”.
notice-cancelled = ⚪ <b>Your request #{ $number } “{ $title }” was cancelled</b> by { $name }.
notice-cancelled-staff = ⚪ { $name } cancelled #{ $number } “{ $title }”. There is nothing left to do on it.
notice-reopened = 🔄 <b>Your request #{ $number } “{ $title }” is being worked on again.</b>
notice-reopened-staff = 🔄 <b>{ $name } reopened #{ $number } “{ $title }”.</b>
notice-merged = 🔗 Your request #{ $number } “{ $title }” goes on as #{ $target }, which is about the same.
notice-merged-staff = 🔗 { $name } merged #{ $number } “{ $title }” into #{ $target }.
notice-merged-here = 🔗 { $name } merged #{ $source } into #{ $number } “{ $title }”.
note-hint = <i>A reply to this message is a note: only staff see it.</i>
reply-hint = <i>Reply to this message to answer.</i>
notice-closed-unasked = ✅ #{ $number } “{ $title }” is closed: nobody objected in time.
notice-closed = ✅ { $name } confirmed that #{ $number } “{ $title }” is fixed.
notice-unheard = 📭 <b>{ $name }</b> cannot be reached in Telegram right now: messages about #{ $number } “{ $title }” are saved, and go out as soon as they write to this bot. If it is urgent, please reach them another way.
notice-unsure = ❔ I cannot tell whether <b>{ $name }</b> got the last message about #{ $number } “{ $title }”: Telegram did not answer. If it matters, please ask them.
notice-rated = ⭐ { $name } rated #{ $number } “{ $title }”: { $stars }
alerts-close = { $count ->
    [one] ⏰ <b>A request is close to its time</b>
   *[other] ⏰ <b>{ $count } requests are close to their time</b>
}
alerts-over = { $count ->
    [one] 🚨 <b>The time for a request is over</b>
   *[other] 🚨 <b>The time for { $count } requests is over</b>
}
alerts-more = { $count ->
    [one] And one more: /queue
   *[other] And { $count } more: /queue
}
alert-answer = first answer: { $state }
alert-solution = solution: { $state }
alert-left = { $time } left
alert-late = { $time } late
alert-over = overdue
alert-percent = { $percent } % of the time used up
time-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
time-hours = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
}
time-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
notice-reminder =
    ⏳ We still need your answer on #{ $number } “{ $title }”. Without it, the request will be closed as resolved on { $time }.

    <i>Reply to this message to answer.</i>
the-desk = The desk
notice-created-for-you = 📝 <b>{ $name } has reported this for you.</b> You will hear from me when something happens.
notice-reaction = { $emoji } { $name } reacted so to a message about #{ $number } “{ $title }”.
