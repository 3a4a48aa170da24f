"""What a reference list answers when it cannot: a list that does not read, a code that is not there, a code out of force."""

from datetime import date


class ReferenceListFault(ValueError):
    """A reference list carried by the project cannot be read as written."""


class UnknownCode(LookupError):
    """A code that the reference list does not hold."""

    def __init__(self, list_name: str, code: str) -> None:
        super().__init__(f"The list of {list_name} has no {code}.")
        self.list_name, self.code = list_name, code


class NotInForce(LookupError):
    """A code that the list holds, but not on the day asked about."""

    def __init__(self, list_name: str, code: str, day: date) -> None:
        super().__init__(f"The list of {list_name} has {code}, but not on {day.isoformat()}.")
        self.list_name, self.code, self.day = list_name, code, day
