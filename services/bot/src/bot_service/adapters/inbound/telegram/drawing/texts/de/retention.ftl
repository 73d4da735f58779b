# /retention
command-retention = Wie lange Meldungen aufbewahrt werden
retention-title = <b>Wie lange Meldungen aufbewahrt werden</b>
retention-off = Alles wird für immer aufbewahrt.
retention-on = Eine beendete Meldung wird { $count ->
    [one] einen Tag
   *[other] { $count } Tage
} aufbewahrt, dann wird sie anonymisiert.
retention-what = Anonymisiert heißt: Wer sie gemeldet hat, wer ihr folgte, alle Texte und alle Dateien sind für immer weg. Es bleiben: wann, wo, wie dringend, wie lange es dauerte, wer vom Team sie hatte, und die Sterne. Zahlen und Berichte bleiben also gleich. Niemand verliert sein Konto, und keine Meldung ist betroffen, die nicht beendet ist.
retention-runs = <b>Die letzten Tage</b>
retention-run = { $day }: Meldungen { $tickets }, Kommentare { $comments }, Dateien { $files }
retention-run-unfinished = (von { $count ->
    [one] einer Meldung
   *[other] { $count } Meldungen
} sind Dateien und Nachrichten noch zu löschen)
retention-days = { $count ->
    [0] für immer
    [one] ein Tag
   *[other] { $count } Tage
}
button-retention-other = Andere…
button-retention-off = ♾ Ab jetzt alles aufbewahren
retention-ask = Nach wie vielen Tagen? Schreiben Sie eine Zahl von { $shortest } bis { $longest }.
retention-no-days = Bitte schreiben Sie eine Zahl von Tagen, von { $shortest } bis { $longest }.
retention-preview = <b>{ $count ->
    [one] Einen Tag
   *[other] { $count } Tage
} nach ihrem Ende: Das würde jetzt gelöscht</b>
retention-tickets = Meldungen: { $count }
retention-people = Personen: { $count }
retention-comments = Kommentare: { $count }
retention-files = Dateien: { $count }
retention-files-at-least = Dateien: { $count } oder mehr
retention-oldest = Die älteste war beendet { $time }
retention-examples = Zum Beispiel { $numbers }
retention-nothing = Nichts: Keine Meldung ist so lange beendet.
retention-no-right = ⚠️ Der Bot darf noch keine Dateien löschen: Seinem Token für den Dateidienst fehlt der Scope <code>files.delete</code>. Wer die Server betreibt, ergänzt ihn; bis dahin lässt sich das nicht einschalten.
retention-for-good = ⚠️ Das lässt sich nicht rückgängig machen. Es beginnt innerhalb einer Stunde und läuft dann jeden Tag von selbst.
button-retention-set = 🗑 Einschalten: { $count ->
    [one] ein Tag
   *[other] { $count } Tage
}
retention-set-on = ✅ Eingeschaltet: { $count ->
    [one] ein Tag
   *[other] { $count } Tage
}. Es beginnt innerhalb einer Stunde.
retention-set-off = ✅ Ab jetzt wird alles aufbewahrt. Was weg ist, bleibt weg.
audit-retention = Aufbewahrung
audit-kind-retention = Aufbewahrung
audit-type-retention-changed = andere Frist
audit-type-ticket-anonymized = anonymisiert
history-anonymized = anonymisiert: die Frist war abgelaufen
