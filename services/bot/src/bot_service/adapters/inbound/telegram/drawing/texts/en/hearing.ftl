# When somebody hears of what others do.
settings-quiet = 🌙 Quiet hours: { $begins } to { $ends }
settings-quiet-none = 🌙 Quiet hours: none
settings-digest = 📰 What others do: once a day, at { $hour }
settings-digest-none = 📰 What others do: as it happens
settings-urgent-anyway = 🚨 Alerts of urgent requests: at any time
settings-ask-quiet =
    <b>🌙 Quiet hours</b>
    What others do reaches you once they are over; nothing is lost. What you do yourself is answered at any time.

    Choose, or write other hours, such as /settings 21:30-6:00
settings-ask-digest =
    <b>📰 Once a day</b>
    Instead of a message each time, you get one a day: what changed in your requests, and for staff what is overdue, due today or not taken yet. At what time?
button-quiet = 🌙 Quiet hours
button-quiet-none = No quiet hours
button-digest = 📰 Once a day
button-digest-none = As it happens
button-urgent-anyway = 🚨 Urgent ones at any time

# What they hear once a day.
digest-title = <b>📰 { $day }</b>
digest-news = <b>What changed</b>
digest-count = { $count ->
    [one] { $count } message
   *[other] { $count } messages
}
digest-overdue = <b>🚨 Overdue</b>
digest-today = <b>⏰ Due today</b>
digest-unassigned = <b>🙋 Waiting to be taken</b>
digest-more = { $count ->
    [one] And one more
   *[other] And { $count } more
}
