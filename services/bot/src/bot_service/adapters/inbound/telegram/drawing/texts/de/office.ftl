# Womit der Servicedesk verwaltet wird.
help-admin =
    Hier verwalten Sie diesen Servicedesk:
    /setup – was noch fehlt
    /staff – wer hier arbeitet, Rollen, Einladungen; /staff Anna: eine beliebige Person, etwa um sie zu sperren
    /locations – Räume und Gebäude
    /hours – Arbeitszeiten und freie Tage
    /sla – wie bald Sie antworten und fertig sind
    /stats – wie es läuft (/stats HQ-1: an einem Ort)
    /report – ein Monat als Dokument und als Tabelle
    /export – Meldungen als Tabelle
    /broadcast – vielen etwas mitteilen
    /audit – wer was getan hat (/audit 42: mit einer Meldung, /audit Anna: was sie tat)
    /retention – wie lange Meldungen aufbewahrt werden, und was gelöscht würde
help-dispatcher =
    Wie es läuft:
    /stats – Zahlen (/stats HQ-1: an einem Ort)
    /export – Meldungen als Tabelle
help-auditor =
    Sie dürfen hier alles ansehen:
    /queue – Meldungen, die noch nicht erledigt sind
    /ticket 42 – die Meldung mit dieser Nummer
    /stats – wie es läuft
    /export – Meldungen als Tabelle
    /audit – wer was getan hat (/audit 42: mit einer Meldung, /audit Anna: was sie tat)
    /retention – wie lange Meldungen aufbewahrt werden, und was gelöscht würde
admins-only = Das kann nur, wer diesen Servicedesk verwaltet.
seers-only = Das können nur Disposition und Verwaltung.
controllers-only = Das können nur Verwaltung und Prüfung.
role-admin = Verwaltung
role-dispatcher = Disposition
role-agent = Bearbeitung
role-auditor = Prüfung
role-user = keine Rolle (meldet nur)
role-taken = Sie bearbeiten hier keine Meldungen mehr. Probleme melden können Sie weiterhin.

# /staff
command-staff = Wer hier arbeitet: Rollen, Einladungen
staff-title = <b>Team</b>: { $count }
staff-line = { $name } – { $role }
staff-line-open = { $name } – { $role }, { $count } offen
staff-line-off = 🚫 { $name } – { $role }, gesperrt
staff-person = <b>{ $name }</b> – { $role }
staff-username = @{ $username }
staff-open = Meldungen in Arbeit: { $count }
staff-is-off = 🚫 Gesperrt: Alles, was diese Person tut, wird abgelehnt.
staff-choose-role = Welche Rolle soll <b>{ $name }</b> haben? Jetzt: { $role }.
staff-role-set = ✅ Die Rolle ist geändert, und die Person weiß davon.
staff-ask-off = <b>{ $name }</b> sperren? Alles, was die Person tut, wird abgelehnt, bis Sie sie wieder freigeben. Schreiben Sie, warum: Die Person erfährt es.
staff-keeps = Die Meldungen, an denen sie arbeitet ({ $count }), bleiben bei ihr: Geben Sie sie jemand anderem.
staff-nobody = Niemand hier heißt „{ $name }“.
staff-why-off = Grund: { $reason }
staff-reason-too-long = Das ist zu lang: höchstens { $count } Zeichen. Bitte schreiben Sie es kürzer.
told-shut-out = 🚫 Sie können diesen Servicedesk nicht mehr nutzen. Ist das ein Irrtum, sprechen Sie bitte mit denen, die ihn betreiben.
told-shut-out-why =
    🚫 Sie können diesen Servicedesk nicht mehr nutzen. Der Grund:
    { $reason }
    Ist das ein Irrtum, sprechen Sie bitte mit denen, die ihn betreiben.
told-let-in = ✅ Sie können diesen Servicedesk wieder nutzen.
staff-switched-off = ✅ Gesperrt.
staff-switched-on = ✅ Wieder freigegeben.
staff-invite = Sie bekommen einen Link für eine Person. Er funktioniert einmal, 30 Minuten lang. Welche Rolle soll er geben?
staff-invited = ✅ Hier ist die Einladung ({ $role }). Leiten Sie die nächste Nachricht an die Person weiter, für die sie ist, und an niemanden sonst.
staff-invitation =
    Sie sind eingeladen, im Servicedesk mitzuarbeiten, als: { $role }. Tippen Sie auf den Link, dann auf „Starten“:
    { $link }
    Er funktioniert einmal, bis { $until }.
