# /ticket und /search.
ask-which-request = Welche Meldung? Schicken Sie ihre Nummer, zum Beispiel <b>42</b>, oder Wörter daraus.
find-in-one-line = Schreiben Sie hinter den Befehl, was Sie suchen, zum Beispiel <code>/ticket 42</code> oder <code>/search Lampe</code>: Ihre nächste Nachricht gehört zu dem, was Sie gerade eingeben.
find-no-number = Eine Meldung hat eine Nummer, zum Beispiel <code>/ticket 42</code>. Nach Wörtern suchen Sie so: <code>/search Lampe</code>
find-unknown = Es gibt keine Meldung #{ $number }, oder Sie dürfen sie nicht sehen.
finding-stopped = Gut, ich suche keine Meldung mehr.
command-ticket = Eine Meldung nach ihrer Nummer zeigen
found-nothing = Unter den Meldungen, die Sie sehen dürfen, wurde nichts gefunden. Versuchen Sie es mit anderen oder weniger Wörtern, nur dem Wortanfang („Aufz“ findet „Aufzug“) oder der Nummer.
found-line = <b>#{ $number }</b> { $title }
    { $facts }
found-description = 📄 { $text }
found-comment = 💬 { $text }
command-search = Meldungen nach Wörtern oder Nummer finden

# /queue.
queue-unassigned = <b>Noch nicht übernommen</b>
queue-mine = <b>Ihnen zugewiesen</b>
queue-overdue = <b>Überfällig</b>
queue-waiting = <b>Warten auf Antwort oder Lieferanten</b>
queue-all = <b>Alle offenen Meldungen</b>
none-queue-unassigned = Alles ist übernommen. 🎉
none-queue-mine = Ihnen ist nichts zugewiesen.
none-queue-overdue = Nichts ist überfällig. 🎉
none-queue-waiting = Nichts wartet auf eine Antwort oder einen Lieferanten.
none-queue-all = Es gibt keine offenen Meldungen. 🎉
queue-due = ⏰ { $time }
queue-assignee = 🛠 { $name }
queue-which-place = Meldungen von welchem Ort?
queue-which-place-in = 📍 { $place }
button-queue-unassigned = Frei
button-queue-mine = Meine
button-queue-overdue = Überfällig
button-queue-waiting = Warten
button-queue-all = Alle
queue-which-tag = Meldungen mit welchem Schlagwort?
button-queue-tag = 🏷 Nur ein Schlagwort…
button-queue-any-tag = ✖️ Nicht nur 🏷 { $tag }
button-queue-place = 📍 Nur ein Ort…
button-queue-everywhere = ✖️ Nicht nur { $place }

# @bot in anderen Chats.
inline-start = Bot starten, um Meldungen zu teilen
inline-nothing = Nichts gefunden. Bot öffnen
inline-title = #{ $number } { $title }
inline-open = Öffnen
