"""Output tokens of the draft as built against a plain form of the same records.

    python bench/draft_size.py

The plain form has the design's full keys, every field that a model would fill there (null
where it has nothing to say), references between flat lists, and copied quotations instead
of anchors; both are compact JSON. Tokenizer: o200k_base. The drafts are the recorded
first answers for the seeds, as they were given.
"""

import json
from pathlib import Path
from typing import Any

from bpe_openai import get_encoding

from pipeline.grounding.ground import ground
from pipeline.grounding.locate import NotFound, TextIndex
from pipeline.reading.read import read
from pipeline.resolving.dated import dated_article
from schemas.draft import ActorDraft, ArticleDraft, ClaimDraft, MeetingDraft, StatementDraft
from schemas.records import Article

ROOT = Path(__file__).resolve().parent.parent


def plain_form(article: Article, draft: ArticleDraft) -> dict[str, Any]:
    """The same records as full objects with copied quotations."""
    index = TextIndex(article)
    grounded = ground(article, draft).records
    cues = {statement.content[0].start: statement for statement in grounded.statements}

    def copied(anchors: tuple[str, ...]) -> list[str]:
        return [index.anchor(anchor).text for anchor in anchors]

    def role(item: str, key: str) -> dict[str, str]:
        ref, _, given = item.partition(" ")
        return {"actor": ref, key: given or "participant"}

    def claim(one: ClaimDraft, statement: str | None) -> dict[str, Any]:
        comparator, value, unit = one.measure or (None, None, None)
        return {
            "text": one.text,
            "claim_type": one.claim_type,
            "asserters": list(one.asserters),
            "statement": statement,
            "certainty": one.certainty.removeprefix("-"),
            "polarity": "-" if one.certainty.startswith("-") else "+",
            "value": value,
            "unit": unit,
            "comparator": comparator,
            "time_text": one.time_text,
            "place_text": None,
            "evidence": copied(one.evidence),
        }

    statements, claims = [], []
    for number, one in enumerate(draft.statements, 1):
        assert isinstance(one, StatementDraft)
        content = copied(one.content)
        found = cues.get(index.anchor(one.content[0]).start)
        statements.append(
            {
                "ref": f"s{number}",
                "speakers": [who for who in one.who if " " not in who],
                "speaker_text": found.speaker_text if found else None,
                "cue_text": found.cue_text if found else None,
                "content": content,
                "addressees": [w.split()[0] for w in one.who if w.endswith(" to")],
                "via": [w.split()[0] for w in one.who if w.endswith(" via")],
                "act": one.act,
                "medium": one.medium,
                "occasion": one.occasion,
                "said_text": one.said_text,
                "quote_type": found.quote_type if found else "indirect",
            }
        )
        for nested in one.claims:
            assert isinstance(nested, ClaimDraft)
            whole = (
                nested if nested.evidence else nested.model_copy(update={"evidence": one.content})
            )
            claims.append(claim(whole, f"s{number}"))
    claims += [claim(one, None) for one in draft.claims if isinstance(one, ClaimDraft)]
    return {
        "title": draft.head.title and copied((draft.head.title,))[0],
        "published_text": draft.head.published_text and copied((draft.head.published_text,))[0],
        "byline": draft.head.byline and copied((draft.head.byline,))[0],
        "dateline_place": draft.head.dateline_place and copied((draft.head.dateline_place,))[0],
        "language": draft.head.language,
        "actors": [
            {
                "ref": one.ref,
                "name": one.name,
                "kind": one.kind,
                "role": one.role,
                "affiliation": one.affiliation,
                "members": list(one.members),
                "evidence": [one.name or one.role],
            }
            for one in draft.actors
            if isinstance(one, ActorDraft)
        ],
        "summits": [
            {
                "ref": one.ref,
                "title": one.title,
                "status": one.status,
                "channel": one.channel,
                "level": one.level,
                "date_text": one.date_text,
                "date_llm": one.date_llm,
                "place_text": one.place_text,
                "participants": [role(item, "role") for item in one.participants],
                "evidence": copied(one.evidence),
            }
            for one in draft.meetings
            if isinstance(one, MeetingDraft)
        ],
        "statements": statements,
        "claims": claims,
    }


def main() -> None:
    encoding = get_encoding("o200k_base")
    total = {"draft": 0, "plain": 0}
    print(f"{'seed':6} {'draft':>8} {'plain':>8} {'ratio':>6}   tokens, o200k_base")
    for path in sorted((ROOT / "seeds").glob("[0-9]*.txt")):
        (article,) = read([str(path)])
        assert isinstance(article, Article)
        answer = ROOT / "cassettes" / "answers" / "seeds" / f"{path.name[:3]}.1.json"
        wire = json.loads(answer.read_text(encoding="utf-8"))
        draft = ArticleDraft.model_validate(wire)
        sizes = {}
        try:
            forms = {"draft": wire, "plain": plain_form(dated_article(article), draft)}
        except NotFound as error:
            raise SystemExit(f"{path.name}: {error}") from error
        for name, form in forms.items():
            text = json.dumps(form, ensure_ascii=False, separators=(",", ":"))
            sizes[name] = len(encoding.encode(text))
            total[name] += sizes[name]
        ratio = sizes["draft"] / sizes["plain"]
        print(f"{path.name[:3]:6} {sizes['draft']:8} {sizes['plain']:8} {ratio:6.2f}")
    print(f"{'all':6} {total['draft']:8} {total['plain']:8} {total['draft'] / total['plain']:6.2f}")


if __name__ == "__main__":
    main()
