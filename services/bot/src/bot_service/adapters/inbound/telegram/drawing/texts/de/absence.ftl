# Wenn jemand abwesend ist.
command-away = Wann Sie abwesend sind
away-title = <b>🌴 Abwesenheit</b>
away-none = Sie sind nicht abwesend.
away-line = 🌴 Abwesend, zurück am { $day }
away-line-planned = 🌴 Abwesend ab { $first }, zurück am { $day }
away-how =
    Wer Meldungen verteilt, sieht das und fragt zuerst andere. Ihre Meldungen bleiben Ihre.

    Wann sind Sie zurück? Oder schreiben Sie den ersten und den letzten Tag: /away 24.12.2026 – 6.1.2027
away-unclear = Diese Tage gehen nicht. Schreiben Sie den ersten und den letzten Tag der Abwesenheit, ab heute und höchstens ein Jahr: /away 24.12.2026 – 6.1.2027
away-staff-only = Abwesenheiten gibt es nur für die, die Meldungen bearbeiten.
staff-away-how = Wann ist <b>{ $name }</b> zurück? Wählen Sie, oder schreiben Sie den ersten und den letzten Tag, zum Beispiel 24.12.2026 – 6.1.2027. Die Meldungen bleiben bei dieser Person.
staff-away-unclear = Diese Tage gehen nicht. Schreiben Sie den ersten und den letzten Tag der Abwesenheit, ab heute und höchstens ein Jahr, zum Beispiel 24.12.2026 – 6.1.2027
staff-line-away = 🌴 { $name } – { $role }, { $count } offen, zurück am { $day }
told-away = Die Administration hat eingetragen, wann Sie abwesend sind. Mit /away ändern Sie es.
told-not-away = Die Administration hat eingetragen, dass Sie nicht abwesend sind. Mit /away ändern Sie es.
button-away = 🌴 Abwesenheit…
button-away-tomorrow = Morgen, { $day }
button-away-monday = Am Montag, { $day }
button-away-week = In einer Woche, { $day }
button-away-fortnight = In zwei Wochen, { $day }
button-away-over = ✅ Nicht abwesend
button-colleague-away = 🌴 { $name } · { $count } · ab { $day }
toast-assigned-away = { $name } hat die Meldung jetzt und erfährt davon, ist aber abwesend: zurück am { $day }.
card-assignee-away = 🌴 Abwesend, zurück am { $day }
