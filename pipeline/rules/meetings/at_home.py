"""Offices and bodies of a state's own affairs, which sit at no meeting as a side of their own."""

import re

from pipeline.lookup.registry import load
from schemas.draft import ActorDraft

_ROLE = re.compile(
    r"(?:the |every |each |an? |local |deputy |police |fire )*(?:vice[- ]president|officials?|chief"
    r"|mayor|chief of (?:police|staff)|governor|attorney general|commissioner|director|secretary)",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"\b(?:department|offices?|council of governors|task force|agency|administration|bureau"
    r"|congress|house|policy council|economic council)\b",
    re.IGNORECASE,
)
_PORTFOLIO = re.compile(
    r"\b(?:attorney general|homeland|transport\w*|labou?r|health|education|housing|agriculture"
    r"|veterans|domestic|legislative|intergovernmental|public engagement|press secretary"
    r"|gender policy|drug control|economic council|council of economic|emergency management|fema"
    r"|surgeon general|cyber director|climate advis[eo]r|senator|congress(?:man|woman|member)"
    r"|management and budget)\b",
    re.IGNORECASE,
)
"""Offices for a state's own affairs, whose holders are their leader's guests and no other state's,
where nothing says otherwise.
"""


def is_home_office(actor: ActorDraft, country: str | None) -> bool:
    """Whether he, or it, belongs to the land where the text is at home, as nothing says otherwise.

    `"the vice president"`, `"the Department of Labor"`, `"Transportation Secretary Jo Reed"` where
    no country or body stands beside them.
    """
    whose, name = actor.affiliation, actor.name or actor.role or ""
    if country or (whose and load().organisation(whose)):
        return False
    if actor.kind == "government_body":  # "the Office of Legal Counsel" is no Counsel's
        return bool(_BODY.search(name)) and not (whose and name.startswith(whose))
    if whose and not _PORTFOLIO.search(whose):
        return False
    if actor.kind == "role_holder" and not actor.name:
        return bool(_ROLE.fullmatch(actor.role or ""))
    return actor.kind in ("person", "role_holder") and bool(
        _PORTFOLIO.search(f"{actor.role or ''} {actor.name if actor.kind != 'person' else ''}")
    )
