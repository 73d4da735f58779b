# Was Menschen schreiben und der Bot versteht, durch Kommas getrennt; in jeder Sprache, die er spricht.

# Wie dringend es ist.
written-low = niedrig, gering, nicht dringend, nicht eilig, eilt nicht, keine eile, kann warten, hat zeit, irgendwann, später
written-medium = normal, mittel, üblich, wie üblich, gewöhnlich, nicht sehr dringend
written-high = hoch, wichtig, bald, möglichst bald, schnell, so schnell wie möglich
written-urgent = dringend, sehr dringend, eilt, eilig, sehr eilig, sofort, jetzt, notfall, kritisch, umgehend

# Spalten und Zellen einer Tabelle von Orten.
written-column-code = code, kürzel
written-column-name = name, bezeichnung, titel
written-column-kind = art, typ
written-column-parent = in, innerhalb, liegt in, übergeordnet
written-column-archived = archiviert, archiv
written-column-latitude = breite, breitengrad
written-column-longitude = länge, längengrad
written-kind-site = standort, gelände, liegenschaft, adresse
written-kind-building = gebäude, haus
written-kind-floor = etage, stockwerk, geschoss
written-kind-room = raum, zimmer, büro
written-yes = ja
written-no = nein

# Zeitspannen.
written-hours = h, std, stunde, stunden
written-minutes = m, min, minute, minuten
