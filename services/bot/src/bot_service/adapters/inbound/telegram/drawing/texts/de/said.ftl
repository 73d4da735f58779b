# Was das Team gesagt hat, anders gesagt oder zurückgenommen.
button-say-anew = ✏️ Ändern
button-take-back = ↩️ Zurücknehmen
button-take-back-now = ↩️ Ja, zurücknehmen
button-keep-said = So lassen
ask-anew =
    So steht es jetzt in #{ $number }:

    { $text }

    Schreiben Sie, wie es heißen soll: Alle, die es bekommen haben, sehen den neuen Text.
comment-corrected-so =
    ✏️ <b>Geändert in #{ $number }:</b>

    { $text }
taken-back = ↩️ Zurückgenommen in #{ $number }. Die Nachricht wird bei allen gelöscht, die sie bekommen haben. Was darin stand, bleibt im Verlauf, nur für das Team.
taken-back-late = ↩️ Zurückgenommen in #{ $number }. Sie wurde vor mehr als 48 Stunden gesendet, Telegram kann sie nicht mehr löschen: Stattdessen steht dort jetzt, dass sie zurückgenommen wurde. Was darin stand, bleibt im Verlauf, nur für das Team.
taken-back-note = ↩️ Notiz in #{ $number } zurückgenommen. Was darin stand, bleibt im Verlauf.
taken-back-files = Was dabei war, wird dort auch gelöscht, bleibt aber an der Meldung, unter „📷 Fotos zeigen“.
taken-back-late-files = Was dabei war, bleibt bei allen, die es bekommen haben, und an der Meldung.
taken-back-note-files = Die Dateien, die dabei waren, bleiben an der Meldung.
said-gone = Diese Schaltfläche ist veraltet: Es wurde schon zurückgenommen oder ist nicht von Ihnen.
refused-withdrawn = Das wurde zurückgenommen und bleibt es.
notice-taken-back = ↩️ <i>Diese Nachricht wurde zurückgenommen.</i>
history-taken-back = ↩️ Hat Geschriebenes zurückgenommen
