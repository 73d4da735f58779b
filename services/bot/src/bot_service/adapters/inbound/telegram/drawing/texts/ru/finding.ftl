# /ticket и /search.
ask-which-request = Какую заявку показать? Пришлите номер, например <b>42</b>, или слова из неё.
find-in-one-line = Напишите запрос сразу после команды, например <code>/ticket 42</code> или <code>/search лампа</code>: ваше следующее сообщение относится к тому, что вы сейчас пишете.
find-no-number = У заявки есть номер, например <code>/ticket 42</code>. Поиск по словам: <code>/search лампа</code>
find-unknown = Заявки #{ $number } нет, или она вам не видна.
finding-stopped = Хорошо, больше не ищу.
command-ticket = Показать заявку по номеру
found-nothing = Среди доступных вам заявок ничего не нашлось. Попробуйте другие слова, меньше слов, только начало слова («конд» найдёт «кондиционер») или номер.
found-line = <b>#{ $number }</b> { $title }
    { $facts }
found-description = 📄 { $text }
found-comment = 💬 { $text }
command-search = Найти заявки по словам или номеру

# /queue.
queue-unassigned = <b>Ждут исполнителя</b>
queue-mine = <b>Мои заявки в работе</b>
queue-overdue = <b>Просроченные</b>
queue-waiting = <b>Ждут ответа или поставщика</b>
queue-all = <b>Все открытые заявки</b>
none-queue-unassigned = Все заявки разобраны. 🎉
none-queue-mine = У вас нет заявок в работе.
none-queue-overdue = Просроченных нет. 🎉
none-queue-waiting = Никто не ждёт ни ответа, ни поставщика.
none-queue-all = Открытых заявок нет. 🎉
queue-due = ⏰ { $time }
queue-assignee = 🛠 { $name }
queue-which-place = Где искать заявки? Выберите место.
queue-which-place-in = 📍 { $place }
queue-which-tag = Заявки с какой меткой?
button-queue-tag = 🏷 Только одна метка…
button-queue-any-tag = ✖️ Не только 🏷 { $tag }
button-queue-unassigned = Свободные
button-queue-mine = Мои
button-queue-overdue = Просроченные
button-queue-waiting = Ждут
button-queue-all = Все
button-queue-place = 📍 Только одно место…
button-queue-everywhere = ✖️ Не только { $place }

# @bot в других чатах.
inline-start = Запустите бота, чтобы делиться заявками
inline-nothing = Ничего не нашлось. Открыть бота
inline-title = #{ $number } { $title }
inline-open = Открыть
