"""What a notebook calls where the command line puts several steps together.

The other public names lead straight to their modules; `pipeline/__init__.py` lists them all.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import UsageError, not_found
from pipeline.extracting.bymodel import by_strategy
from pipeline.extracting.cassettes import RECORDED_MODEL, RECORDED_URL, replayed
from pipeline.extracting.extract import Asks, Extraction
from pipeline.extracting.model import Model, ModelSettings
from pipeline.extracting.prompt import EXTRACT, prompts_sha256
from pipeline.relating.claimlinks import candidates
from pipeline.relating.judge import judge as ask_about
from pipeline.relating.relate import keep_judgement, relate
from pipeline.resolving.dated import dated_article
from pipeline.resources import resource
from pipeline.reviewing.keep import laid_over
from pipeline.storing.database import Database
from pipeline.storing.land import End, begin_run, finish_run, forget_orphans, new_run
from pipeline.storing.land import land as land_ends
from pipeline.storing.sqlfiles import sql
from schemas.records import Article, ArticleRecords
from schemas.tables import OutcomeRow


async def extract(article: Article, model: Asks, *, prompt: str = EXTRACT) -> Extraction:
    """All records of one article, grounded in its words, with what they cost.

    Names, days and places are as the article has them: `resolve` is next. Raises
    ExtractionFailed where the model gave no usable answer. The prompt says how it is asked:
    `extract/…` for a report of the whole article, `choice/…` for choices among what rules find.
    """
    name = model.settings.name if isinstance(model, Model) else None
    return await by_strategy(dated_article(article), model, prompt, name=name)


def land(
    db: str | Path, found: Iterable[ArticleRecords], *, model: str, prompt: str = EXTRACT
) -> str:
    """Put resolved records into the database, made if new, as one run; returns its run_id.

    An article that was read before gets these records instead; what people decided on it is
    laid over them. Events, duplicates and links of claims are made anew.
    """
    run = new_run(
        model=model,
        prompt=prompt,
        prompt_sha256=prompts_sha256(prompt),
        settings={"landed_by": "python"},
    )
    with Database.open(db) as opened:
        begin_run(opened, run)
        land_ends(opened, [_end(run.run_id, one) for one in found], laid_over=laid_over)
        finish_run(opened, run.run_id)
        forget_orphans(opened)
        relate(opened)
    return run.run_id


async def judge(db: str | Path, model: Asks, run_id: str) -> int:
    """Ask the model how claims stand to each other where rules cannot tell.

    Returns the number of verdicts, which are kept under the run. `land` comes before.
    """
    with Database.open(db, read_only=True) as opened:
        pairs = candidates(opened)
        names = {row["run_id"]: row["model"] for row in opened.dicts(sql("runs"))}
    if run_id not in names:
        raise UsageError(not_found("run", run_id, "summitry runs"))
    found = await ask_about(pairs, model)
    with Database.open(db) as opened:
        keep_judgement(opened, found, names[run_id], run_id)
    return len(found.verdicts)


@contextmanager
def recorded_seeds() -> Iterator[tuple[list[str], ModelSettings]]:
    """The five articles of `summitry demo` and a model whose answers to them are recorded.

    Inside, no request reaches the network, and one that was not recorded fails.
    """
    with replayed(resource("cassettes", "seeds")):
        seeds = sorted(str(path) for path in resource("seeds").glob("[0-9]*.txt"))
        yield seeds, ModelSettings(RECORDED_MODEL, RECORDED_URL)


def _end(run_id: str, records: ArticleRecords) -> End:
    article = records.article
    found = records.summits or records.statements or records.claims or records.rejects
    outcome = OutcomeRow(
        run_id=run_id,
        source_path=article.source_path,
        article_id=article.article_id,
        outcome="records" if found else "empty",
        reason=None,
        attempts=0,
        input_tokens=0,
        output_tokens=0,
        cost_usd=None,
        latency_ms=0,
        raw=None,
    )
    return End(outcome, article, records)
