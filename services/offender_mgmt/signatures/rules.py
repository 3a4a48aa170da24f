"""A second check is worth something only if another person makes it, with a name of their own."""


def signed_by(subject: str, on_behalf_of: str | None) -> str:
    """Who signs: the user for whom a system acts, else the caller."""
    return on_behalf_of or subject


def is_another_person(*authors: str, subject: str, on_behalf_of: str | None, is_system: bool) -> bool:
    """Whether the caller is a person by name and none of the authors. A system that acts for nobody is not a person."""
    if is_system and on_behalf_of is None:
        return False
    return signed_by(subject, on_behalf_of) not in authors
