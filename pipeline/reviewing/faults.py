"""What is wrong with what a person wrote into the form."""

from pipeline.errors import UsageError


class Unfit(UsageError):
    """A field that cannot stand so; the message says why and what would do."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
