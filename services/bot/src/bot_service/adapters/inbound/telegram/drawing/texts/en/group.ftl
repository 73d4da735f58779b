# The staff group: which one it is.
group-offer = 👋 I can show every request in a topic of its own here. An admin of the desk makes this the staff group: by the button, or by /link.
button-group-link = 🔗 Make this the staff group
group-linked = ✅ This is the staff group now: every request gets a topic here. What staff write in a topic is a note; /reply and your words go to the reporter.
group-lacks-topics = ⚠️ I may not manage topics here. Make me an administrator with the right “Manage topics”: without it there is no topic for any request.
group-lacks-pins = ⚠️ I may not pin messages here. With the right “Pin messages”, a request's card stays at the top of its topic.
group-needs-topics = This group has no topics. Switch them on in its settings (Edit → Topics), then send /link again.
group-unlinked = All right, this is the staff group no longer. Its topics stay as they are.
group-not-linked = This is not the staff group.
group-start-first = I do not know you yet. Open a chat with me and press Start, then try again.
group-under-own-name = I cannot see who writes this. Please write under your own name: switch “Remain anonymous” off, and choose yourself instead of a channel.
group-staff-only = Only staff work on requests here; what others write goes nowhere.

# What is written in a topic, and what is shown there.
group-noted = 🔒 <b>{ $name }</b> noted: { $text }
group-noted-corrected = 🔒 Note of <b>{ $name }</b>, corrected: { $text }
group-said =
    💬 <b>{ $name }</b>: { $text }

    <i>A reply to this message goes to the reporter.</i>
group-said-corrected =
    ✏️ <b>{ $name }</b>, corrected: { $text }

    <i>A reply to this message goes to the reporter.</i>
group-sent = ✉️ That goes to the reporter, { $name }.
group-reply-empty = Write your words after it: /reply We will come at three.
group-notes-are-words = Notes take only words. To send this to the reporter, put /reply before its caption, or reply with it to their message.
group-only-you = Only you see this.
group-how-to-note = Write it in this topic: what you write here is a note, which only staff see.
group-ask-why = Why?
button-group-privately = 📋 More in our chat

# In /setup.
setup-group = Staff group: { $title }
setup-no-group = No staff group (if you want one: a group with topics, and me in it)
setup-group-lacks = Staff group: { $title }; I lack rights there
button-setup-group = 💬 Staff group
setup-how-to-group =
    <b>A group for staff, with a topic for each request</b>

    1. Make a group in Telegram with your staff, and switch topics on in its settings.
    2. Add me, as an administrator with the rights “Manage topics” and “Pin messages”.
    3. Send /link there.

    To end it, send /unlink there, or remove me.
group-by-command = I cannot open it for you right now. Write to me in private: /ticket { $number }
