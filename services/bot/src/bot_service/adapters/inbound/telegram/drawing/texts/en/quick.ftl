# Quick replies: words that are sent again and again.
command-replies = Your quick replies
quick-replies = <b>Quick replies</b>
    They are offered when you tap ✍️ to write to a reporter, and you see each before it goes out. ⚡ are yours, 🏢 everybody's.
quick-replies-none = There are none yet.
button-quick-own = ⚡ { $title }
button-quick-desks = 🏢 { $title }
button-quick-add = ➕ New
button-quick-add-desks = ➕ For everybody
button-quick-change = ✏️ Change
button-quick-delete = 🗑 Delete
quick-reply-own =
    ⚡ <b>{ $title }</b>

    { $words }
quick-reply-desks =
    🏢 <b>{ $title }</b>

    { $words }
quick-delete = Delete “{ $title }”?
ask-quick-own = <b>A quick reply of yours.</b> Send one message: its name in the first line (up to { $title } characters), the words below it (up to { $words }).
    These are filled in by themselves: { $placeholders }
ask-quick-desks = <b>A quick reply for everybody at the desk.</b> Send one message: its name in the first line (up to { $title } characters), the words below it (up to { $words }).
    These are filled in by themselves: { $placeholders }
quick-now =
    So far:
    <code>{ $text }</code>
quick-saved = ⚡ “{ $title }” is saved.
quick-two-parts = Please send the name in the first line, and the words below it.
quick-too-long = The name has up to { $title } characters, the words up to { $words }. Please shorten it and send it again.
quick-too-many = There are { $count } already, and more do not fit. Please delete one first.
quick-unknown = I do not know what to fill in for “{ $word }”. These I know: { $placeholders }. Please send it again.
quick-gone = This quick reply is gone.
toast-quick-deleted = Deleted: { $title }
placeholder-reporter = reporter, name
placeholder-number = number
placeholder-title = title
placeholder-place = place
placeholder-agent = agent, me
placeholder-due = due
placeholder-due-at = { $time }
placeholder-no-place = the place you wrote about
placeholder-no-due = as soon as we can
