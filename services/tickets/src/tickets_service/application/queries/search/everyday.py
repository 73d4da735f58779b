"""Words that stand in reports about anything, in the languages that the bot speaks: they say nothing of what it is."""

from typing import Final

from tickets_service.application.queries.search.words import words_in

ENGLISH: Final = """
    about above after again all also always and any are aren around because been before being below between both but
    can cannot could did didn does doesn don down during each else for from had has have hello help her here him his
    how into isn issue its just like may more most much must need needs never nor not now off once one only other our
    out over own please problem same she should since some still such than thank thanks that the their them then there
    these they this those through too under until very was wasn were what when where which while who why will with won
    would yes you your broken work works working worked
"""
RUSSIAN: Final = """
    без бы был была были было быть вам вас ваш весь все всех вся где даже для его ещё если есть здесь здравствуйте или
    как когда кто куда который которая которое которые между меня мне мой моя моё надо нам нас наш нельзя нет нужно она
    они оно опять очень перед под пожалуйста помогите после потому почему при про проблема работает работают работать
    работал сейчас сломан сломана сломано сломаны сломался сломалась сломалось сломались снова спасибо так там тоже
    только тут уже чем через что чтобы это этот эта эти можно над добрый день
"""
GERMAN: Final = """
    aber alle alles auch auf aus bei beim bin bis bitte danke das dass dem den der des die dort ein eine einem einen
    einer eines für geht habe haben hallo hat hier ich ihr immer ist kann kaputt kein keine keinen können mehr mein mich
    mir mit muss nach nicht nichts nie noch nur oder ohne problem schon sehr seit sie sind soll uns unser und unter vom
    von vor war waren warum was weil wenn wer werden wie wieder wir wird zum zur über defekt defekte funktioniert
"""
EVERYDAY: Final = frozenset(words_in(f"{ENGLISH} {RUSSIAN} {GERMAN}"))
