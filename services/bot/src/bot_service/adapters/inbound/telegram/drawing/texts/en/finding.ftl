# /ticket and /search.
ask-which-request = Which request? Send its number, such as <b>42</b>, or words from it.
find-in-one-line = Write what you look for behind the command, such as <code>/ticket 42</code> or <code>/search lamp</code>: your next message belongs to what you are writing now.
find-no-number = A request has a number, such as <code>/ticket 42</code>. To look for words: <code>/search lamp</code>
find-unknown = There is no request #{ $number }, or it is not yours to see.
finding-stopped = OK, I am not looking for a request any more.
command-ticket = Show a request by its number
found-nothing = Nothing found among the requests that you may see. Try other or fewer words, only the beginning of a word (“elev” finds “elevator”), or the number.
found-line = <b>#{ $number }</b> { $title }
    { $facts }
found-description = 📄 { $text }
found-comment = 💬 { $text }
command-search = Find requests by words or number

# /queue.
queue-unassigned = <b>Waiting to be taken</b>
queue-mine = <b>Assigned to you</b>
queue-overdue = <b>Overdue</b>
queue-waiting = <b>Waiting for an answer or a supplier</b>
queue-all = <b>All open requests</b>
none-queue-unassigned = Nothing is waiting to be taken. 🎉
none-queue-mine = Nothing is assigned to you.
none-queue-overdue = Nothing is overdue. 🎉
none-queue-waiting = Nothing is waiting for an answer or a supplier.
none-queue-all = There are no open requests. 🎉
queue-due = ⏰ { $time }
queue-assignee = 🛠 { $name }
queue-which-place = Requests of which place?
queue-which-place-in = 📍 { $place }
queue-which-tag = Requests with which tag?
button-queue-tag = 🏷 Only one tag…
button-queue-any-tag = ✖️ Not only 🏷 { $tag }
button-queue-unassigned = To be taken
button-queue-mine = Mine
button-queue-overdue = Overdue
button-queue-waiting = Waiting
button-queue-all = All
button-queue-place = 📍 Only one place…
button-queue-everywhere = ✖️ Not only { $place }

# @bot in other chats.
inline-start = Start the bot to share requests
inline-nothing = Nothing found. Open the bot
inline-title = #{ $number } { $title }
inline-open = Open
