# Карточка заявки.
card-title = <b>#{ $number } { $title }</b>
card-description = { $text }
card-priority = Срочность: { $priority }
card-location = 📍 { $location }
card-reporter = Автор: { $name }
card-reporter-out = Автор: { $name } 🚫 доступ закрыт
card-anonymized = 🕰 Обезличена: срок хранения истёк
card-elsewhere = 📇 Пока не в Telegram: сообщения не доходят
card-elsewhere-contact = 📇 Пока не в Telegram: сообщения не доходят. ☎️ { $contact }
card-out-of-reach = 📭 Автор сейчас недоступен в Telegram
card-assignee = Исполнитель: { $name }
card-created = Отправлена: { $time }
card-due = ⏰ Срок: { $time }
card-origin = 🗄 Прежний номер: { $number } ({ $source })
card-attachments = 📎 { $count ->
    [one] { $count } вложение
    [few] { $count } вложения
    [many] { $count } вложений
   *[other] { $count } вложения
}
card-stars = Оценка: { $stars }
card-duplicate = 🔗 Продолжается в заявке #{ $number }
card-why-waiting-reporter = ❓ <b>Вопрос:</b> { $text }
card-why-waiting-vendor = 🚚 <b>Чего ждём:</b> { $text }
card-why-rejected = <b>Почему отклонена:</b> { $text }
card-why-cancelled = <b>Почему отменена:</b> { $text }
card-resolution = 🛠 <b>Что сделано:</b> { $text }
card-remark-user = 💬 <b>{ $name }</b>: { $text }
card-remark-desk = 🛠 <b>{ $name }</b>: { $text }

state-open = 🔵 Ждёт исполнителя
state-assigned = 📌 Назначена
state-in-progress = 🟡 В работе
state-waiting-reporter = 🟠 Ждёт ответа автора
state-waiting-vendor = 🟠 Ждёт подрядчика
state-resolved = 🟢 Выполнена
state-closed = ✅ Закрыта
state-cancelled = ⚪ Отменена
state-rejected = ⚪ Отклонена
state-duplicate = ⚪ Дубликат

button-take = 🙋 Взять
button-taken = 🔒 Исполнитель: { $name }
button-resolve = ✅ Завершить
button-confirm = 👍 Подтвердить
button-not-fixed = 👎 Не исправлено
button-reopen = 🔄 Открыть снова
button-stars = { $stars } ★
button-stars-given = ✓ { $stars }
button-comment = 💬 Написать
button-reply = ✍️ Ответить автору
button-open-card = 📋 Открыть #{ $number }
button-photos = 📷 Показать фото
button-show-all = 📖 Показать всё
transcript-page = Страница { $number } из { $count }
transcript-user = 💬 <b>{ $name }</b>, { $time }:
    { $text }
transcript-desk = 🛠 <b>{ $name }</b>, { $time }:
    { $text }
photos-more = Это вложения заявки #{ $number } до { $count }-го включительно; есть ещё.
button-open = #{ $number }

toast-taken = Заявка у вас в работе.
toast-resolved = Заявка выполнена. Автор получит просьбу подтвердить.
toast-confirmed = Спасибо! Заявка закрыта.
toast-rated = Спасибо за оценку. Изменить её можно в течение суток.
old-file-kept = «{ $name }» есть только в Telegram: больше 20 МБ.
old-file-waits = «{ $name }» пока есть только в Telegram, файл ещё переносится.
old-file-gone = «{ $name }» не сохранился: Telegram не отдаёт его этому боту.
old-file = Файл { $number }
file-not-shown = Не удалось показать «{ $name }»: Telegram больше не отдаёт этот файл.
no-attachments = Показать нечего.

# Списки.
list-reported-open = <b>Ваши открытые заявки</b>
list-reported-done = <b>Ваши завершённые заявки</b>
list-page = Страница { $number }
list-line = <b>#{ $number } { $title }</b>
    { $facts }
list-place = 📍 { $location }
list-reporter = 👤 { $name }
none-reported-open = Открытых заявок нет. Напишите, что сломалось, или нажмите /new.
none-reported-done = Завершённых заявок нет.
button-page-before = ◀️ Назад
button-page-after = Дальше ▶️
button-list-open = Открытые заявки
button-list-done = Завершённые заявки
age-now = только что
age-minutes = { $count ->
    [one] { $count } минуту назад
    [few] { $count } минуты назад
    [many] { $count } минут назад
   *[other] { $count } минуты назад
}
age-hours = { $count ->
    [one] { $count } час назад
    [few] { $count } часа назад
    [many] { $count } часов назад
   *[other] { $count } часа назад
}
age-days = { $count ->
    [one] { $count } день назад
    [few] { $count } дня назад
    [many] { $count } дней назад
   *[other] { $count } дня назад
}

# Комментарии.
ask-comment = Напишите комментарий к заявке <b>#{ $number } { $title }</b>.
ask-reply = Напишите ответ автору заявки <b>#{ $number } { $title }</b>. Перед отправкой вы сможете его проверить.
comment-added = Добавлено в заявку #{ $number }.
comment-corrected = Исправлено в заявке #{ $number }.
comment-preview =
    <b>Ответ автору заявки #{ $number }:</b>

    { $text }
