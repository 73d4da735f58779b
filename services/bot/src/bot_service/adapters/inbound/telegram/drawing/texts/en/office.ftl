# What admins look after the desk with.
help-admin =
    You look after this desk here:
    /staff – who works here, roles, invitations
admins-only = Only admins of this desk can do this.
role-admin = admin
role-dispatcher = dispatcher
role-agent = agent
role-auditor = auditor
role-user = no role (reports only)
role-taken = You no longer work on requests here. You can still report problems.

# /staff
command-staff = Who works here: roles, invitations
staff-title = <b>Staff</b>: { $count }
staff-line = { $name } – { $role }
staff-line-open = { $name } – { $role }, { $count } open
staff-line-off = 🚫 { $name } – { $role }, switched off
staff-person = <b>{ $name }</b> – { $role }
staff-username = @{ $username }
staff-open = Open requests: { $count }
staff-is-off = 🚫 Switched off: everything this person does is refused.
staff-choose-role = Which role should <b>{ $name }</b> have? Now: { $role }.
staff-role-set = ✅ The role has changed, and the person was told.
staff-ask-off = Switch off <b>{ $name }</b>? Everything they do is refused until you switch them on again. Their open requests ({ $count }) stay theirs: give them to somebody else.
staff-switched-off = ✅ Switched off.
staff-switched-on = ✅ Switched on again.
staff-invite = You get a link for one person. It works once, for 30 minutes. Which role should it give?
staff-invited = ✅ Here is the invitation ({ $role }). Forward the next message to the person whom it is for, and to nobody else.
staff-invitation =
    You are invited to work at the service desk, as: { $role }. Tap the link, then “Start”:
    { $link }
    It works once, until { $until }.
staff-invitations = <b>Invitations that can still be used</b>
staff-no-invitations = No invitation is open.
staff-open-invitation = No. { $number } – { $role }, until { $until }
staff-withdrawn = The invitation no longer works.
button-staff-invite = ➕ Invite
button-staff-invitations = ⏳ Invitations ({ $count })
button-staff-role = 🔁 Change role
button-staff-off = 🚫 Switch off
button-staff-off-now = 🚫 Yes, switch off
button-staff-on = ✅ Switch on
button-staff-withdraw = ✖️ Withdraw no. { $number }
refused-last-admin = This is the last admin: nobody would be left to look after the desk. Make somebody else an admin first.
refused-invite-over = This invitation was used, withdrawn, or has run out already.
