# Что делают с заявкой сотрудники.
button-more = Ещё…
button-release = ↩️ Вернуть
button-resume = ▶️ Продолжить
toast-released = Заявка снова в очереди.
toast-resumed = Заявка снова в работе, срок идёт.

# Кто будет делать.
button-assign = 👤 Назначить…
button-colleague = { $name } · { $count }
button-colleague-self = 🙋 { $name } (вы) · { $count }
toast-assigned = Теперь исполнитель – { $name }. Уведомление отправлено.
refused-assignee = Этот сотрудник больше не работает с заявками. Выберите другого.

# Что делают со словами.
button-ask-reporter = ❓ Спросить автора
button-wait-for-supplier = 🚚 Подрядчик
button-resolve-so = 📝 Что сделано
button-change-urgency = ⏱ Срочность
button-reject = 🚫 Отклонить
button-cancel-request = 🗑 Отменить заявку
button-without-note = Без комментария
ask-question = Что нужно уточнить по заявке <b>#{ $number } { $title }</b>? Автор получит вопрос, а срок остановится до его ответа.
question-asked = ❓ Вопрос по заявке #{ $number } отправлен автору. После ответа она сама вернётся в работу.
ask-supplier = Чего и до какого дня ждёт заявка <b>#{ $number } { $title }</b>? Автор это прочтёт, срок остановится.
waits-for-supplier = 🚚 Заявка #{ $number } ждёт подрядчика.
ask-done = Что сделано по заявке <b>#{ $number } { $title }</b>? Напишите или пришлите фото результата: автор это увидит.
resolved-now = 🟢 Заявка #{ $number } выполнена. Автор получит просьбу подтвердить.
ask-decline = Почему заявка <b>#{ $number } { $title }</b> отклонена? Автор прочтёт причину.
declined-now = ⚪ Заявка #{ $number } отклонена, автор узнает причину.
ask-why-cancel = Почему заявку <b>#{ $number } { $title }</b> нужно отменить? Автор прочтёт причину.
cancelled-now = ⚪ Заявка #{ $number } отменена.
fault-words-only = Здесь нужен только текст. Напишите без файла; файл можно прислать ответом по заявке.

# Насколько срочно.
ask-why-urgency = Почему у заявки <b>#{ $number } { $title }</b> теперь срочность «{ $priority }»? Выберите или напишите; причину увидят все, кого касается заявка.
reason-safety = Кто-то может пострадать
reason-many = Мешает многим
reason-can-wait = Может подождать
urgency-changed = ⏱ Срочность заявки #{ $number }: { $priority }

# Заметки, которые видят только сотрудники.
button-note = 🔒 Заметка
button-make-note = 🔒 Оставить заметкой
button-to-reporter = ✉️ Сообщить и автору
ask-note = Напишите заметку к заявке <b>#{ $number } { $title }</b>. Её увидят только сотрудники.
noted = 🔒 Заметка к заявке #{ $number } сохранена. Её видят только сотрудники.
note-stopped = Хорошо, заметки к заявке #{ $number } не будет.
transcript-note = 🔒 <b>{ $name }</b>, { $time }, только для сотрудников:
    { $text }
notice-note =
    🔒 <b>{ $name }</b> по заявке #{ $number } «{ $title }», только для сотрудников:

    { $text }

# Что было с заявкой.
button-history = 🕘 История
button-newer = ◀️ Новее
button-older = Раньше ▶️
history-line = { $time } · <b>{ $name }</b>
    { $what }
history-why = { $line }
    <i>{ $reason }</i>
history-created = 🆕 Новая заявка
history-taken = 🙋 Взято в работу
history-assigned = 📌 Назначен исполнитель: { $assignee }
history-released = ↩️ Возвращено в очередь
history-reopened = 🔄 Открыто снова
history-said = 💬 { $text }
history-corrected = ✏️ { $text }
history-noted = 🔒 { $text }
history-rated = ⭐ { $stars }
history-merged = 🔗 #{ $source } объединена с #{ $target }
history-reminded = ⏳ Напоминание автору
history-urgency = ⏱ Срочность: { $priority }
history-title = ✏️ Название: { $text }
history-location = 📍 { $text }
history-came = 👋 Теперь в Telegram: заявка перешла к автору
history-other = ✏️ Изменено описание или место

# Две заявки об одном.
button-merge = 🔗 Объединить
button-merge-now = 🔗 Объединить
ask-merge = Какая заявка продолжится вместо <b>#{ $number } { $title }</b>? Пришлите её номер, например #42.
merge-number = Пришлите номер другой заявки, не #{ $number }, например #42.
merge-closed = Та заявка уже закончена. Пришлите номер открытой.
merge-preview =
    <b>#{ $number } { $title }</b> станет дубликатом заявки <b>#{ $target } { $other }</b>, она продолжится за обе.

    { $name } узнает об этом и будет следить за #{ $target }{ $count ->
        [0] .
        [one] , как и ещё { $count } человек.
        [few] , как и ещё { $count } человека.
        [many] , как и ещё { $count } человек.
       *[other] , как и ещё { $count } человека.
    } Комментарии и заметки останутся в #{ $number }. Отменить объединение нельзя.
merged-now = 🔗 Заявка #{ $number } продолжится как #{ $target }.

# Как заявка связана с другими.
button-link = 🧷 Связать…
button-linked = 🔗 #{ $number }
button-unlink = ✖️ { $said }
button-link-to = #{ $number } { $title }
card-link = 🔗 { $said }
card-link-earlier = 🔗 … и более ранние
link-related = Связана с { $other }
link-blocks = Блокирует { $other }
link-blocked-by = Ждёт { $other }
link-parent-of = Включает { $other }
link-part-of = Часть { $other }
link-split-from = Выделена из { $other }
link-split-into = Выделены { $other }
link-follow-up-of = Продолжает { $other }
link-followed-up-by = Продолжена в { $other }
link-duplicate-of = Дубликат { $other }
link-duplicated-by = То же самое: { $other }
ask-link = <b>#{ $number } { $title }</b>
    🔗 { $said } Какая это заявка? Пришлите её номер, например #42, или слова из неё.
link-number = Пришлите номер другой заявки, не #{ $number }, например #42, или слова из неё.
link-which = #{ $number }: 🔗 { $said } Выберите заявку или пришлите другой номер или слова.

    { $found }
linked-now = 🔗 #{ $number }: { $said }
toast-unlinked = Связи с #{ $number } больше нет.
history-linked = 🔗 { $said }
history-unlinked = ✖️ Больше нет: { $said }
refused-link-exists = Эти две заявки уже связаны так.
refused-link-cycle = Получился бы круг: та заявка уже зависит от этой.
refused-parent-exists = Заявка бывает частью только одной другой, и она уже часть.

# По чему заявку находят снова.
button-tags = 🏷 Метки…
button-tag = ➕ { $tag }
button-untag = ✖️ { $tag }
button-tag-other = ✏️ Другая метка…
card-tags = 🏷 { $tags }
ask-tags = Какую метку поставить заявке <b>#{ $number } { $title }</b>? Пришлите одну или несколько через запятую. Метки видят только сотрудники.
tag-fault = В метке от 1 до 32 букв и цифр, хотя бы одна буква, например <b>протечка</b> или <b>2-этаж</b>; за раз не больше 10, через запятую.
tagged = 🏷 #{ $number }: { $tags }
toast-tagged = Метка поставлена: { $tag }
toast-untagged = Метка снята: { $tag }
history-tags = 🏷 { $tags }
refused-too-many-tags = У заявки может быть не больше 10 меток. Сначала снимите одну.
