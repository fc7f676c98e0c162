"""Refusals: each names the thing, the rule and the next step."""


class Refused(Exception):
    """The product declines to do something, for a reason a person can act on.

    code    stable, dotted, for programs (`order.no-subject`)
    said    one Chinese sentence for the person at the screen
    do_this the next step, in Chinese
    """

    def __init__(self, code: str, said: str, do_this: str = "") -> None:
        super().__init__(f"{code}: {said}")
        self.code = code
        self.said = said
        self.do_this = do_this
