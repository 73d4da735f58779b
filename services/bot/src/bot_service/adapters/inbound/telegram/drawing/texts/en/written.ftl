# What people write and the bot understands, each with commas between; in any language that the bot speaks.

# How urgent it is.
written-low = low, can wait, not urgent, no rush, no hurry, whenever, later, minor
written-medium = normal, medium, usual, regular, as usual, average, not very urgent
written-high = high, important, soon, as soon as possible, quickly
written-urgent = urgent, very urgent, urgently, emergency, asap, now, immediately, critical

# Columns and cells of a table of places.
written-column-code = code
written-column-name = name, display name, display_name, title
written-column-kind = kind, type
written-column-parent = parent, inside, in
written-column-archived = archived, archive
written-column-latitude = latitude, lat
written-column-longitude = longitude, lon, lng, long
written-kind-site = site, campus, address
written-kind-building = building, house
written-kind-floor = floor, storey
written-kind-room = room, office
written-yes = yes, true
written-no = no, false

# Spans of time.
written-hours = h, hour, hours, hr, hrs
written-minutes = m, min, mins, minute, minutes
