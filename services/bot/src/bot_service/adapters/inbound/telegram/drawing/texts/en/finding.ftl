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
found-description = 📄 { $text }
found-comment = 💬 { $text }
command-search = Find requests by words or number
