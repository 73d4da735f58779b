# What admins look after the desk with.
help-admin =
    You look after this desk here:
    /setup – what is still missing
    /staff – who works here, roles, invitations; /staff Ann: anybody, such as to shut them out
    /locations – rooms and buildings
    /hours – working hours and days off
    /sla – how soon you answer and are done
    /stats – how the desk does (/stats HQ-1: in one place)
    /report – a month as a document and a table
    /export – requests as a table
    /broadcast – tell many people something
    /audit – who did what (/audit 42: to a request, /audit Ann: what she did)
    /retention – for how long requests are kept, and what would go
help-dispatcher =
    How the desk does:
    /stats – figures (/stats HQ-1: in one place)
    /export – requests as a table
help-auditor =
    You may look at everything here:
    /queue – requests that are not done yet
    /ticket 42 – the request with that number
    /stats – how the desk does
    /export – requests as a table
    /audit – who did what (/audit 42: to a request, /audit Ann: what she did)
    /retention – for how long requests are kept, and what would go
admins-only = Only admins of this desk can do this.
seers-only = Only dispatchers and admins of this desk can do this.
controllers-only = Only admins and auditors of this desk can do this.
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
staff-line-off = 🚫 { $name } – { $role }, shut out
staff-person = <b>{ $name }</b> – { $role }
staff-username = @{ $username }
staff-open = Requests they work on: { $count }
staff-is-off = 🚫 Shut out: everything this person does is refused.
staff-choose-role = Which role should <b>{ $name }</b> have? Now: { $role }.
staff-role-set = ✅ The role has changed, and the person was told.
staff-ask-off = Shut <b>{ $name }</b> out? Everything they do is refused until you let them in again. Write why: they are told so.
staff-keeps = Open requests that they work on ({ $count }) stay theirs: give them to somebody else.
staff-nobody = I know nobody called “{ $name }” here.
staff-why-off = Reason: { $reason }
staff-reason-too-long = This is too long: at most { $count } characters. Please write it shorter.
told-shut-out = 🚫 You can no longer use this service desk. If that is a mistake, please talk to the people who run it.
told-shut-out-why =
    🚫 You can no longer use this service desk. The reason:
    { $reason }
    If that is a mistake, please talk to the people who run it.
told-let-in = ✅ You can use this service desk again.
staff-switched-off = ✅ Shut out.
staff-switched-on = ✅ Let in again.
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
button-staff-off = 🚫 Shut out
button-staff-off-now = 🚫 Yes, shut out
button-staff-on = ✅ Let in
button-staff-withdraw = ✖️ Withdraw no. { $number }
refused-last-admin = This is the last admin: nobody would be left to look after the desk. Make somebody else an admin first.
refused-invite-over = This invitation was used, withdrawn, or has run out already.
office-stopped = Nothing was changed.
office-expects-text = Please write it as text.

# /locations
command-locations = Rooms and buildings
places-title = <b>Places of this desk</b>
places-none = There are no places yet. Add them one by one, or all at once from a table.
place-title = <b>{ $name }</b> – { $kind }, code <code>{ $code }</code>
place-around = Inside: { $around }
place-archived = 🗄 Archived: nobody can choose it for a new request.
place-hidden = 🗄 Something around it is archived, so nobody can choose it for a new request.
place-line = { $name } – <code>{ $code }</code>
place-line-archived = 🗄 { $name } – <code>{ $code }</code>
kind-site = site
kind-building = building
kind-floor = floor
kind-room = room
place-which-kind = What do you want to add?
place-ask-new =
    Write the code and the name ({ $kind }), one place per line:
    <code>HQ-114 Meeting room</code>
    <code>HQ-115 Kitchen</code>
    A code has 1 to 20 letters A to Z, digits and hyphens. It goes onto the QR code and never changes.
