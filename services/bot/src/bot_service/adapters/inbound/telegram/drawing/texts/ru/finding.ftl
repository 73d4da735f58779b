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
found-description = 📄 { $text }
found-comment = 💬 { $text }
command-search = Найти заявки по словам или номеру