staff-invitations = <b>Einladungen, die noch gelten</b>
staff-no-invitations = Keine Einladung ist offen.
staff-open-invitation = Nr. { $number } – { $role }, bis { $until }
staff-withdrawn = Die Einladung gilt nicht mehr.
button-staff-invite = ➕ Einladen
button-staff-invitations = ⏳ Einladungen ({ $count })
button-staff-role = 🔁 Rolle ändern
button-staff-off = 🚫 Sperren
button-staff-off-now = 🚫 Ja, sperren
button-staff-on = ✅ Freigeben
button-staff-withdraw = ✖️ Nr. { $number } zurückziehen
refused-last-admin = Das ist die letzte Person in der Verwaltung: Niemand könnte den Servicedesk mehr verwalten. Geben Sie zuerst jemand anderem diese Rolle.
refused-invite-over = Diese Einladung wurde schon genutzt, zurückgezogen oder ist abgelaufen.
office-stopped = Es wurde nichts geändert.
office-expects-text = Bitte schreiben Sie es als Text.

# /locations
command-locations = Räume und Gebäude
places-title = <b>Orte dieses Servicedesks</b>
places-none = Es gibt noch keine Orte. Fügen Sie sie einzeln hinzu, oder alle auf einmal aus einer Tabelle.
place-title = <b>{ $name }</b> – { $kind }, Code <code>{ $code }</code>
place-around = In: { $around }
place-archived = 🗄 Archiviert: Für neue Meldungen nicht wählbar.
place-hidden = 🗄 Etwas darum herum ist archiviert, deshalb für neue Meldungen nicht wählbar.
place-line = { $name } – <code>{ $code }</code>
place-line-archived = 🗄 { $name } – <code>{ $code }</code>
kind-site = Standort
kind-building = Gebäude
kind-floor = Etage
kind-room = Raum
place-which-kind = Was möchten Sie hinzufügen?
place-ask-new =
    Schreiben Sie Code und Namen ({ $kind }), ein Ort pro Zeile:
    <code>HQ-114 Besprechungsraum</code>
    <code>HQ-115 Küche</code>
    Ein Code hat 1 bis 20 Buchstaben A bis Z, Ziffern und Bindestriche. Er kommt auf den QR-Code und ändert sich nie.
places-added = ✅ Hinzugefügt: { $count }
places-not-added = Nichts wurde hinzugefügt:
place-code-taken = Einen dieser Codes gibt es schon. Nichts wurde hinzugefügt. Bitte wählen Sie andere Codes.
place-ask-name = Jetzt: <b>{ $name }</b> ({ $code }). Schreiben Sie den neuen Namen.
place-renamed = ✅ Umbenannt.
place-ask-archive = <b>{ $name }</b> ({ $code }) archivieren? Zusammen mit { $count } Orten darin ist es für neue Meldungen nicht mehr wählbar. Meldungen, die den Ort nennen, bleiben, wie sie sind.
place-archived-now = ✅ Archiviert.
place-restored = ✅ Wieder wählbar.
button-place-add = ➕ Hinzufügen
button-place-add-inside = ➕ Darin hinzufügen
button-place-rename = ✏️ Umbenennen
button-place-archive = 🗄 Archivieren
button-place-archive-now = 🗄 Ja, archivieren
button-place-restore = ♻️ Zurückholen
button-place-import = 📥 Aus einer Tabelle
button-place-export = 📤 Als Tabelle
button-places-take = ✅ Übernehmen
places-ask-file =
    Schicken Sie mir eine CSV-Datei: ein Ort pro Zeile, mit den Spalten Code, Name, Art, In und Archiviert.
    <code>Code;Name;Art;In
    HQ;Zentrale;Gebäude;
    HQ-1;Erster Stock;Etage;HQ
    HQ-114;Besprechungsraum;Raum;HQ-1</code>
    Kommas oder Tabulatoren gehen auch. Sie sehen, was sich ändert, bevor sich etwas ändert. Was nicht in der Datei steht, bleibt, wie es ist.
