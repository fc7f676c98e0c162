"""读不了 — a file that is not read, with the reason and the next step in plain Chinese."""


class Unreadable(Exception):
    """The file is refused as a whole; nothing of it has been used.

    code    stable, dotted, for programs
    said    one Chinese sentence for the sender
    do_this the next step, in Chinese
    """

    def __init__(self, code: str, said: str, do_this: str = "") -> None:
        super().__init__(f"{code}: {said}")
        self.code = code
        self.said = said
        self.do_this = do_this
