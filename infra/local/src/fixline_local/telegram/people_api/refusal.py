class Refused(Exception):  # noqa: N818 - what Telegram's app would not let a person do
    """Something that the app would not offer. `status` is an HTTP status."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status
