# /retention
command-retention = For how long requests are kept
retention-title = <b>For how long requests are kept</b>
retention-off = Everything is kept for good.
retention-on = A request that is over is kept for { $count ->
    [one] one day
   *[other] { $count } days
}; then it is anonymised.
retention-what = Anonymised means: who reported it, who followed it, all texts and all files go, for good. What stays: when it was, where, how urgent, how long it took, who of the staff had it, and the stars. So figures and reports stay the same. Nobody loses their account, and no request goes that is not over.
retention-runs = <b>The last days</b>
retention-run = { $day }: requests { $tickets }, comments { $comments }, files { $files }
retention-run-unfinished = (files and messages of { $count ->
    [one] one request
   *[other] { $count } requests
} are still to be deleted)
retention-days = { $count ->
    [0] for good
    [one] one day
   *[other] { $count } days
}
button-retention-other = Other…
button-retention-off = ♾ Keep everything from now on
retention-ask = After how many days? Write a number from { $shortest } to { $longest }.
retention-no-days = Please write a number of days from { $shortest } to { $longest }.
retention-preview = <b>{ $count ->
    [one] One day
   *[other] { $count } days
} after their end: this would go now</b>
retention-tickets = Requests: { $count }
retention-people = People: { $count }
retention-comments = Comments: { $count }
retention-files = Files: { $count }
retention-files-at-least = Files: { $count } or more
retention-oldest = The oldest was over { $time }
retention-examples = Such as { $numbers }
retention-nothing = Nothing: no request was over that long ago.
retention-no-right = ⚠️ The bot may not delete files yet: its token for the files service lacks the scope <code>files.delete</code>. Whoever runs the servers adds it; until then this cannot be switched on.
retention-for-good = ⚠️ This cannot be undone. It begins within the hour, and goes on by itself every day.
button-retention-set = 🗑 Switch on: { $count ->
    [one] one day
   *[other] { $count } days
}
retention-set-on = ✅ Switched on: { $count ->
    [one] one day
   *[other] { $count } days
}. It begins within the hour.
retention-set-off = ✅ From now on everything is kept. What is gone stays gone.
audit-retention = keeping requests
audit-kind-retention = Retention
audit-type-retention-changed = another time
audit-type-ticket-anonymized = anonymised
history-anonymized = anonymised: its time was over
