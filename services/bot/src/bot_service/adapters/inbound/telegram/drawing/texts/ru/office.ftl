# Чем администраторы управляют службой.
help-admin =
    Управление службой:
    /setup – что ещё нужно настроить
    /staff – сотрудники, роли, приглашения; /staff Анна: кто угодно, чтобы закрыть доступ
    /locations – здания и помещения
    /hours – рабочее время и выходные
    /sla – сроки ответа и решения
    /stats – как работает служба (/stats HQ-1: в одном месте)
    /report – отчёт за месяц: документ и таблица
    /export – заявки в таблице
    /broadcast – сообщить что-то многим
    /audit – кто что сделал (/audit 42: с заявкой, /audit Анна: что делала она)
    /retention – сколько хранятся заявки и что было бы удалено
help-dispatcher =
    Как работает служба:
    /stats – показатели (/stats HQ-1: в одном месте)
    /export – заявки в таблице
help-auditor =
    Вам доступно для просмотра всё:
    /queue – незаконченные заявки
    /ticket 42 – заявка с этим номером
    /stats – как работает служба
    /export – заявки в таблице
    /audit – кто что сделал (/audit 42: с заявкой, /audit Анна: что делала она)
    /retention – сколько хранятся заявки и что было бы удалено
admins-only = Это могут только администраторы службы.
seers-only = Это могут только диспетчеры и администраторы службы.
controllers-only = Это могут только администраторы и аудиторы службы.
role-admin = администратор
role-dispatcher = диспетчер
role-agent = исполнитель
role-auditor = аудитор
role-user = без роли (только свои заявки)
role-taken = Вы больше не работаете с заявками. Сообщать о проблемах по-прежнему можно.

# /staff
command-staff = Сотрудники: роли и приглашения
staff-title = <b>Сотрудники</b>: { $count }
staff-line = { $name } – { $role }
staff-line-open = { $name } – { $role }, открытых: { $count }
staff-line-off = 🚫 { $name } – { $role }, доступ закрыт
staff-person = <b>{ $name }</b> – { $role }
staff-username = @{ $username }
staff-open = Заявок в работе: { $count }
staff-is-off = 🚫 Доступ закрыт: любые действия отклоняются.
staff-choose-role = Какую роль дать? <b>{ $name }</b>, сейчас: { $role }.
staff-role-set = ✅ Роль изменена, сотрудник об этом узнал.
staff-ask-off = Закрыть доступ? <b>{ $name }</b> не сможет ничего делать, пока вы не откроете доступ снова. Напишите причину: человек её узнает.
staff-keeps = Заявки в работе ({ $count }) останутся за этим человеком: передайте их другим.
staff-nobody = Никого с именем «{ $name }» здесь нет.
staff-why-off = Причина: { $reason }
staff-reason-too-long = Слишком длинно: не больше { $count } знаков. Напишите короче.
told-shut-out = 🚫 Вы больше не можете пользоваться этой службой заявок. Если это ошибка, обратитесь к её администратору.
told-shut-out-why =
    🚫 Вы больше не можете пользоваться этой службой заявок. Причина:
    { $reason }
    Если это ошибка, обратитесь к её администратору.
told-let-in = ✅ Вы снова можете пользоваться этой службой заявок.
staff-switched-off = ✅ Доступ закрыт.
staff-switched-on = ✅ Доступ снова открыт.
staff-invite = Вы получите ссылку для одного человека. Она сработает один раз в течение 30 минут. Какую роль она даст?
staff-invited = ✅ Приглашение готово ({ $role }). Перешлите следующее сообщение тому, кому оно предназначено, и никому больше.
staff-invitation =
    Приглашаем вас работать в службе заявок. Роль: { $role }. Откройте ссылку и нажмите «Запустить»:
    { $link }
    Ссылка сработает один раз, до { $until }.
staff-invitations = <b>Действующие приглашения</b>
staff-no-invitations = Действующих приглашений нет.
staff-open-invitation = № { $number } – { $role }, до { $until }
staff-withdrawn = Приглашение больше не действует.
button-staff-invite = ➕ Пригласить
button-staff-invitations = ⏳ Приглашения ({ $count })
button-staff-role = 🔁 Сменить роль
button-staff-off = 🚫 Закрыть доступ
button-staff-off-now = 🚫 Да, закрыть
button-staff-on = ✅ Открыть доступ
button-staff-withdraw = ✖️ Отозвать № { $number }
refused-last-admin = Это последний администратор: управлять службой станет некому. Сначала назначьте другого.
refused-invite-over = Приглашение уже использовано, отозвано или истекло.
office-stopped = Ничего не изменено.
office-expects-text = Напишите, пожалуйста, текстом.

