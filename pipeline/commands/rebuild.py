"""`summitry rebuild`: the records anew from kept answers, without a call."""

import typer

from pipeline.commands.options import Db, JsonLines


def rebuild(*, db: Db = None, json: JsonLines = False) -> None:
    """Make all records anew from stored texts and kept answers, with today's rules.

    Nobody is called. After a change of the rules for dates, names, places or grounding,
    the database is as if they had always been so; decisions of people stay. An article
    that lacks an answer keeps its records. Exit code 1: there are such articles.
    """
    from pipeline.commands.progress import closing, exit_code, run_to_its_end
    from pipeline.errors import UsageError
    from pipeline.extracting.bymodel import by_replay
    from pipeline.extracting.byrules import by_rules
    from pipeline.extracting.model import Model
    from pipeline.running.rebuild import stored_articles, ways
    from pipeline.settings import RULES, load_settings
    from pipeline.storing.answers import Answers

    path = load_settings(db=db).db
    found = ways(path)
    if not found:
        raise UsageError(f"{path} holds no articles; `summitry run` reads some")
    code = 0
    with Answers.beside(path, must_exist=True) as answers:
        for way in found:
            settings = way.settings(path)
            summary = run_to_its_end(
                stored_articles(path, way.article_ids),
                None,
                settings,
                json=json,
                extracts=by_rules
                if way.model == RULES
                else by_replay(Model.silent(way.asked), answers, way.prompt),
                total=len(way.article_ids),
            )
            skipped = summary.outcomes.get("skipped", 0)
            advice = (
                f"{skipped} kept the records they had, an answer is missing: "
                "`summitry run --again` on their sources asks for it",
            )
            advised = skipped and way.model != RULES and not json
            closing(summary, settings, json=json, then=advice if advised else ())
            code = max(code, exit_code(summary))
            if summary.interrupted:
                break
    raise typer.Exit(code)
