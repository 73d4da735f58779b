# Что делают с заявкой сотрудники.
button-more = Ещё…
button-release = ↩️ Вернуть
button-resume = ▶️ Продолжить
toast-released = Заявка снова в очереди.
toast-resumed = Заявка снова в работе, срок идёт.