# /locations
command-locations = Здания и помещения
places-title = <b>Места службы</b>
places-none = Мест пока нет. Добавьте их по одному или все сразу из таблицы.
place-title = <b>{ $name }</b> – { $kind }, код <code>{ $code }</code>
place-around = Находится в: { $around }
place-archived = 🗄 В архиве: для новых заявок недоступно.
place-hidden = 🗄 Место внутри архивного, поэтому для новых заявок недоступно.
place-line = { $name } – <code>{ $code }</code>
place-line-archived = 🗄 { $name } – <code>{ $code }</code>
kind-site = площадка
kind-building = здание
kind-floor = этаж
kind-room = помещение
place-which-kind = Что добавить?
place-ask-new =
    Напишите код и название ({ $kind }), каждое место с новой строки:
    <code>HQ-114 Переговорная</code>
    <code>HQ-115 Кухня</code>
    Код – от 1 до 20 латинских букв, цифр и дефисов. Он попадёт на QR-код и не меняется.
places-added = ✅ Добавлено: { $count }
places-not-added = Ничего не добавлено:
place-code-taken = Один из этих кодов уже занят. Ничего не добавлено, выберите другие коды.
place-ask-name = Сейчас: <b>{ $name }</b> ({ $code }). Напишите новое название.
place-renamed = ✅ Переименовано.
place-ask-archive = Убрать в архив? <b>{ $name }</b> ({ $code }) и места внутри ({ $count }) нельзя будет выбрать в новых заявках. Прежние заявки не изменятся.
place-archived-now = ✅ Убрано в архив.
place-restored = ✅ Место снова доступно.
button-place-add = ➕ Добавить
button-place-add-inside = ➕ Добавить внутрь
button-place-rename = ✏️ Переименовать
button-place-archive = 🗄 В архив
button-place-archive-now = 🗄 Да, в архив
button-place-restore = ♻️ Вернуть
button-place-import = 📥 Из таблицы
button-place-export = 📤 В таблицу
button-places-take = ✅ Применить
places-ask-file =
    Пришлите файл CSV: каждое место с новой строки, столбцы «код», «название», «вид», «внутри», «архив».
    <code>код;название;вид;внутри
    HQ;Главный офис;здание;
    HQ-1;Первый этаж;этаж;HQ
    HQ-114;Переговорная;помещение;HQ-1</code>
    Запятые и табуляция тоже подойдут. Сначала я покажу, что изменится. Чего нет в файле, останется как есть.
places-expects-file = Пришлите, пожалуйста, таблицу файлом (CSV) или нажмите «Отмена» выше.
places-preview =
    <b>Что изменится</b>
    Новых: { $new }
    Изменённых: { $changed }
    Без изменений: { $same }
places-faulty = <b>Строк с ошибками: { $count }</b>. Ничего не изменено. Исправьте файл и пришлите снова.
places-faults-file = Все строки с ошибками
places-brought = ✅ Готово. Новых: { $new }, изменённых: { $changed }.
places-exported = Все места: { $count }. Файл можно исправить и прислать обратно: «Из таблицы».
places-nothing-to-export = Мест пока нет.
table-empty = В этом файле ничего нет.
table-too-long = Файл слишком большой: не больше 10 000 строк и 5 МБ.
table-unreadable = Строку { $line } не удалось прочитать: проверьте кавычки.
table-workbook = Это книга Excel. Выберите в таблице «Сохранить как» – CSV и пришлите этот файл.
table-gone = Telegram не отдаёт этот файл. Пришлите его, пожалуйста, ещё раз.
row-fault = { $code } – { $fault }
row-fault-line = Строка { $line }: { $code } – { $fault }
row-code-invalid = код – не 1–20 латинских букв, цифр и дефисов
row-code-repeated = такой код уже есть в строке выше
row-name-invalid = в названии должно быть от 1 до 100 символов
row-kind-missing = не указан вид: площадка, здание, этаж или помещение
row-kind-changed = место с этим кодом другого вида
row-kind-unknown = вид должен быть: площадка, здание, этаж или помещение
row-archived-unknown = в столбце «архив» напишите «да» или «нет»
row-parent-unknown = нет места с кодом, внутри которого оно должно быть
row-misplaced = место, внутри которого оно должно быть, не крупнее (порядок: площадка, здание, этаж, помещение)
row-parent-archived = место, внутри которого оно должно быть, в архиве
place-ask-position = Где находится <b>{ $name }</b> ({ $code })? Пришлите геопозицию: 📎 → Геопозиция. Быть там не нужно: точку можно выбрать на карте.
place-expects-position = Пришлите, пожалуйста, геопозицию: 📎 → Геопозиция.
place-positioned = ✅ Место на карте сохранено. Тем, кто пришлёт свою геопозицию, я предложу ближайшее.
place-position = 📍 { $point }
button-place-position = 📍 На карте
row-position-invalid = широта и долгота не задают точку на карте
column-latitude = широта
column-longitude = долгота
row-other = принять нельзя
column-line = строка
column-code = код
column-name = название
column-kind = вид
column-parent = внутри
column-archived = архив
column-fault = ошибка
cell-yes = да