places-expects-file = Bitte schicken Sie die Tabelle als Datei (CSV), oder tippen Sie oben auf Abbrechen.
places-preview =
    <b>Das würde sich ändern</b>
    Neu: { $new }
    Geändert: { $changed }
    Unverändert: { $same }
places-faulty = <b>Zeilen mit einem Fehler: { $count }</b>. Es wurde nichts geändert. Bitte korrigieren Sie die Datei und schicken Sie sie noch einmal.
places-faults-file = Alle Zeilen mit einem Fehler
places-brought = ✅ Fertig. Neu: { $new }, geändert: { $changed }.
places-exported = Alle { $count } Orte. Ändern Sie die Datei und schicken Sie sie unter „Aus einer Tabelle“ zurück.
places-nothing-to-export = Es gibt noch keine Orte.
table-empty = In dieser Datei steht nichts.
table-too-long = Diese Datei ist zu lang: höchstens 10.000 Zeilen und 5 MB.
table-unreadable = Zeile { $line } ist nicht lesbar: Prüfen Sie die Anführungszeichen.
table-workbook = Das ist eine Arbeitsmappe. Wählen Sie in Ihrer Tabellenkalkulation „Speichern unter“, dann CSV, und schicken Sie mir diese Datei.
table-gone = Telegram gibt mir diese Datei nicht. Bitte schicken Sie sie noch einmal.
row-fault = { $code } – { $fault }
row-fault-line = Zeile { $line }: { $code } – { $fault }
row-code-invalid = der Code hat nicht 1 bis 20 Buchstaben A bis Z, Ziffern und Bindestriche
row-code-repeated = eine frühere Zeile hat diesen Code
row-name-invalid = der Name muss 1 bis 100 Zeichen haben
row-kind-missing = es steht nicht da, was es ist: Standort, Gebäude, Etage oder Raum
row-kind-changed = es gibt einen Ort anderer Art mit diesem Code
row-kind-unknown = die Art muss Standort, Gebäude, Etage oder Raum sein
row-archived-unknown = schreiben Sie unter „Archiviert“ ja oder nein
row-parent-unknown = es gibt keinen Ort mit dem Code, in dem er liegen soll
row-misplaced = worin er liegen soll, ist nicht größer (Standort, Gebäude, Etage, Raum ist die Reihenfolge)
row-parent-archived = worin er liegen soll, ist archiviert
place-ask-position = Wo ist <b>{ $name }</b> ({ $code })? Schicken Sie den Standort: 📎 → Standort. Sie müssen nicht dort sein: Wählen Sie den Punkt auf der Karte.
place-expects-position = Bitte schicken Sie einen Standort: 📎 → Standort.
place-positioned = ✅ Der Standort ist gespeichert. Wer seinen Standort schickt, bekommt das Nächste angeboten.
place-position = 📍 { $point }
button-place-position = 📍 Standort
row-position-invalid = Breite und Länge sind kein Punkt auf der Karte
column-latitude = Breite
column-longitude = Länge
row-other = das kann nicht übernommen werden
column-line = Zeile
column-code = Code
column-name = Name
column-kind = Art
column-parent = In
column-archived = Archiviert
column-fault = Fehler
cell-yes = ja

# QR-Codes der Orte
button-place-sheets = 🏷 QR-Codes
button-sheet = { $layout }
button-sheet-large = Ein großer pro Seite
button-sheet-one = 🏷 Nur diesen, groß
sheets-of = <b>QR-Codes von { $name } und allem darin</b>, als PDF zum Drucken auf A4. Wie viele pro Seite?
sheets-of-all = <b>QR-Codes aller Orte</b>, als PDF zum Drucken auf A4. Wie viele pro Seite?
sheets-printed = 🏷 QR-Codes: { $count }. Drucken Sie sie mit 100 %, schneiden Sie sie aus, und kleben Sie sie an. Wer einen scannt, meldet von diesem Ort.
sheets-nothing = Es gibt nichts zu drucken.
sheets-too-many = { $count } Codes sind zu viele für eine Datei (höchstens { $most }). Öffnen Sie ein Gebäude oder eine Etage, und drucken Sie von dort.
sheet-hint = Etwas defekt? Code scannen und in Telegram melden.

