"""Named queries: each a `.sql` file of the package whose first comment says what it answers."""

from importlib.resources import files

from pipeline.errors import UsageError


def named_queries() -> dict[str, str]:
    """Name -> the sentence on what it answers."""
    folder = files("pipeline").joinpath("sql/queries")
    found = {
        entry.name.removesuffix(".sql"): entry.read_text(encoding="utf-8")
        for entry in folder.iterdir()
        if entry.name.endswith(".sql")
    }
    return {
        name: text.partition("\n")[0].removeprefix("--").strip()
        for name, text in sorted(found.items())
    }


def sql_of(words: str) -> str:
    """The statement that `words` is or names; one word that names nothing raises UsageError."""
    words = words.strip()
    if not words:
        raise UsageError("no SQL was given; `summitry query --list` shows the named queries")
    if words.replace("_", "").isalnum() and not words.casefold().startswith(("from ", "select ")):
        names = named_queries()
        if words not in names:
            raise UsageError(f"no query '{words}'; there are: {', '.join(names)}")
        return files("pipeline").joinpath(f"sql/queries/{words}.sql").read_text(encoding="utf-8")
    return words