# QR-коды мест
button-place-sheets = 🏷 QR-коды
button-sheet = { $layout }
button-sheet-large = По одному на странице, крупно
button-sheet-one = 🏷 Только этот, крупно
sheets-of = <b>QR-коды: { $name } и всё, что внутри</b>, в PDF для печати на A4. Сколько на странице?
sheets-of-all = <b>QR-коды всех мест</b>, в PDF для печати на A4. Сколько на странице?
sheets-printed = 🏷 QR-кодов: { $count }. Напечатайте в масштабе 100 %, разрежьте и наклейте. Кто отсканирует код, сообщит о проблеме именно там.
sheets-nothing = Печатать нечего.
sheets-too-many = { $count } кодов не поместятся в один файл (не больше { $most }). Откройте здание или этаж и печатайте оттуда.
sheet-hint = Что-то сломалось? Отсканируйте код и сообщите в Telegram.

# /hours
command-hours = Рабочее время и выходные
hours-none =
    Рабочее время не задано: сроки считаются круглосуточно.
    Начать с «понедельник–пятница, 9:00–18:00»? Потом можно изменить каждый день.
hours-name = Рабочее время
hours-created = ✅ Задано. Какие заявки считаются по этим часам, показывает /sla.
hours-title = <b>Рабочее время</b>, часовой пояс { $zone }
hours-line = { $day }: { $times }
hours-closed = { $day }: выходной
hours-days-off = Предстоящих нерабочих дней: { $count }
hours-changed = ✅ Изменено. Сроки открытых заявок пересчитаются за минуту.
hours-ask-day = { $day }: в какое время вы работаете? Выберите или напишите, например 9–13, 14:00–18:00
hours-no-times = Не понимаю это время. Напишите, например, 9–18 или 9:00–13:00, 14:00–18:00, ночью – 22–6
hours-ask-days-off = В какие дни никто не работает? Напишите дни или промежутки, например 31.12.2026 или 01.01.2027 – 08.01.2027. Нажмите на день, чтобы он снова стал рабочим.
hours-no-days = Не понимаю эти дни. Напишите, например, 31.12.2026 или 01.01.2027 – 08.01.2027 (не больше 60 дней за раз).
hours-ask-zone = По какому времени? Выберите или напишите часовой пояс, например Asia/Almaty
hours-zone-unknown = Такого часового пояса нет. Укажите название, например Europe/Moscow
hours-round-the-clock = Круглосуточно
hours-refused = Так нельзя: нужен хотя бы один рабочий день, и времени должно хватать на сроки из /sla.
button-hours-create = 🕘 Да, задать
button-hours-days-off = 🏖 Выходные
button-hours-zone = 🌐 Часовой пояс
weekday-0 = Пн
weekday-1 = Вт
weekday-2 = Ср
weekday-3 = Чт
weekday-4 = Пт
weekday-5 = Сб
weekday-6 = Вс
times-none = Выходной
times-8-17 = 8–17
times-9-18 = 9–18
times-10-19 = 10–19
times-0-24 = Круглые сутки