places-added = ✅ Added: { $count }
places-not-added = Nothing was added:
place-code-taken = One of these codes exists already. Nothing was added. Please choose other codes.
place-ask-name = Now: <b>{ $name }</b> ({ $code }). Write the new name.
place-renamed = ✅ Renamed.
place-ask-archive = Archive <b>{ $name }</b> ({ $code })? Together with { $count } places inside, it can no longer be chosen for new requests. Requests that name it stay as they are.
place-archived-now = ✅ Archived.
place-restored = ✅ It can be chosen again.
button-place-add = ➕ Add
button-place-add-inside = ➕ Add inside
button-place-rename = ✏️ Rename
button-place-archive = 🗄 Archive
button-place-archive-now = 🗄 Yes, archive
button-place-restore = ♻️ Bring back
button-place-import = 📥 From a table
button-place-export = 📤 As a table
button-places-take = ✅ Take over
places-ask-file =
    Send me a CSV file: one place per line, with the columns code, name, kind, parent and archived.
    <code>code;name;kind;parent
    HQ;Head office;building;
    HQ-1;First floor;floor;HQ
    HQ-114;Meeting room;room;HQ-1</code>
    Commas or tabs work, too. You will see what changes before anything does. What is not in the file stays as it is.
places-expects-file = Please send the table as a file (CSV), or tap Cancel above.
places-preview =
    <b>This is what would change</b>
    New: { $new }
    Changed: { $changed }
    As they are: { $same }
places-faulty = <b>Lines with a mistake: { $count }</b>. Nothing was changed. Please mend the file and send it again.
places-faults-file = All lines with a mistake
places-brought = ✅ Done. New: { $new }, changed: { $changed }.
places-exported = All { $count } places. Change the file and send it back under “From a table”.
places-nothing-to-export = There are no places yet.
table-empty = There is nothing in this file.
table-too-long = This file is too long: at most 10,000 lines and 5 MB.
table-unreadable = Line { $line } cannot be read: check its quotation marks.
table-workbook = This is a workbook. In your spreadsheet, choose “Save as”, then CSV, and send me that file.
table-gone = Telegram does not give me this file. Please send it again.
row-fault = { $code } – { $fault }
row-fault-line = Line { $line }: { $code } – { $fault }
row-code-invalid = the code is not 1 to 20 letters A to Z, digits and hyphens
row-code-repeated = an earlier line has this code
row-name-invalid = the name must have 1 to 100 characters
row-kind-missing = it does not say what it is: site, building, floor or room
row-kind-changed = there is a place of another kind with this code
row-kind-unknown = the kind must be site, building, floor or room
row-archived-unknown = in “archived”, write yes or no
row-parent-unknown = there is no place with the code that it is to be in
row-misplaced = what it is to be in is not larger (site, building, floor, room is the order)
row-parent-archived = what it is to be in is archived
place-ask-position = Where is <b>{ $name }</b> ({ $code })? Send its position: 📎 → Location. You need not be there: choose the point on the map.
place-expects-position = Please send a position: 📎 → Location.
place-positioned = ✅ I know where it is. Whoever shares their position is offered what is nearest.
place-position = 📍 { $point }
button-place-position = 📍 Position
row-position-invalid = latitude and longitude are no point on the map
column-latitude = latitude
column-longitude = longitude
row-other = it cannot be taken
column-line = line
column-code = code
column-name = name
column-kind = kind
column-parent = parent
column-archived = archived
column-fault = mistake
cell-yes = yes

# QR codes of places
button-place-sheets = 🏷 QR codes
button-sheet = { $layout }
button-sheet-large = One large per page
button-sheet-one = 🏷 Only this one, large
sheets-of = <b>QR codes of { $name } and all that is inside</b>, as a PDF to print on A4. How many per page?
sheets-of-all = <b>QR codes of all places</b>, as a PDF to print on A4. How many per page?
sheets-printed = 🏷 QR codes: { $count }. Print at 100 %, cut, and stick them up. Whoever scans one reports from that place.
sheets-nothing = There is nothing to print.
sheets-too-many = { $count } codes are too many for one file (at most { $most }). Open a building or a floor, and print from there.
sheet-hint = Something broken? Scan the code and report it in Telegram.

# /hours
command-hours = Working hours and days off
hours-none =
    No working hours are set: what you promise counts round the clock.
    Begin with Monday to Friday, 9:00 to 18:00? You can change each day then.
