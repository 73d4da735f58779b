# Messages about what others did.
notice-created = 🆕 <b>New request from { $name }</b>
notice-answer =
    💬 <b>{ $name }</b> about your request #{ $number } “{ $title }”:

    { $text }

    <i>Reply to this message to answer.</i>
notice-from-reporter =
    💬 <b>{ $name }</b> on #{ $number } “{ $title }”:

    { $text }

    <i>Reply to this message to answer.</i>
notice-replies =
    💬 <b>New on #{ $number } “{ $title }”</b>, which nobody has taken yet:

    { $text }

    <i>Reply to this message to answer.</i>
notice-reply = <b>{ $name }</b>: { $text }
notice-replies-more = { $count ->
    [one] <i>{ $count } more message before</i>
   *[other] <i>{ $count } more messages before</i>
}
notice-resolved =
    🟢 <b>Your request #{ $number } is resolved:</b> { $title }

    Is it fixed? Please confirm, and rate the work with 1 to 5 stars.
notice-closed = ✅ { $name } confirmed that #{ $number } “{ $title }” is fixed.
notice-rated = ⭐ { $name } rated #{ $number } “{ $title }”: { $stars }
notice-answer-due = ⏰ #{ $number } “{ $title }”: { $percent } % of the time for a first answer is used up.
notice-answer-overdue = 🚨 #{ $number } “{ $title }”: the time for a first answer is over.
notice-solution-due = ⏰ #{ $number } “{ $title }”: { $percent } % of the time for a solution is used up.
notice-solution-overdue = 🚨 #{ $number } “{ $title }”: the time for a solution is over.
notice-reminder =
    ⏳ We still need your answer on #{ $number } “{ $title }”. Without it, the request will be closed as resolved on { DATETIME($time, dateStyle: "medium", timeStyle: "short") } UTC.

    <i>Reply to this message to answer.</i>
the-desk = The desk