# /sla
command-sla = Сроки ответа и решения
sla-title =
    <b>Что обещает служба</b>
    Первый ответ, решение и по какому времени считать
sla-line = { $priority }: { $response } · { $resolution } · { $hours }
sla-ask-response = { $priority }: как скоро вы отвечаете? Выберите или напишите, например 45 мин или 1 ч 30 мин
sla-ask-resolution = { $priority }: как скоро вы решаете? Выберите или напишите, например 6 ч. Рабочий день из 8 часов – это 8 ч.
sla-changed = ✅ Изменено. Сроки открытых заявок пересчитаются за минуту.
sla-no-span = Не понимаю. Напишите, например, 45 мин, 2 ч или 1,5 ч
sla-response-later = Первый ответ не может быть обещан позже решения.
sla-out-of-reach = В рабочем времени столько часов не наберётся.
sla-one-calendar = Другого времени, по которому считать, нет. Сначала задайте рабочее время: /hours
button-sla-response = { $mark } Ответ
button-sla-resolution = { $mark } Решение
button-sla-hours = { $mark } Часы
span-hours = { $hours } ч
span-minutes = { $minutes } мин

# /setup
command-setup = Что ещё нужно настроить
setup-left = <b>Осталось настроить</b>: { $count }
setup-done = 🎉 <b>Служба готова к работе.</b>
setup-staff = Сотрудников: { $count }
setup-places = Помещений и других мест: { $count }
setup-hours = Рабочее время
setup-no-hours = Рабочее время: не задано, сроки считаются круглосуточно
setup-tested = Заявка прошла весь путь
setup-untested = Заявка, прошедшая весь путь: пока нет
setup-backup = Резервная копия: последняя от { $time }
setup-no-backup = Резервная копия: пока нет
setup-backup-unseen = Резервная копия: отсюда не видно, есть ли она
setup-how-to-test =
    <b>Попробуйте сами</b>
    1. Пришлите мне «Проверка: мигает лампа» и ответьте на вопросы.
    2. Откройте /queue, возьмите заявку и завершите её.
    3. Подтвердите решение как заявитель: я спрошу об этом.
setup-how-to-back-up =
    <b>Резервные копии</b>
    Их делает тот, кто ведёт сервер: <code>make backup</code>, лучше каждую ночь. Возраст копии я вижу, если в настройке <code>BACKUP_METRICS_FILE</code> указан файл, который пишет эта команда.
button-setup-again = 🔄 Проверить снова
button-setup-staff = 👥 Пригласить сотрудников
button-setup-places = 🏢 Добавить помещения
button-setup-hours = 🕘 Задать рабочее время
button-setup-test = 🧪 Попробовать заявку
button-setup-backup = 💾 Сделать копии

# /stats
command-stats = Как работает служба
stats-period = За { $days ->
    [one] { $days } день
    [few] { $days } дня
    [many] { $days } дней
   *[other] { $days } дней
}
stats-title = <b>{ $period }</b>
stats-title-of = { $title } – { $place }
stats-tickets = Заявок: { $created }, из них открыто: { $open }, решено: { $solved }
stats-first-response = Первый ответ: половина за { $half }, 9 из 10 за { $most }
stats-resolution = Решение: половина за { $half }, 9 из 10 за { $most }
stats-in-time = … в срок { $share } %
stats-places = <b>Места</b>
stats-place = { $name }: { $count }
stats-people = <b>Сотрудники</b>
stats-person = { $name }: решено { $solved }, открыто { $open }
stats-person-rated = { $name }: решено { $solved }, открыто { $open }, ⭐️ { NUMBER($stars, minimumFractionDigits: 1, maximumFractionDigits: 1) }
stats-nothing = За { $days ->
    [one] { $days } день
    [few] { $days } дня
    [many] { $days } дней
   *[other] { $days } дней
} ничего не произошло.
stats-no-place = Места с таким кодом нет. Напишите код после команды, например /stats HQ-1
chart-day = { $day }.{ $month }
chart-created = Поступило
chart-resolved = Решено
button-stats = { $days ->
    [one] { $days } день
    [few] { $days } дня
    [many] { $days } дней
   *[other] { $days } дней
}
lasted-days = { $days } дн.
lasted-hours = { $hours } ч
lasted-minutes = { $minutes } мин