hours-name = Working hours
hours-created = ✅ Set. See /sla for which requests count by these hours.
hours-title = <b>Working hours</b>, by the clock of { $zone }
hours-line = { $day }: { $times }
hours-closed = { $day }: closed
hours-days-off = Days off to come: { $count }
hours-changed = ✅ Changed. Due times of open requests follow within a minute.
hours-ask-day = { $day }: when do you work? Tap, or write the times, such as 9–13, 14:00–18:00
hours-no-times = I do not understand these times. Write them like 9–18 or 9:00–13:00, 14:00–18:00, or 22–6 for a night
hours-ask-days-off = On which days does nobody work? Write days or spans, such as 25.12.2026 or 2027-01-01 – 2027-01-08. Tap a day to work on it after all.
hours-no-days = I do not understand these days. Write them like 25.12.2026 or 2027-01-01 – 2027-01-08 (at most 60 days at once).
hours-ask-zone = By which clock? Tap, or write the zone’s name, such as Asia/Almaty
hours-zone-unknown = I do not know this time zone. Write its name, such as Europe/Berlin
hours-round-the-clock = Round the clock
hours-refused = It cannot be so: there must be at least one day with working hours, and time enough for what /sla promises.
button-hours-create = 🕘 Yes, set them
button-hours-days-off = 🏖 Days off
button-hours-zone = 🌐 Time zone
weekday-0 = Mon
weekday-1 = Tue
weekday-2 = Wed
weekday-3 = Thu
weekday-4 = Fri
weekday-5 = Sat
weekday-6 = Sun
times-none = Closed
times-8-17 = 8–17
times-9-18 = 9–18
times-10-19 = 10–19
times-0-24 = All day

# /sla
command-sla = How soon you answer and are done
sla-title =
    <b>What this desk promises</b>
    First answer, then solution, and by which hours that counts
sla-line = { $priority }: { $response } · { $resolution } · { $hours }
sla-ask-response = { $priority }: how soon do you answer? Tap, or write it, such as 45 min or 1 h 30 min
sla-ask-resolution = { $priority }: how soon are you done? Tap, or write it, such as 6 h. A working day of 8 hours is 8 h.
sla-changed = ✅ Changed. Due times of open requests follow within a minute.
sla-no-span = I do not understand this. Write it like 45 min, 2 h or 1.5 h
sla-response-later = The first answer cannot be promised for later than the solution.
sla-out-of-reach = The working hours do not hold that much time.
sla-one-calendar = There are no other hours to count by. Set working hours with /hours first.
button-sla-response = { $mark } Answer
button-sla-resolution = { $mark } Solution
button-sla-hours = { $mark } Hours
span-hours = { $hours } h
span-minutes = { $minutes } min

# /setup
command-setup = What this desk still needs
setup-left = <b>This desk still needs</b> { $count ->
    [one] one thing
   *[other] { $count } things
}:
setup-done = 🎉 <b>This desk is ready.</b>
setup-staff = People who work here: { $count }
setup-places = Rooms and other places: { $count }
setup-hours = Working hours
setup-no-hours = Working hours: not set, promises count round the clock
setup-tested = A request went all the way
setup-untested = A request that goes all the way: none yet
setup-backup = Backup: the last one is of { $time }
setup-no-backup = Backup: there is none yet
setup-backup-unseen = Backup: I cannot see from here whether there is one
setup-how-to-test =
    <b>Try it once yourself</b>
    1. Send me “Test: the lamp flickers” and follow the questions.
    2. Open /queue, take the request and resolve it.
    3. Confirm what I then ask you as the reporter.
setup-how-to-back-up =
    <b>Backups</b>
    Whoever runs the server makes them with <code>make backup</code>, best once a night. I see their age where the setting <code>BACKUP_METRICS_FILE</code> names the file that it writes.
button-setup-again = 🔄 Check again
button-setup-staff = 👥 Invite staff
button-setup-places = 🏢 Add rooms
button-setup-hours = 🕘 Set working hours
button-setup-test = 🧪 Try a request
button-setup-backup = 💾 Make backups

