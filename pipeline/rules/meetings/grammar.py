"""How a masked sentence says who is the subject of a verb and who its object.

Actors are slots here: `⟦0⟧ and ⟦1⟧, who flew in on Monday, met ⟦2⟧ in Geneva`.
"""

import re

from pipeline.rules.meetings.masked import GROUP, SLOT

LIST_OR_ONE = re.compile(GROUP)
OWNED = re.compile(r"[A-Z][\w. -]*['’]s? [A-Z]")
NOT_ONE = re.compile(r"(?:['’]s?\s+\w|-|\s*&)")
"""What makes an actor the owner or a part of what follows: "⟦0⟧'s visit", "⟦0⟧-led", "⟦0⟧ & Co"."""
PREPOSITION = re.compile(
    r"\b(?:in|to|of|from|for|by|with|at|on|against|about|near|over|under|into|via|between|after"
    r"|before|than|like|despite|without|towards?|as|including|among)"
    r"\s+(?:(?:the|his|her|their|its|both|an?)\s+)*$",
    re.IGNORECASE,
)
_SENT = (
    r"leaders|presidents|ministers|delegations?|delegates|officials|envoys|negotiators"
    r"|representatives|diplomats|generals|chiefs|experts|premiers|monarchs|commanders|advis[eo]rs"
    r"|teams"
)
REPRESENTS = re.compile(
    r"\b(?P<who>(?:(?:senior|top|foreign|defen[cs]e|military|trade|finance|energy|army|prime|deputy"
    rf"|government|security|intelligence|special)\s+)*(?:{_SENT})) (?:of|from)(?: the| both)? $",
    re.IGNORECASE,
)
"""Those whom a state sends, where the cast does not know them: "delegations from ⟦0⟧"."""
SENT_BY = re.compile(r"⟦(\d+)⟧(?:(?: general)? of [a-z][a-z ]{2,30})? (?:of|from) (?:the |both )?$")
OBJECT = re.compile(
    rf"(?: {SLOT}['’]s?)?"
    r"(?:(?: (?:his|her|their|its))? (?:hosts?|guests?|all(?:y|ies)|rivals?|friends?"
    r"|neighbou?rs?),)?"
    r"(?: (?:(?:each|both|all) of|the|his|her|their|its|both|each|senior|visiting|top|then|former"
    r"|acting|fellow|newly elected|new|as well as|with|again|also))*"
    r"(?: (?!(?:at|in|on|for|after|before|during|to|by|from|of|ahead|via|about|over)\b)[a-z]+"
    r"(?= ⟦\d+⟧))?"
    rf"(?: (?P<of>(?:[\w’'-]+ ){{0,3}}(?:{_SENT}|counterparts?) (?:of|from)(?: the| both)?))?"
    rf" (?P<group>{GROUP})"
)
INCLUDING = re.compile(
    rf",? (?:including|among them|such as) (?:the |his |her |their )?(?P<group>{GROUP})"
)
CROWD = re.compile(
    r"\b(?:officials|members|ministers|leaders|representatives|counterparts|diplomats|envoys"
    r"|advis[eo]rs|ambassadors|cabinet|team|delegation|government|administration|staff)"
    r"(?: (?:of|from) [^,;:]{2,40})?$"
)
"""Those of whom some are named behind "including"."""
CONJUNCTION = re.compile(r"\b(?:before|after|as|than|since|until)\s+$", re.IGNORECASE)
"""What is no preposition where a verb stands behind its noun: "before ⟦0⟧ met"."""
WENT = re.compile(
    r"(?:,? who|,) (?:came|went|crossed|flew|drove|travel+ed|stopped|returned|arrived|headed"
    r"|hurried|rushed|landed)\b"
)
"""Behind a subject: what follows with "to" is what he went for."""
DENIES = re.compile(r"\bden(?:y|ies|ied|ying)(?: ever)? $")
WHEN = re.compile(r"\b(?:when|after|before|while|since) $")
"""Behind it stands what was, also in a question: "asked what was said when | they met"."""
OFFICES = re.compile(
    rf"(?:the )?(?:(?!(?:and|of|for|to)\b)[\w’'.-]+ ){{0,5}}?(?:{_SENT}) (?=[A-Z])", re.IGNORECASE
)
"""An office in the plural before the first of several names: "Turkish ministers | Ece Kaya"."""
SUPERLATIVE = re.compile(r"\b(?:most|first|last|only|highest|latest|next|second)\b")
BEFORE_COMMA = re.compile(rf"{SLOT}(?=, $)")
OFFICERS = re.compile(
    r" (?:co-?chairs?|chairs|delegates|delegations?|officials|envoys?|negotiators|mediators"
    r"|representatives?|ministers|leaders|ambassadors|commanders)\b(?:, (?:from"
    r"|of) [^;:⟦⟧]{3,60}?(?=,))?"
)
"""Those of a body who stand behind its name: "⟦0⟧ co-chairs"."""
APPOSED = re.compile(rf",? {SLOT}")
_ADVERBIAL = (
    r"(?:(?:also|then|today|yesterday|tomorrow|tonight|each|both|now|together|earlier|later|last"
    r"|meanwhile|however|himself|herself|[a-z]+ly)"
    r"|(?:on|in|at|late|early|earlier|last|this|during|since|for|ahead of|after|before|following"
    r"|amid|despite|from|of|by) [^,;:⟦⟧]{1,60}"
    r"|(?:on|in|at|during|after|before|following|from|of|ahead of|alongside|by)"
    rf" [^,;:⟦⟧]{{0,30}}{SLOT}(?:['’]s [\w -]{{1,30}})?)"
)
GAP = re.compile(
    r"(?: (?:team|delegation|officials?|envoys?|negotiators?|representatives?|government|leaders?"
    r"|ministers?|diplomats?|commanders?|teams|delegations|armies|militaries|forces))? "
    rf"|(?:,? (?:and )?(?:who|which|that))?(?:,? ?{_ADVERBIAL},?)*,?\s*"
    r"|, (?:(?!said|says|told|who |which )[^,;:⟦⟧]){1,80},?\s*"
    r"|, who [^,;:⟦⟧]{3,80}, "
    r"|,? \([^()]{1,60}\),?\s*"
    rf"|, {SLOT},?(?: {_ADVERBIAL},?)?\s*"
    rf"|,? (?:led|headed|chaired|accompanied) by (?:the |his |her )?{SLOT},?(?: {_ADVERBIAL},?)?\s*"
    r"|,? [—–] "
    rf"|, (?:(?!said|says|told)[^,;:⟦⟧]){{1,60}}{SLOT},?\s*"
    rf"|, at {SLOT}(?: [\w-]+){{1,3}}, "
)
"""What may stand between a subject and its verb: adverbs, an apposition, "who"."""
CARRIED = re.compile(
    r",? (?P<aux>will|would|shall|is to|are to|(?:is|are) (?:due|expected|set|scheduled) to)"
    r" [a-z][^;:⟦⟧]*,? (?:and|then)(?: also| then| later)? $"
)
COORDINATED = re.compile(
    r"^(?![^⟦⟧]*\b(?:that|who|which|whose|if|when)\b)[^;:]*(?:\band|\bthen|\bbefore|\bbut)\s+"
    r"(?:(?:also|then|later|separately|has|have|had|will|would|[a-z]+ly)\s+)*$"
)
"""A first verb of the same subject: "arrived in Bern and"."""
IN_RELATIVE = re.compile(rf"{SLOT}, (?:who|which|whose) [^,;:—]*$")
"""Behind it stands somebody of a clause in commas: "⟦0⟧, who accompanied | ⟦1⟧, met"."""
BEHIND_RELATIVE = re.compile(
    rf", (?:who|which|whose) [^,;:—]*,(?: {_ADVERBIAL},?)*\s*"
    r"|, (?:who|which) (?:[^,;:—]*, )??(?![^⟦⟧]*\b(?:that|who|which|whose|if|when)\b)[^;:,]*\band"
    r"\s+(?:(?:also|then|later|separately|[a-z]+ly)\s+)*"
)
"""A clause in commas between a subject and its verb, whoever stands in it, or up to its "and"."""
OPENS_CLAUSE = re.compile(
    r"(?:^|[,;:—–“”\"(.] ?|\b(?:and|but|or|that|when|where|while|as|after|before|because|if|whether"
    r"|said|says|which|than|since|until|although|though) )(?:(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Bb]oth"
    r"|[a-z]+) )?$"
)
"""Where a subject stands and an object does not."""
_MONTH_DAY = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2}(?:, \d{4})?"
_DATED = (
    rf"(?:⟦\d+⟧|[A-Z][\w’' -]{{1,30}})(?:, [A-Z][\w’' -]{{1,20}})?, {_MONTH_DAY}"
    r"(?: \([^()]{2,40}\))?\.? ?[-–—]+ ?"
)
DATED_LINE = re.compile(_DATED)
"""A dateline with a day, which is the report's and dates nothing that it tells."""
DATELINE = re.compile(
    r"[^.;]{0,90}?(?:\)|[A-Z⟧]) ?(?:—|–|--?) (?=\S)|[^.;()]{0,60}\([^()]{2,40}\) ?[-–—]+ ?"
    rf"|{_DATED}"
)
"""The dateline of an agency: "⟦0⟧, May 12 (⟦1⟧) - "."""
CITY = re.compile(r"[A-Z][A-Za-z’'-]+(?: [A-Z][A-Za-z’'-]+){0,2}(?=[,/ ]|$)")
HERE = re.compile(r"\bhere\b")
OPENING = re.compile(r"(?:on|in|late|early|earlier|last) [^,;:]{2,40}, $", re.IGNORECASE)
NOUN_BEFORE = re.compile(
    r"\b(?!(?:that|and|when|where|as|after|before|which|since|while|but|because|if|then|today|said"
    r"|yesterday|so|until|once|now|last|week|month|year|ago|or)\b)[a-z][\w’'-]+ $"
)
