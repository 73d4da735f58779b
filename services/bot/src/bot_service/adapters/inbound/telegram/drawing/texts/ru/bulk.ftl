# Одно и то же для нескольких заявок сразу.
button-bulk = ☑️ Сразу несколько
bulk-choose = <b>Выберите заявки.</b> Выбрано { $count }, можно не больше { $most }.
bulk-line = #{ $number } { $title }
button-bulk-all = Все (до { $most })
button-bulk-none = Ни одной
bulk-full = Не больше { $most } за раз.
bulk-to-whom = { $count ->
    [one] Кому отдать { $count } заявку?
    [few] Кому отдать { $count } заявки?
    [many] Кому отдать { $count } заявок?
   *[other] Кому отдать { $count } заявок?
    }
bulk-how-urgent = { $count ->
    [one] Какая срочность у { $count } заявки?
    [few] Какая срочность у { $count } заявок?
    [many] Какая срочность у { $count } заявок?
   *[other] Какая срочность у { $count } заявок?
    }
bulk-why-urgent = { $count ->
    [one] Почему у { $count } заявки теперь срочность «{ $priority }»? Выберите или напишите; причину увидят все, кто участвует в заявке.
    [few] Почему у { $count } заявок теперь срочность «{ $priority }»? Выберите или напишите; причину увидят все, кто участвует в заявках.
    [many] Почему у { $count } заявок теперь срочность «{ $priority }»? Выберите или напишите; причину увидят все, кто участвует в заявках.
   *[other] Почему у { $count } заявок теперь срочность «{ $priority }»? Выберите или напишите; причину увидят все, кто участвует в заявках.
    }
bulk-what-was-done = { $count ->
    [one] Что сделано по { $count } заявке? Напишите: автор это увидит.
    [few] Что сделано по { $count } заявкам? Напишите: авторы это увидят.
    [many] Что сделано по { $count } заявкам? Напишите: авторы это увидят.
   *[other] Что сделано по { $count } заявкам? Напишите: авторы это увидят.
    }
bulk-take = { $count ->
    [one] <b>🙋 Взять { $count } заявку</b>
    [few] <b>🙋 Взять { $count } заявки</b>
    [many] <b>🙋 Взять { $count } заявок</b>
   *[other] <b>🙋 Взять { $count } заявок</b>
    }
bulk-assign = { $count ->
    [one] <b>👤 Назначить { $count } заявку: { $name }</b>
    [few] <b>👤 Назначить { $count } заявки: { $name }</b>
    [many] <b>👤 Назначить { $count } заявок: { $name }</b>
   *[other] <b>👤 Назначить { $count } заявок: { $name }</b>
    }
bulk-priority = { $count ->
    [one] <b>⏱ Срочность { $count } заявки: «{ $priority }»</b>
    [few] <b>⏱ Срочность { $count } заявок: «{ $priority }»</b>
    [many] <b>⏱ Срочность { $count } заявок: «{ $priority }»</b>
   *[other] <b>⏱ Срочность { $count } заявок: «{ $priority }»</b>
    }
bulk-resolve = { $count ->
    [one] <b>✅ Выполнить { $count } заявку</b>
    [few] <b>✅ Выполнить { $count } заявки</b>
    [many] <b>✅ Выполнить { $count } заявок</b>
   *[other] <b>✅ Выполнить { $count } заявок</b>
    }
bulk-release = { $count ->
    [one] <b>↩️ Вернуть { $count } заявку в очередь</b>
    [few] <b>↩️ Вернуть { $count } заявки в очередь</b>
    [many] <b>↩️ Вернуть { $count } заявок в очередь</b>
   *[other] <b>↩️ Вернуть { $count } заявки в очередь</b>
    }
bulk-hand-over = <b>🔁 В работе: { $name }</b>
button-bulk-release = ↩️ Вернуть в очередь
button-hand-over = 🔁 Передать открытые ({ $count })
bulk-moved-on = уже у другого исполнителя
bulk-nothing-left = Передавать больше нечего.
bulk-words = <i>{ $text }</i>
bulk-left = <b>Кроме этих:</b>
bulk-left-line = { $numbers } – { $why }
bulk-not-theirs = больше вам не видна
bulk-over = уже завершена
bulk-is-so = уже так
bulk-not-allowed = сейчас вам это недоступно
bulk-hold = После подтверждения у вас будет { $seconds } с, чтобы отменить. До этого ничего не произойдёт и никто ничего не узнает.
button-bulk-run = ✅ Выполнить ({ $count })
bulk-held =
    { $what }

    ⏳ Это произойдёт через { $seconds } с. До этого никто ничего не узнает; потом вернуть можно только каждую заявку отдельно.
button-bulk-stop = ↩️ Отменить
bulk-stopped = ↩️ Отменено: ничего не изменилось, и никто ничего не узнал.
bulk-too-late = Поздно: уже началось. Верните заявки по одной.
bulk-done = { $count ->
    [one] ✅ Готово, { $count } заявка: { $numbers }
    [few] ✅ Готово, { $count } заявки: { $numbers }
    [many] ✅ Готово, { $count } заявок: { $numbers }
   *[other] ✅ Готово, { $count } заявок: { $numbers }
    }
bulk-done-take = { $count ->
    [one] ✅ Вы взяли { $count } заявку: { $numbers }
    [few] ✅ Вы взяли { $count } заявки: { $numbers }
    [many] ✅ Вы взяли { $count } заявок: { $numbers }
   *[other] ✅ Вы взяли { $count } заявки: { $numbers }
    }
bulk-done-assign = { $count ->
    [one] ✅ Теперь { $name } ведёт ещё { $count } заявку: { $numbers }
    [few] ✅ Теперь { $name } ведёт ещё { $count } заявки: { $numbers }
    [many] ✅ Теперь { $name } ведёт ещё { $count } заявок: { $numbers }
   *[other] ✅ Теперь { $name } ведёт ещё { $count } заявки: { $numbers }
    }
bulk-done-priority = { $count ->
    [one] ✅ Теперь «{ $priority }» { $count } заявка: { $numbers }
    [few] ✅ Теперь «{ $priority }» { $count } заявки: { $numbers }
    [many] ✅ Теперь «{ $priority }» { $count } заявок: { $numbers }
   *[other] ✅ Теперь «{ $priority }» { $count } заявки: { $numbers }
    }
bulk-done-resolve = { $count ->
    [one] ✅ Выполнена { $count } заявка: { $numbers }
    [few] ✅ Выполнены { $count } заявки: { $numbers }
    [many] ✅ Выполнено { $count } заявок: { $numbers }
   *[other] ✅ Выполнены { $count } заявки: { $numbers }
    }
bulk-done-release = { $count ->
    [one] ✅ Снова в очереди { $count } заявка: { $numbers }
    [few] ✅ Снова в очереди { $count } заявки: { $numbers }
    [many] ✅ Снова в очереди { $count } заявок: { $numbers }
   *[other] ✅ Снова в очереди { $count } заявки: { $numbers }
    }
bulk-done-none = ❗ Ничего из этого сделать не удалось.
bulk-not-done = <b>❗ Не сделано:</b>
bulk-dropped = Хорошо, с несколькими заявками ничего не делаем.
