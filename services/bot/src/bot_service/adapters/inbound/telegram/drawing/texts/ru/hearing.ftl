# Когда сообщать о том, что делают другие.
settings-quiet = 🌙 Тихие часы: с { $begins } до { $ends }
settings-quiet-none = 🌙 Тихие часы: нет
settings-digest = 📰 О том, что делают другие: раз в день, в { $hour }
settings-digest-none = 📰 О том, что делают другие: сразу
settings-urgent-anyway = 🚨 О сроках срочных заявок: в любое время
settings-ask-quiet =
    <b>🌙 Тихие часы</b>
    О том, что делают другие, вы узнаете после них: ничего не потеряется. На ваши собственные действия я отвечаю в любое время.

    Выберите или напишите другие часы, например /settings 21:30-6:00
settings-ask-digest =
    <b>📰 Раз в день</b>
    Вместо отдельных сообщений – одно в день: что изменилось в ваших заявках, а сотрудникам – что просрочено, что нужно сделать сегодня и что ещё никто не взял. В какое время?
button-quiet = 🌙 Тихие часы
button-quiet-none = Без тихих часов
button-digest = 📰 Раз в день
button-digest-none = Сообщать сразу
button-urgent-anyway = 🚨 О срочных – в любое время

# Что сообщается раз в день.
digest-title = <b>📰 { $day }</b>
digest-news = <b>Что изменилось</b>
digest-count = { $count ->
    [one] { $count } сообщение
    [few] { $count } сообщения
    [many] { $count } сообщений
   *[other] { $count } сообщения
}
digest-overdue = <b>🚨 Просрочены</b>
digest-today = <b>⏰ Срок сегодня</b>
digest-unassigned = <b>🙋 Ждут исполнителя</b>
digest-more = И ещё { $count }
