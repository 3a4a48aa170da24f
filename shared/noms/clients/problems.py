"""What a client raises: the problem that the service answered, or the fact that it did not answer."""

from noms.contracts.problems import FieldError, Problem


class ClientProblem(Exception):
    """The service refused. `status` and `code` say why; `errors` name the fields."""

    def __init__(self, problem: Problem) -> None:
        named = "".join(f"; {error.pointer}: {error.message}" for error in problem.errors)
        super().__init__(f"{problem.status} {problem.code}: {problem.detail}{named}")
        self.problem = problem

    @property
    def status(self) -> int:
        """The HTTP status of the refusal."""
        return self.problem.status

    @property
    def code(self) -> str:
        """The stable code of the refusal."""
        return self.problem.code

    @property
    def errors(self) -> list[FieldError]:
        """What is wrong, field by field."""
        return self.problem.errors


class Unreachable(ConnectionError):
    """The service did not answer in time, or its breaker is open after repeated failures."""


class LeftAlone(Unreachable):
    """The breaker is open: the service was not even asked, and asking again at once would be refused too."""