# /stats
command-stats = How the desk does
stats-period = { $days ->
    [one] Last day
   *[other] Last { $days } days
}
stats-title = <b>{ $period }</b>
stats-title-of = { $title } – { $place }
stats-tickets = Reported: { $created }, of these open: { $open }, solved: { $solved }
stats-first-response = First answer: half within { $half }, 9 of 10 within { $most }
stats-resolution = Solution: half within { $half }, 9 of 10 within { $most }
stats-in-time = … { $share } % in time
stats-places = <b>Places</b>
stats-place = { $name }: { $count }
stats-people = <b>People</b>
stats-person = { $name }: solved { $solved }, open { $open }
stats-person-rated = { $name }: solved { $solved }, open { $open }, ⭐️ { NUMBER($stars, minimumFractionDigits: 1, maximumFractionDigits: 1) }
stats-nothing = Nothing happened in the last { $days ->
    [one] day
   *[other] { $days } days
}.
stats-no-place = There is no place with this code. Write the code after the command, such as /stats HQ-1
chart-day = { $month }/{ $day }
chart-created = Reported
chart-resolved = Solved
button-stats = { $days ->
    [one] 1 day
   *[other] { $days } days
}
lasted-days = { $days } days
lasted-hours = { $hours } h
lasted-minutes = { $minutes } min

# /report
command-report = A month as a document and a table
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
month = { $name } { $year }
report-ask =
    <b>The report of a month</b>, as a PDF and as an Excel table. Which month?
    { $state }
report-is-on = It comes to you by itself when work begins in a new month.
report-is-off = It does not come to you by itself.
report-switched-on = The report will come to you by itself when work begins in a new month.
report-switched-off = The report will not come to you by itself any more. /report sends it whenever you want.
report-no-month = I do not know this month. Write it after the command, such as /report 2026-10 or /report October
report-not-yet = This month has not begun yet.
report-nothing = Nothing was reported or solved in { $month }.
button-report-off = 🔕 Do not send it by itself
button-report-on = 🔔 Send it by itself
report-summary = <b>{ $month }</b>
report-summary-counts = Reported: { $created }, solved: { $solved }
report-summary-answered = Answered in time: { $share } %
report-summary-solved = Solved in time: { $share } %
report-average = { NUMBER($stars, minimumFractionDigits: 1, maximumFractionDigits: 1) }
report-summary-rating = Ratings: ⭐️ { $stars } on average, { $count }
report-workbook = The same as a table, to calculate with.
report-title = Service desk: { $month }
report-note = Days and times in the zone { $zone }. Times count from reporting, nights and days off included. “In time” is what /sla promises; requests that were cancelled in time, and those that still have time, are not in it.
report-days = Reported and solved each day
report-day = Day
report-overview = Overview
report-created = Reported
report-solved = Solved
report-open = Of those reported, still open
report-response-half = First answer: half within
report-response-most = First answer: 9 of 10 within
report-response-in-time = First answer in time
report-resolution-half = Solution: half within
report-resolution-most = Solution: 9 of 10 within
report-resolution-in-time = Solution in time
report-rating = Rating, stars on average
report-rated = Rated requests
report-urgencies = Promises by urgency
report-urgency = Urgency
report-answered-in-time = Answered in time
report-answered-late = Answered late
report-answered-share = Share
report-solved-in-time = Solved in time
report-solved-late = Solved late
report-solved-share = Share
report-places = Places with most requests
report-place = Place
report-code = Code
report-placeless = Without a place of the list
report-ratings = Ratings
report-stars = Stars
report-requests = Requests

# /export
command-export = Requests as a table
export-ask = Requests as a table (CSV), of those that were reported within:
export-part = Requests #{ $first } to #{ $last }: { $count }
export-nothing = There are no requests in that time.
export-number = number
export-title = request
export-state = state
export-urgency = urgency
export-code = place code
export-place = place
export-reporter = reporter
export-assignee = assignee
export-created = reported
export-done = done
export-stars = stars
export-tags = tags
button-export-all = All
export-begun = The table is being made.
export-running = { $count ->
    [0] ⏳ <b>Making the table…</b>
    [one] ⏳ <b>Making the table: 1 request so far</b>
   *[other] ⏳ <b>Making the table: { $count } requests so far</b>
    }
export-ready = ✅ { $count ->
    [one] 1 request
   *[other] { $count } requests
    } in { $files ->
    [one] one file
   *[other] { $files } files
    }.
export-stopped = ⏹ Stopped. { $files ->
    [0] Nothing was sent.
    [one] One file was sent, with { $count } requests.
   *[other] { $files } files were sent, with { $count } requests.
    }
export-failed = ❗ The table could not be made. The people who run this desk can find out why by this code: { $code }
export-not-allowed = ❗ You may not read these requests any more: the table ends here.
button-export-stop = ⏹ Stop
