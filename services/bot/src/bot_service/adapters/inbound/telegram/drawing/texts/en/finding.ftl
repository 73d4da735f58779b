# /ticket and /search.
ask-which-request = Which request? Send its number, such as <b>42</b>.
find-in-one-line = Write the number behind the command, such as <code>/ticket 42</code>: your next message belongs to what you are writing now.
find-no-number = A request has a number, such as <code>/ticket 42</code>.
find-unknown = There is no request #{ $number }, or it is not yours to see.
finding-stopped = OK, I am not looking for a request any more.
command-ticket = Show a request by its number
