"""The one home of the Model Context Protocol SDK: tools, resources and a prompt for assistants."""

import json
import socket
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ResourceError, ToolError
from mcp_types import CallToolResult, TextContent, ToolAnnotations
from pydantic import Field

from pipeline.assisting import answers
from pipeline.assisting.reader import PROCESS_BYTES, Reader
from pipeline.assisting.records import Answer
from pipeline.errors import SummitryError, UsageError
from pipeline.resources import resource
from pipeline.storing.database import Database
from pipeline.storing.limits import limit_memory

PROMPT = "assistant/v1"
LOOPBACK = "127.0.0.1"

Told = Annotated[CallToolResult, Answer]
"""An answer twice: structured, and as text for assistants that read no other."""
_READS = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)
_Limit = Annotated[int, Field(description="Rows or records at most.")]


def serve(path: Path, http: int | None = None) -> None:
    """Answer on standard input and output, or on a port of this machine, until it is ended."""
    limit_memory(PROCESS_BYTES)
    server = make_server(Reader(path))
    if http is None:
        server.run("stdio")
    else:
        _check_free(http)
        server.run("streamable-http", host=LOOPBACK, port=http)


def _check_free(port: int) -> None:
    """The web server would end with a code of its own where the port is taken."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError as error:
            raise UsageError(
                f"port {port} cannot be used: {error.strerror}; name another"
            ) from error


def make_server(reader: Reader) -> MCPServer[Any]:
    """A server that answers from one database and changes nothing."""
    rules = resource("prompts", f"{PROMPT}.md").read_text(encoding="utf-8")
    server = MCPServer[Any](
        "summitry",
        title="Summitry: who met whom, who said what",
        instructions=rules,
        version=version("summitry"),
        log_level="WARNING",
    )
    _add_questions(server, reader)
    _add_records(server, reader)

    @server.resource("summitry://dictionary", mime_type="application/json")
    def dictionary() -> Answer:
        """Every table and view, and what one row of each is."""
        return _asked(reader, lambda db: answers.tables(db, None), ResourceError)

    @server.resource("summitry://dictionary/{name}", mime_type="application/json")
    def columns(name: str) -> Answer:
        """The columns of one table or view and what they mean."""
        return _asked(reader, lambda db: answers.tables(db, name), ResourceError)

    @server.prompt()
    def answer_from_evidence(
        question: Annotated[str, Field(description="What you want to know.")],
    ) -> str:
        """Answer a question with quotations that stand in an article, each with its source."""
        return f"{rules}\nThe question: {question}"

    return server


def _add_questions(server: MCPServer[Any], reader: Reader) -> None:
    """Tools that answer with rows."""

    @server.tool(annotations=_READS)
    def list_queries() -> Told:
        """The questions that come with the database: name, what it answers, parameters."""
        return _result(answers.list_queries())

    @server.tool(annotations=_READS)
    def run_query(
        name: Annotated[str, Field(description="One of list_queries, such as contacts_of_actor.")],
        parameters: Annotated[
            dict[str, str] | None,
            Field(description='Such as {"actor": "Putin"}; one left out has its example\'s value.'),
        ] = None,
        limit: _Limit = 100,
    ) -> Told:
        """Answer one of the questions that come with the database.

        Gives columns and rows, and under `records` the records that the rows name, each with
        its evidence.
        """
        given = parameters or {}
        return _told(reader, lambda db: answers.run_query(db, name, given, limit))

    @server.tool(annotations=_READS)
    def sql(
        statement: Annotated[str, Field(description="One SELECT in DuckDB's SQL.")],
        limit: _Limit = 100,
    ) -> Told:
        """Run one SELECT over the tables and views that `tables` lists; nothing can be changed.

        Select statement_id, claim_id, summit_id or event_id too, and the evidence of those
        records comes with the rows. The views quotes, timeline, claims_asserted, claim_pairs,
        dyads and planned_not_held answer most; they leave out near-duplicate articles. It is
        stopped after ten seconds.
        """
        return _told(reader, lambda db: answers.sql(db, statement, limit))

    @server.tool(annotations=_READS)
    def tables(
        name: Annotated[
            str | None, Field(description="A table or view, to have its columns.")
        ] = None,
    ) -> Told:
        """The data dictionary: tables and views, or the columns of one and what they mean."""
        return _told(reader, lambda db: answers.tables(db, name))


def _add_records(server: MCPServer[Any], reader: Reader) -> None:
    """Tools that answer with records, each with its evidence."""

    @server.tool(annotations=_READS)
    def search(  # noqa: PLR0917 - a model names each
        text: Annotated[
            str,
            Field(description="Words that must all stand in the record, such as Idlib; may be ''."),
        ] = "",
        kind: Annotated[
            answers.Kind | None,
            Field(description="statement: who said what; claim: who vouches for what; meeting."),
        ] = None,
        since: Annotated[
            str | None, Field(description="First day, month or year: 2018-09-07, 2018-09, 2018.")
        ] = None,
        until: Annotated[str | None, Field(description="Last day, month or year.")] = None,
        actor: Annotated[
            str | None,
            Field(description="Who speaks, vouches or takes part: a name or part of it."),
        ] = None,
        limit: _Limit = 20,
    ) -> Told:
        """Find statements, claims and meetings, in order of time, each with its evidence.

        Case and accents do not matter. A statement's day is when it was said, else when its
        article came out; `found_by_day` says which. Records whose day is unknown are left out
        where `since` or `until` is given.
        """
        return _told(
            reader,
            lambda db: answers.search(
                db, text, kind=kind, since=since, until=until, actor=actor, limit=limit
            ),
        )

    @server.tool(annotations=_READS)
    def event(
        id: Annotated[str, Field(description="An event_id, or the id of a meeting.")],  # noqa: A002
    ) -> Told:
        """One event with every article's telling of it, what was said there and how it was decided.

        Gives who, when, where and in what status; for each telling its evidence, its article
        and the rule that joined it; which meetings nearly joined and why they stand apart.
        """
        return _told(reader, lambda db: answers.event(db, id))

    @server.tool(annotations=_READS)
    def article(
        id: Annotated[  # noqa: A002
            str, Field(description="An article_id or its beginning, or part of its title.")
        ],
        start: Annotated[int, Field(description="The first character to give, from 0.")] = 0,
        length: Annotated[int, Field(description="Characters, at most 40000.")] = 20_000,
    ) -> Told:
        """The text of an article, its source and which records rest on which stretch of it.

        Offsets count characters of the whole text: a record's words are text[start:end].
        """
        return _told(reader, lambda db: answers.article(db, id, start, length))

    @server.tool(annotations=_READS)
    def record(
        id: Annotated[  # noqa: A002
            str, Field(description="The id of a statement, claim, meeting or actor mention.")
        ],
    ) -> Told:
        """One record: its evidence, its article, how it was decided; of a claim its links."""
        return _told(reader, lambda db: answers.record(db, id))


def _told(reader: Reader, question: Callable[[Database], Answer]) -> CallToolResult:
    return _result(_asked(reader, question))


def _result(answer: Answer) -> CallToolResult:
    # Without the line ends and indents that the SDK would write: they cost a model tokens.
    text = json.dumps(answer, ensure_ascii=False, separators=(",", ":"))
    return CallToolResult(content=[TextContent(type="text", text=text)], structured_content=answer)


def _asked(
    reader: Reader,
    question: Callable[[Database], Answer],
    fault: type[ToolError | ResourceError] = ToolError,
) -> Answer:
    """The answer as JSON has it; what cannot be done is one line that a model can act on."""
    try:
        with reader.opened() as db:
            answer: Answer = answers.plain(question(db))
            return answer
    except SummitryError as error:
        raise fault(" ".join(str(error).split())) from error
    except MemoryError as error:
        raise fault("the answer does not fit into memory; ask for less") from error
