# /ticket и /search.
ask-which-request = Какую заявку показать? Пришлите номер, например <b>42</b>.
find-in-one-line = Напишите номер сразу после команды, например <code>/ticket 42</code>: ваше следующее сообщение относится к тому, что вы сейчас пишете.
find-no-number = У заявки есть номер, например <code>/ticket 42</code>.
find-unknown = Заявки #{ $number } нет, или она вам не видна.
finding-stopped = Хорошо, больше не ищу.
command-ticket = Показать заявку по номеру