# /hours
command-hours = Arbeitszeiten und freie Tage
hours-none =
    Es sind keine Arbeitszeiten festgelegt: Was Sie zusagen, zählt rund um die Uhr.
    Mit Montag bis Freitag, 9:00 bis 18:00, beginnen? Danach können Sie jeden Tag ändern.
hours-name = Arbeitszeiten
hours-created = ✅ Festgelegt. Unter /sla sehen Sie, welche Meldungen danach zählen.
hours-title = <b>Arbeitszeiten</b>, nach der Uhr von { $zone }
hours-line = { $day }: { $times }
hours-closed = { $day }: geschlossen
hours-days-off = Kommende freie Tage: { $count }
hours-changed = ✅ Geändert. Die Fristen offener Meldungen folgen innerhalb einer Minute.
hours-ask-day = { $day }: Wann arbeiten Sie? Tippen Sie, oder schreiben Sie die Zeiten, zum Beispiel 9–13, 14:00–18:00
hours-no-times = Diese Zeiten verstehe ich nicht. Schreiben Sie sie wie 9–18 oder 9:00–13:00, 14:00–18:00, nachts 22–6
hours-ask-days-off = An welchen Tagen arbeitet niemand? Schreiben Sie Tage oder Zeiträume, zum Beispiel 25.12.2026 oder 2027-01-01 – 2027-01-08. Tippen Sie auf einen Tag, um doch an ihm zu arbeiten.
hours-no-days = Diese Tage verstehe ich nicht. Schreiben Sie sie wie 25.12.2026 oder 2027-01-01 – 2027-01-08 (höchstens 60 Tage auf einmal).
hours-ask-zone = Nach welcher Uhr? Tippen Sie, oder schreiben Sie den Namen der Zeitzone, zum Beispiel Europe/Vienna
hours-zone-unknown = Diese Zeitzone kenne ich nicht. Schreiben Sie ihren Namen, zum Beispiel Europe/Berlin
hours-round-the-clock = Rund um die Uhr
hours-refused = So geht es nicht: Es muss mindestens einen Tag mit Arbeitszeit geben und genug Zeit für das, was /sla zusagt.
button-hours-create = 🕘 Ja, festlegen
button-hours-days-off = 🏖 Freie Tage
button-hours-zone = 🌐 Zeitzone
weekday-0 = Mo
weekday-1 = Di
weekday-2 = Mi
weekday-3 = Do
weekday-4 = Fr
weekday-5 = Sa
weekday-6 = So
times-none = Geschlossen
times-8-17 = 8–17
times-9-18 = 9–18
times-10-19 = 10–19
times-0-24 = Ganztags

# /sla
command-sla = Wie bald Sie antworten und fertig sind
sla-title =
    <b>Was dieser Servicedesk zusagt</b>
    Erste Antwort, dann Lösung, und nach welchen Zeiten das zählt
sla-line = { $priority }: { $response } · { $resolution } · { $hours }
sla-ask-response = { $priority }: Wie bald antworten Sie? Tippen Sie, oder schreiben Sie es, zum Beispiel 45 min oder 1 h 30 min
sla-ask-resolution = { $priority }: Wie bald sind Sie fertig? Tippen Sie, oder schreiben Sie es, zum Beispiel 6 h. Ein Arbeitstag von 8 Stunden ist 8 h.
sla-changed = ✅ Geändert. Die Fristen offener Meldungen folgen innerhalb einer Minute.
sla-no-span = Das verstehe ich nicht. Schreiben Sie es wie 45 min, 2 h oder 1,5 h
sla-response-later = Die erste Antwort kann nicht später zugesagt werden als die Lösung.
sla-out-of-reach = So viel Zeit haben die Arbeitszeiten nicht.
sla-one-calendar = Es gibt keine anderen Zeiten, nach denen gezählt werden kann. Legen Sie zuerst mit /hours Arbeitszeiten fest.
button-sla-response = { $mark } Antwort
button-sla-resolution = { $mark } Lösung
button-sla-hours = { $mark } Zeiten
span-hours = { $hours } h
span-minutes = { $minutes } min

