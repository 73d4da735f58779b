# Dasselbe für mehrere Meldungen auf einmal.
button-bulk = ☑️ Mehrere auf einmal
bulk-choose = <b>Wählen Sie Meldungen.</b> { $count } von höchstens { $most } gewählt.
bulk-line = #{ $number } { $title }
button-bulk-all = Alle (höchstens { $most })
button-bulk-none = Keine
bulk-full = Höchstens { $most } auf einmal.
bulk-to-whom = { $count ->
    [one] Wer soll diese Meldung bekommen?
   *[other] Wer soll diese { $count } Meldungen bekommen?
    }
bulk-how-urgent = { $count ->
    [one] Wie dringend ist diese Meldung?
   *[other] Wie dringend sind diese { $count } Meldungen?
    }
bulk-why-urgent = { $count ->
    [one] Warum ist diese Meldung jetzt „{ $priority }“? Wählen oder schreiben Sie; alle Beteiligten können es lesen.
   *[other] Warum sind diese { $count } Meldungen jetzt „{ $priority }“? Wählen oder schreiben Sie; alle Beteiligten können es lesen.
    }
bulk-what-was-done = { $count ->
    [one] Was wurde getan? Schreiben Sie es: Wer es gemeldet hat, liest es.
   *[other] Was wurde bei diesen { $count } Meldungen getan? Schreiben Sie es: Alle, die sie gemeldet haben, lesen es.
    }
bulk-take = { $count ->
    [one] <b>🙋 1 Meldung übernehmen</b>
   *[other] <b>🙋 { $count } Meldungen übernehmen</b>
    }
bulk-assign = { $count ->
    [one] <b>👤 1 Meldung an { $name } geben</b>
   *[other] <b>👤 { $count } Meldungen an { $name } geben</b>
    }
bulk-priority = { $count ->
    [one] <b>⏱ 1 Meldung auf „{ $priority }“ setzen</b>
   *[other] <b>⏱ { $count } Meldungen auf „{ $priority }“ setzen</b>
    }
bulk-resolve = { $count ->
    [one] <b>✅ 1 Meldung erledigen</b>
   *[other] <b>✅ { $count } Meldungen erledigen</b>
    }
bulk-release = { $count ->
    [one] <b>↩️ 1 Meldung zurück in die Warteschlange legen</b>
   *[other] <b>↩️ { $count } Meldungen zurück in die Warteschlange legen</b>
    }
bulk-hand-over = <b>🔁 Arbeit von { $name }</b>
button-bulk-release = ↩️ Zurück in die Warteschlange
button-hand-over = 🔁 Offenes übergeben ({ $count })
bulk-moved-on = hat inzwischen jemand anderes
bulk-nothing-left = Es ist nichts mehr zu übergeben.
bulk-words = <i>{ $text }</i>
bulk-left = <b>Diese nicht:</b>
bulk-left-line = { $numbers } – { $why }
bulk-not-theirs = für Sie nicht mehr zu sehen
bulk-over = schon erledigt
bulk-is-so = schon so
bulk-not-allowed = für Sie so, wie es steht, nicht möglich
bulk-hold = Nach dem Bestätigen haben Sie { $seconds } Sekunden, um es rückgängig zu machen. Bis dahin geschieht nichts, und niemand erfährt etwas.
button-bulk-run = ✅ Ausführen ({ $count })
bulk-held =
    { $what }

    ⏳ Das geschieht in { $seconds } Sekunden. Bis dahin erfährt niemand etwas; danach lässt sich jede Meldung nur einzeln zurückändern.
button-bulk-stop = ↩️ Rückgängig
bulk-stopped = ↩️ Rückgängig gemacht: Nichts wurde geändert, und niemand hat etwas erfahren.
bulk-too-late = Zu spät: Es hat begonnen. Ändern Sie die Meldungen einzeln zurück.
bulk-done = { $count ->
    [one] ✅ Fertig, 1 Meldung: { $numbers }
   *[other] ✅ Fertig, { $count } Meldungen: { $numbers }
    }
bulk-done-take = { $count ->
    [one] ✅ Sie haben 1 Meldung übernommen: { $numbers }
   *[other] ✅ Sie haben { $count } Meldungen übernommen: { $numbers }
    }
bulk-done-assign = { $count ->
    [one] ✅ { $name } hat 1 Meldung mehr: { $numbers }
   *[other] ✅ { $name } hat { $count } Meldungen mehr: { $numbers }
    }
bulk-done-priority = { $count ->
    [one] ✅ 1 Meldung ist jetzt „{ $priority }“: { $numbers }
   *[other] ✅ { $count } Meldungen sind jetzt „{ $priority }“: { $numbers }
    }
bulk-done-resolve = { $count ->
    [one] ✅ 1 Meldung ist erledigt: { $numbers }
   *[other] ✅ { $count } Meldungen sind erledigt: { $numbers }
    }
bulk-done-release = { $count ->
    [one] ✅ 1 Meldung ist wieder in der Warteschlange: { $numbers }
   *[other] ✅ { $count } Meldungen sind wieder in der Warteschlange: { $numbers }
    }
bulk-done-none = ❗ Nichts davon ging.
bulk-not-done = <b>❗ Nicht getan:</b>
bulk-dropped = Gut, mit mehreren Meldungen geschieht nichts.
