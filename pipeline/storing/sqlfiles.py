"""The SQL of the project, each statement or few in a file of `pipeline/sql`."""

from importlib.resources import files


def sql(name: str) -> str:
    """The text of `pipeline/sql/<name>.sql`."""
    return files("pipeline").joinpath(f"sql/{name}.sql").read_text(encoding="utf-8")