comment-preview-followed =
    <b>Ответ автору заявки #{ $number }. { $count ->
        [one] Его прочтёт и { $count } человек, который следит за ней
        [few] Его прочтут и { $count } человека, которые следят за ней
        [many] Его прочтут и { $count } человек, которые следят за ней
       *[other] Его прочтут и { $count } человека, которые следят за ней
    }:</b>

    { $text }
comment-sent =
    ✅ <b>Отправлено автору заявки #{ $number }:</b>

    { $text }
comment-kept =
    📭 <b>Ответ автору заявки #{ $number } сохранён.</b> { $why }

    { $text }
reporter-unreached = Сейчас автор недоступен в Telegram и всё получит, как только напишет боту.
reporter-out = Доступ автора закрыт: сообщение не дойдёт.
reporter-elsewhere = Автора пока нет в Telegram: это увидят те, кто следит за заявкой, а автор – когда появится здесь.
question-kept = 📭 <b>Заявка #{ $number } ждёт ответа.</b> { $why }
comment-dropped = Ответ удалён, ничего не отправлено.
comment-gone = Кнопка устарела: ответ уже отправлен или удалён.
writing-stopped = Хорошо, комментарий к заявке #{ $number } отменён.

# Выполнено, но не исправлено.
ask-why = Что не исправлено по заявке <b>#{ $number } { $title }</b>? Напишите или пришлите фото: заявка вернётся в работу, и исполнитель прочтёт ваши слова.
ask-why-staff = Почему заявку <b>#{ $number } { $title }</b> нужно открыть снова? Ваши слова прочтут все, кого она касается.
button-reopen-now = Открыть без пояснений
reopened = 🔄 Заявка #{ $number } снова в работе, ваши слова переданы.
toast-reopened = Заявка снова в работе.
reopening-stopped = Хорошо, заявка #{ $number } остаётся выполненной.
ask-reopen =
    Заявка #{ $number } «{ $title }» выполнена. Всё-таки не исправлено? Тогда я открою её снова с вашими словами:

    { $text }
button-just-add = 💬 Просто добавить
comment-dropped-own = Удалено, ничего не добавлено.

# Отправлено, но ещё никем не взято.
button-correct = ✏️ Исправить
button-withdraw = 🗑 Отменить заявку
ask-correction = Что исправить в заявке <b>#{ $number } { $title }</b>?
ask-withdraw = Отменить заявку <b>#{ $number } { $title }</b>? Её ещё никто не взял.
ask-withdraw-taken = Отменить заявку <b>#{ $number } { $title }</b>? Ею уже занимаются; исполнителю об этом сообщат.
button-withdraw-now = 🗑 Да, отменить
button-keep = Оставить
corrected = ✏️ Заявка #{ $number } исправлена.
withdrawn = ⚪ Заявка #{ $number } отменена.
correction-stopped = Хорошо, заявка #{ $number } остаётся как есть.
correction-too-late = Заявкой уже занимаются. Напишите исполнителю: ответьте на сообщение о заявке.
reason-corrected = Исправлено автором заявки

# Отказы.
refused-changed = Заявка успела измениться. Показываю, как сейчас.
refused-already-taken = Заявку уже взял другой сотрудник.
refused-already-rated = Вы уже оценили эту заявку, а изменить оценку можно только в течение суток.
refused-reopen-late = Заявка выполнена больше двух недель назад, снова открыть её нельзя. Создайте новую: /new.
refused-closed-for-comments = Заявка закрыта, дополнить её нельзя. Создайте новую: /new.
refused-anonymized = Срок хранения этой заявки истёк: изменить в ней уже ничего нельзя.
refused-colleagues = Заявкой #{ $number } занимается { $name }.
refused-not-found = Такой заявки нет, или у вас нет к ней доступа.
refused-forbidden = Недостаточно прав для этого действия.
refused-bot-forbidden = Сам бот пока не может этого: его ключу для служб не хватает права. Сообщите тому, кто обслуживает серверы.
refused-fields = Не удалось принять. Проверьте, что вы ввели, и попробуйте ещё раз.
refused-other = Сейчас это сделать нельзя.

# Заявки других, за которыми следят.
card-followers = 👥 { $count ->
    [one] За ней следит { $count } человек
    [few] За ней следят { $count } человека
    [many] За ней следят { $count } человек
   *[other] За ней следят { $count } человека
}
card-followed = 👁 Вы следите за этой заявкой
button-unfollow = 🔕 Больше не следить
unfollowed = 🔕 Вы больше не следите за заявкой #{ $number }.
button-list-followed = 👁 Отслеживаемые
list-followed = <b>Заявки, за которыми вы следите</b>
list-followed-mark = 👁
none-followed = Вы не следите за чужими заявками.
transcript-none = Здесь пока нет ничего, что адресовано вам.

# Пара слов к оценке.
button-rating-word = 💬 Добавить пару слов
button-rating-reword = 💬 Сказать иначе
ask-rating-word = <b>Что нам стоит знать о заявке #{ $number } { $title }?</b> Напишите сообщением.
rating-word-said = Спасибо, передам.
card-rating-comment = 💬 { $text }