# /setup
command-setup = Was diesem Servicedesk noch fehlt
setup-left = <b>Diesem Servicedesk fehlt noch</b> { $count ->
    [one] eines
   *[other] { $count } Dinge
}:
setup-done = 🎉 <b>Dieser Servicedesk ist bereit.</b>
setup-staff = Menschen, die hier arbeiten: { $count }
setup-places = Räume und andere Orte: { $count }
setup-hours = Arbeitszeiten
setup-no-hours = Arbeitszeiten: nicht festgelegt, Zusagen zählen rund um die Uhr
setup-tested = Eine Meldung ging den ganzen Weg
setup-untested = Eine Meldung, die den ganzen Weg geht: noch keine
setup-backup = Sicherung: die letzte ist von { $time }
setup-no-backup = Sicherung: noch keine
setup-backup-unseen = Sicherung: Ich kann von hier nicht sehen, ob es eine gibt
setup-how-to-test =
    <b>Probieren Sie es einmal selbst</b>
    1. Schicken Sie mir „Test: Die Lampe flackert“, und folgen Sie den Fragen.
    2. Öffnen Sie /queue, übernehmen Sie die Meldung, und erledigen Sie sie.
    3. Bestätigen Sie, wonach ich Sie dann als meldende Person frage.
setup-how-to-back-up =
    <b>Sicherungen</b>
    Wer den Server betreibt, macht sie mit <code>make backup</code>, am besten jede Nacht. Ihr Alter sehe ich, wenn die Einstellung <code>BACKUP_METRICS_FILE</code> die Datei nennt, die dabei geschrieben wird.
button-setup-again = 🔄 Noch einmal prüfen
button-setup-staff = 👥 Team einladen
button-setup-places = 🏢 Räume hinzufügen
button-setup-hours = 🕘 Arbeitszeiten festlegen
button-setup-test = 🧪 Eine Meldung probieren
button-setup-backup = 💾 Sicherungen machen

# /stats
command-stats = Wie es läuft
stats-period = { $days ->
    [one] Letzter Tag
   *[other] Letzte { $days } Tage
}
stats-title = <b>{ $period }</b>
stats-title-of = { $title } – { $place }
stats-tickets = Gemeldet: { $created }, davon offen: { $open }, gelöst: { $solved }
stats-first-response = Erste Antwort: die Hälfte in { $half }, 9 von 10 in { $most }
stats-resolution = Lösung: die Hälfte in { $half }, 9 von 10 in { $most }
stats-in-time = … { $share } % rechtzeitig
stats-places = <b>Orte</b>
stats-place = { $name }: { $count }
stats-people = <b>Menschen</b>
stats-person = { $name }: gelöst { $solved }, offen { $open }
stats-person-rated = { $name }: gelöst { $solved }, offen { $open }, ⭐️ { NUMBER($stars, minimumFractionDigits: 1, maximumFractionDigits: 1) }
stats-nothing = Nichts geschah { $days ->
    [one] am letzten Tag
   *[other] in den letzten { $days } Tagen
}.
stats-no-place = Es gibt keinen Ort mit diesem Code. Schreiben Sie den Code hinter den Befehl, zum Beispiel /stats HQ-1
chart-day = { $day }.{ $month }.
chart-created = Gemeldet
chart-resolved = Gelöst
button-stats = { $days ->
    [one] 1 Tag
   *[other] { $days } Tage
}
lasted-days = { $days } Tage
lasted-hours = { $hours } h
lasted-minutes = { $minutes } min

# /report
command-report = Ein Monat als Dokument und als Tabelle
month-1 = Januar
month-2 = Februar
month-3 = März
month-4 = April
month-5 = Mai
month-6 = Juni
month-7 = Juli
month-8 = August
month-9 = September
month-10 = Oktober
month-11 = November
month-12 = Dezember
month = { $name } { $year }
report-ask =
    <b>Der Bericht eines Monats</b>, als PDF und als Excel-Tabelle. Welcher Monat?
    { $state }