# /report
command-report = Отчёт за месяц: документ и таблица
month-1 = Январь
month-2 = Февраль
month-3 = Март
month-4 = Апрель
month-5 = Май
month-6 = Июнь
month-7 = Июль
month-8 = Август
month-9 = Сентябрь
month-10 = Октябрь
month-11 = Ноябрь
month-12 = Декабрь
month = { $name } { $year }
report-ask =
    <b>Отчёт за месяц</b>: PDF и таблица Excel. За какой месяц?
    { $state }
report-is-on = Он приходит вам сам, когда в новом месяце начинается работа.
report-is-off = Сам он вам не приходит.
report-switched-on = Отчёт будет приходить сам, когда в новом месяце начинается работа.
report-switched-off = Отчёт больше не будет приходить сам. Команда /report пришлёт его, когда захотите.
report-no-month = Такого месяца я не знаю. Напишите его после команды, например /report 2026-10 или /report октябрь
report-not-yet = Этот месяц ещё не начался.
report-nothing = За месяц ничего не поступило и не решено: { $month }.
button-report-off = 🔕 Не присылать
button-report-on = 🔔 Присылать
report-summary = <b>{ $month }</b>
report-summary-counts = Поступило: { $created }, решено: { $solved }
report-summary-answered = Ответили в срок: { $share } %
report-summary-solved = Решили в срок: { $share } %
report-average = { NUMBER($stars, minimumFractionDigits: 1, maximumFractionDigits: 1) }
report-summary-rating = Оценки: ⭐️ { $stars } в среднем, всего { $count }
report-workbook = То же в таблице – чтобы считать дальше.
report-title = Служба заявок: { $month }
report-note = Дни и время – по часовому поясу { $zone }. Время считается от создания заявки, без учёта рабочих часов. «В срок» – так, как обещано в /sla; вовремя отменённые заявки и те, у которых срок ещё не вышел, сюда не входят.
report-days = Поступило и решено по дням
report-day = День
report-overview = Главное
report-created = Поступило
report-solved = Решено
report-open = Из поступивших ещё открыто
report-response-half = Первый ответ: половина за
report-response-most = Первый ответ: 9 из 10 за
report-response-in-time = Первый ответ в срок
report-resolution-half = Решение: половина за
report-resolution-most = Решение: 9 из 10 за
report-resolution-in-time = Решение в срок
report-rating = Оценка в среднем
report-rated = Оценённых заявок
report-urgencies = Сроки по срочности
report-urgency = Срочность
report-answered-in-time = Ответ в срок
report-answered-late = Ответ позже
report-answered-share = Доля
report-solved-in-time = Решено в срок
report-solved-late = Решено позже
report-solved-share = Доля
report-places = Места, где заявок больше всего
report-place = Место
report-code = Код
report-placeless = Без места из списка
report-ratings = Оценки
report-stars = Звёзд
report-requests = Заявок

# /export
command-export = Заявки в таблице
export-ask = Таблица заявок (CSV). За какое время?
export-part = Заявки с #{ $first } по #{ $last }: { $count }
export-nothing = За это время заявок нет.
export-number = номер
export-title = заявка
export-state = состояние
export-urgency = срочность
export-code = код места
export-place = место
export-reporter = заявитель
export-assignee = исполнитель
export-created = создана
export-done = закончена
export-stars = оценка
export-tags = метки
button-export-all = Все
export-begun = Готовлю таблицу.
export-running = { $count ->
    [0] ⏳ <b>Готовлю таблицу…</b>
    [one] ⏳ <b>Готовлю таблицу: пока { $count } заявка</b>
    [few] ⏳ <b>Готовлю таблицу: пока { $count } заявки</b>
    [many] ⏳ <b>Готовлю таблицу: пока { $count } заявок</b>
   *[other] ⏳ <b>Готовлю таблицу: пока { $count } заявки</b>
    }
export-ready = ✅ { $count ->
    [one] { $count } заявка
    [few] { $count } заявки
    [many] { $count } заявок
   *[other] { $count } заявки
    } (файлов: { $files }).
export-stopped = ⏹ Остановлено. Отправлено файлов: { $files }, заявок в них: { $count }.
export-failed = ❗ Таблицу сделать не удалось. Администратор узнает причину по коду: { $code }
export-not-allowed = ❗ Эти заявки вам больше не видны: таблица на этом заканчивается.
button-export-stop = ⏹ Стоп