report-is-on = Er kommt von selbst, wenn in einem neuen Monat die Arbeit beginnt.
report-is-off = Er kommt nicht von selbst.
report-switched-on = Der Bericht kommt von selbst, wenn in einem neuen Monat die Arbeit beginnt.
report-switched-off = Der Bericht kommt nicht mehr von selbst. /report schickt ihn, wann Sie wollen.
report-no-month = Diesen Monat kenne ich nicht. Schreiben Sie ihn hinter den Befehl, etwa /report 2026-10 oder /report Oktober
report-not-yet = Dieser Monat hat noch nicht begonnen.
report-nothing = Im { $month } wurde nichts gemeldet und nichts gelöst.
button-report-off = 🔕 Nicht von selbst schicken
button-report-on = 🔔 Von selbst schicken
report-average = { NUMBER($stars, minimumFractionDigits: 1, maximumFractionDigits: 1) }
report-summary = <b>{ $month }</b>
report-summary-counts = Gemeldet: { $created }, gelöst: { $solved }
report-summary-answered = Rechtzeitig beantwortet: { $share } %
report-summary-solved = Rechtzeitig gelöst: { $share } %
report-summary-rating = Bewertungen: ⭐️ { $stars } im Schnitt, { $count }
report-workbook = Dasselbe als Tabelle, zum Weiterrechnen.
report-title = Servicedesk: { $month }
report-note = Tage und Zeiten in der Zone { $zone }. Zeiten zählen ab der Meldung, auch nachts und an freien Tagen. „Rechtzeitig“ ist, was /sla verspricht; was rechtzeitig zurückgezogen wurde oder noch Zeit hat, ist nicht dabei.
report-days = Gemeldet und gelöst an jedem Tag
report-day = Tag
report-overview = Überblick
report-created = Gemeldet
report-solved = Gelöst
report-open = Vom Gemeldeten noch offen
report-response-half = Erste Antwort: die Hälfte in
report-response-most = Erste Antwort: 9 von 10 in
report-response-in-time = Erste Antwort rechtzeitig
report-resolution-half = Lösung: die Hälfte in
report-resolution-most = Lösung: 9 von 10 in
report-resolution-in-time = Lösung rechtzeitig
report-rating = Bewertung im Schnitt
report-rated = Bewertete Meldungen
report-urgencies = Zusagen nach Dringlichkeit
report-urgency = Dringlichkeit
report-answered-in-time = Antwort in der Zeit
report-answered-late = Antwort zu spät
report-answered-share = Anteil
report-solved-in-time = Lösung in der Zeit
report-solved-late = Lösung zu spät
report-solved-share = Anteil
report-places = Orte mit den meisten Meldungen
report-place = Ort
report-code = Code
report-placeless = Ohne Ort aus der Liste
report-ratings = Bewertungen
report-stars = Sterne
report-requests = Meldungen

# /export
command-export = Meldungen als Tabelle
export-ask = Meldungen als Tabelle (CSV), aus dieser Zeit:
export-part = Meldungen #{ $first } bis #{ $last }: { $count }
export-nothing = In dieser Zeit gibt es keine Meldungen.
export-number = Nummer
export-title = Meldung
export-state = Stand
export-urgency = Dringlichkeit
export-code = Code des Ortes
export-place = Ort
export-reporter = Gemeldet von
export-assignee = Zugewiesen
export-created = Gemeldet
export-done = Erledigt
export-stars = Sterne
export-tags = Schlagwörter
button-export-all = Alle
export-begun = Die Tabelle entsteht.
export-running = { $count ->
    [0] ⏳ <b>Die Tabelle entsteht…</b>
    [one] ⏳ <b>Die Tabelle entsteht: bisher 1 Meldung</b>
   *[other] ⏳ <b>Die Tabelle entsteht: bisher { $count } Meldungen</b>
    }
export-ready = ✅ { $count ->
    [one] 1 Meldung
   *[other] { $count } Meldungen
    } in { $files ->
    [one] einer Datei
   *[other] { $files } Dateien
    }.
export-stopped = ⏹ Angehalten. { $files ->
    [0] Es wurde nichts gesendet.
    [one] Eine Datei mit { $count } Meldungen wurde gesendet.
   *[other] { $files } Dateien mit { $count } Meldungen wurden gesendet.
    }
export-failed = ❗ Die Tabelle kam nicht zustande. Wer diesen Servicedesk betreibt, findet mit diesem Code heraus, warum: { $code }
export-not-allowed = ❗ Sie dürfen diese Meldungen nicht mehr lesen: Die Tabelle endet hier.
button-export-stop = ⏹ Anhalten
