"""The words of meetings: how English news says that people met, are to meet, or did not."""

import re

from pipeline.rules.meetings.masked import SLOT
from pipeline.rules.verbs import any_form
from schemas.vocabulary import Channel

TRIGGER_WORD = (
    r"met|meet|meets|hands|meetings?|talks|talked|held|hold|holds|summits?|visit\w*|travel\w*"
    r"|trips?"
    r"|host\w*|receiv\w+|welcom\w+|phone\w*|calls?|called|telephone\w*|spoke|spoken|speak|speaks"
    r"|conversations?|conferr?\w*|gather\w*|conven\w*|attend\w*|discuss\w*|negotiat\w+|dialogue"
    r"|consult\w*|videoconference|bilateral|trilateral|encounter|huddled|dined|exchanged"
    r"|COP\d*|flew|fly|flying|arriv\w+|congress|sessions?|rounds?|rang|invit\w+|sat|saw|see"
    r"|lunch|dinner|breakfast|audience|conference|quadrilateral|ministerial|retreat|confab|conclave"
    r"|parley|scrapped|postponed|place|land(?:s|ed)|join(?:s|ed)?|reconven\w+"
    r"|waiting|seeing|calling|speaking|talking|face"
    r"|dine|together|granted|one-on-one|attending|attendance|present|guests?"
)
"""A word without which a sentence tells of no meeting."""

_NO_ADJECTIVE = (
    r"and|or|that|which|who|to|of|in|on|at|for|with|by|from|but|said|says|about|over|after"
    r"|before|between|as|his|her|their|its|no|a|an|the|this|these|those|following|during|since"
    r"|ahead|around|until|near"
    r"|under|than|despite|amid|when|while|where|will|would|has|have|had|is|are|was|were|be|hold"
    r"|held|against|into|upon"
)
_ADJECTIVES = (
    rf"(?!(?i:{_NO_ADJECTIVE})\b(?!-))(?:[“\"‘]?[\w’'.-]+|⟦\d+⟧) "
    r"(?:and (?=[a-z][\w-]* ))?"
)
DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?: (?:morning|afternoon|evening|night))?"
BEFORE_ADJECTIVES = frozenset(_NO_ADJECTIVE.split("|")) - {"and"}
"""Words that no adjective of a noun stands before; "and" joins two."""
NOUN = (
    r"(?i:phone calls?|telephone calls?|video calls?|video[- ]?conferences?|video link"
    r"|round of talks"
    r"|round of (?:peace |nuclear |trade |technical |indirect |direct )?(?:negotiations|talks"
    r"|consultations|discussions)|summit meeting|summit|meetings?"
    r"|talks|calls?|conversations?|visit|trip|negotiations|consultations|discussions|conference"
    r"|gathering|dialogue|session|audience|lunch|dinner|breakfast|encounter|confab|conclave|parley"
    r"|retreat(?= (?:of|for|between|with|in|at|on) )"
    r"|(?:bilateral|trilateral|quadrilateral|ministerial|tête-à-tête|sit-down|one-on-one"
    r"|face-to-face|talk)(?= (?:with|in|at|on|between|of|here)|[,.;]))(?![\w-])"
)

PROPOSED_THAT = re.compile(
    r"\b(?:propos\w+|suggest\w*|offer(?:s|ed|ing)?|recommend\w*|request\w*|ask(?:s|ed|ing))\b"
    r"[^.;⟦⟧]{0,60}\bthat[^.;:⟦⟧]{0,12}$"
)
"""What makes a meeting an idea of one side: "proposed on Monday that | they meet"."""
UNMET = re.compile(
    r"\bhad (?:been |also been |originally been |initially been |previously )?(?P<sure>due|set"
    r"|scheduled|expected|planned|supposed|planning|meant|slated)\b"
    r"|\b(?:was|were) (?:\w+ )?(?:due|supposed|meant|set|scheduled|expected|to)\b"
)
"""A plan seen from behind: it came to nothing, or is told by somebody in the past."""

AGAIN = re.compile(
    r"\b(?:again|reconven\w+|another|second|third|fourth|further|follow-up|separate|separately"
    r"|next|new round"
    r"|previous|earlier)\b",
    re.IGNORECASE,
)
"""What makes a meeting another one than that told before."""
TOGETHER = re.compile(
    r"\b(?:summit|trilateral|tripartite|three-way|quadrilateral|four-way|joint|conference call"
    r"|video)\b",
    re.IGNORECASE,
)
"""What makes a call with several one call."""
SAID = re.compile(rf"\b(?:{any_form('reports')}|that|which|who)\b")
"""After these "would" is a future seen from the past."""
LOOKS_AHEAD = re.compile(r"\b(?:next|tomorrow|later this|coming|upcoming)\b")
PRESENT = re.compile(
    r"(?:meets?|holds?|has|have|hosts?|receives?|welcomes?|visits?|travels?|flies|fly|arrives?"
    r"|lands|pays?|gathers?|convenes?|reconvenes?|begins?|starts?|opens?|attends?|returns?"
    r"|speaks?)\b"
)
BARE_WEEKDAY = re.compile(
    r"(?:(?:late|early|later|on|this|the) )*(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"(?: (?:morning|afternoon|evening|night))?"
)
_KINDS = ("", "peace ", "nuclear ", "trade ", "technical ", "indirect ", "direct ")
_MANY_DAYS = ("talks", "negotiations", "consultations", "discussions")
PLURALE_TANTUM = frozenset(
    (*_MANY_DAYS, *(f"round of {kind}{noun}" for kind in _KINDS for noun in _MANY_DAYS))
)
"""Nouns whose plural is one meeting."""
PHONED = ("phone", "telephone", "call", "rang", "ring")
NO_OBJECT = re.compile(
    r" (?!(?:on|in|at|for|to|by|from|after|before|during|with|over|of|as|about)\b)(?:[a-z]+"
    r" ){0,2}?(?:him|her|them|me|us|people|reporters|journalists|families|targets?"
    r"|demands?|needs?|conditions|criteria|resistance|opposition|criticism|obstacles?"
    r"|expectations?|deadlines?|standards?|requirements?|obligations?|goals?|the [a-z]+)\b"
)
"""What is met where no actor of the cast is."""
SIGNED_WHAT = re.compile(
    r" (?:an?|the) (?:[\w-]+ ){0,4}(?:agreement|memorandum|deal|treaty|accord|declaration|pact)"
)
POSSESSED = re.compile(r"⟦\d+⟧['’]s?")
AFTERTHOUGHT = re.compile(
    r"^[^.;]{0,60}\b(?:if (?:necessary|needed|required|possible|conditions|and when)|as (?:needed"
    r"|necessary)|unless)\b",
    re.IGNORECASE,
)
CONDITION = re.compile(
    r"\b(?:if|unless|whether|in case|should (?=⟦)|would have|could have|might have|were to)\b",
    re.IGNORECASE,
)
DENIAL = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|denials?|(?:reject|dismiss|refut)\w*(?: [\w“”\"’]+){0,4}"
    r" (?:reports?"
    r"|claims?|rumou?rs"
    r"|suggestions?|allegations?))\b",
    re.IGNORECASE,
)
DENIED_IN_ANSWER = re.compile(
    r"\b(?:[Hh]e|[Ss]he|[Tt]hey|[Ww]e|I) (?:did not|didn['’]t|have not|haven['’]t|has not)[.,]"
    r"|\b[Nn]o such (?:meeting|visit|call|talks|contacts?|conversation)\b"
    r"|\b(?:was|were|has been|have been|had|held) no (?:\w+ )?(?:meeting|visit|call|talks|contact"
    r"|conversation)s?\b"
    r"|\b(?:did not|didn['’]t|have not|haven['’]t|has not|hasn['’]t|never) (?:meet|met|speak|spoken"
    r"|talk(?:ed)?|happen(?:ed)?|take place)\b"
    r"|\bnot (?:true|correct|accurate)\b|\b(?:untrue|false report)\b"
)
"""How a spokesman says that what he is asked about was not."""
CALLED_OFF = (
    r"cancel+ed|called off|scrapped|shelved|axed|dropped|abandoned|aborted|collapsed before"
    r"|won['’]t (?:take place|go ahead|be held|happen)"
    r"|(?:did|will|would) not (?:now )?(?:take place|go ahead|happen|be held)|never took place"
    r"|failed to take place"
    r"|not go ahead|not be held|not be rearranged"
)
MOVED_TO = re.compile(
    r"\b(?:postpon\w+|put (?:off|back)|mov(?:ed|ing)|reschedul\w+|delay\w+|defer\w+|push(?:ed"
    r"|ing) back|(?:will|would)"
    r" now \w+(?: place| held)?)\b[^.;]{0,40}?\b(?:to|until|till|for|on|in) (?:the )?$"
)
"""What stands before the new day of a meeting that was put off."""
PUT_OFF = (
    r"postponed|suspended|put off|put back|delayed|rescheduled|pushed back|deferred"
    r"|moved (?=to |back|from )"
)
FATE = re.compile(
    rf"(?P<cancelled>\b(?:{CALLED_OFF})\b)|(?P<postponed>\b(?:{PUT_OFF})\b)"
    r"|(?P<scheduled>\b(?:slated|scheduled|planned|being (?:prepared|arranged|planned)"
    r"|set(?= (?:for|to|on)\b)|due(?= (?:to (?:be|take|meet|begin|start|open|resume|convene"
    r"|gather|run|get)|on|in|for|next|this)\b)"
    r"|to be held|will be held|will take place"
    r"|is expected|are expected|(?:will|would) now (?:take place|be held)"
    r"|would take place|to take place|will begin"
    r"|will open|will start|upcoming|forthcoming)\b)"
)
RECURRENT = re.compile(
    r"\b(?:regular(?:ly)?|often|frequently|repeatedly|multiple|numerous|several|many|series of"
    r"|flurry|rounds of"
    r"|(?:two|three|four|five|six|seven|eight|nine|ten|\d+) (?:times|rounds|meetings|summits|calls)"
    r"|every (?:year|month|week|day)|each (?:year|month|week)|annual(?:ly)?|weekly|monthly|daily"
    r"|twice|countless|dozens of|routinely)\b",
    re.IGNORECASE,
)
REMOTE = re.compile(
    r"\b(?P<video>video|videoconference|virtual(?:ly)?|zoom|online|teleconference|video[- ]link)\b"
    r"|\b(?P<phone>(?:tele)?phone[sd]?|telephoned|by phone|called(?! (?:off|on|upon|in)\b)|calls?"
    r"|rang|hotline)\b",
    re.IGNORECASE,
)
DOMESTIC = re.compile(
    r"\b(?:cabinet|parliament\w*|tribal|youth|students?|ceo|shareholders?|board|council of"
    r" ministers|committee|caucus"
    r"|town[- ]hall"
    r"|rally|congressional|senate|house of|party|match|game|league|cup|fans|investors?|union"
    r"|annual general|press"
    r"|news|security council|general assembly|earnings|fundrais\w+|campaign)\b",
    re.IGNORECASE,
)
"""What makes a meeting no diplomatic one, standing before the noun."""

MEET = re.compile(
    r"(?<!the )(?<!a )\b(?P<verb>met up|met|meets?\b|g[eo]t together(?= (?:with|on|at|again)\b)"
    r"|sh[ao]ok hands"
    r"|s[ai]t down"
    r"|huddled?|dined?"
    r"|exchanged views"
    r"|got off the (?:tele)?phone|(?:was|were|been) on the (?:tele)?phone"
    r"|conferred|confer|consulted|spoken"
    r"|spoke|speaks?|talked"
    r"|(?:held|holds?|holding|had|have|having|conducted|concluded|completed|began|begun|begin|opened|open"
    r"|start(?:ed)?|ended|wrapped up|resumed?|launch(?:ed)?)"
    r" (?:(?:an?|their|his|her|its|the|another|this|these|those) )?"
    rf"(?:(?:\w+ )?days of )?(?:{_ADJECTIVES}){{0,5}}?(?P<noun>{NOUN}))"
    r"(?P<how>(?: (?:again|here|there|by (?:tele)?phone|by video(?: ?link| ?call|[- ]?conference)?"
    r"|on the (?:tele)?phone"
    r"|over the (?:tele)?phone|today|briefly|virtually|separately|privately|face-to-face"
    r"|(?:over|on|via|by|through) (?:the |an? |their )?(?:[\w-]+ )?hotline"
    r"|one[- ](?:on|to)[- ]one|behind closed doors|in private|face to face|alone|bilaterally"
    r"|informally|at length|for (?:[\w-]+ ){1,5}(?:hours?|minutes|days)"
    rf"|via [\w ]{{3,18}}?|in person|earlier|(?:late |early )?{DAY}|late|yesterday|first))*)"
    r"(?P<with>(?: together)?(?:,? (?:also )?(?:on|in|at|late|this|last|early"
    r"|earlier|outside|near|inside|beside) (?:[^,;:⟦⟧]|⟦\d+⟧(?= (?:residence|palace|villa|office"
    rf"|home|estate))){{2,40}}?)?,? (?:with|to)\b(?: (?:both|his|her|their|the|its|senior"
    r"|visiting))*)?"
)
CALL = re.compile(
    r"\b(?P<verb>phoned|telephoned|called|calls|call|rang|rings)(?P<with>(?: (?:both|up|his|her"
    r"|their|the))*) (?=⟦)"
)
GATHER = re.compile(
    r"\b(?P<verb>gathered|gather|gathers|reconvened?|convened|convene|convenes|came together"
    r"|come together"
    r"|assembled|signed|gathering|meeting)\b"
)
HOST = re.compile(
    r"\b(?P<verb>hosted|hosts|host|hosting|received|receives|receive|receiving|welcomed|welcomes"
    r"|welcome|welcoming|play(?:ed|s)? host to)"
    r"(?: (?:in|at|on|to|late|early) [^,;:⟦⟧]{2,40}?)?? (?:(?:his|her|their|the|visiting|both|a"
    rf"|an)\s)*(?:(?P<noun>(?:{_ADJECTIVES}){{0,5}}?{NOUN})|(?=(?:[a-z-]+ )?{SLOT}))"
)
HOSTED = re.compile(
    r"\b(?P<verb>received|hosted|welcomed|greeted|met|granted an audience)"
    r" (?:(?:[^⟦⟧,;]|⟦\d+⟧ ){0,40})?by (?:\w+ )?(?P<host>⟦\d+⟧)"
)
VISIT = re.compile(
    r"\b(?P<verb>visited|visits|visit|visiting|(?:travelled|traveled|travels|travel|travelling"
    r"|traveling|flew|flies|fly|flying|returned|returns|return|returning|"
    r"(?:led|leads?|leading) (?:(?:an? |the )(?:[\w.-]+ ){0,3}[Dd]elegation|⟦\d+⟧)|"
    r"(?:paid|pays|pay|paying) (?:an? |his |her )(?:[\w-]+ ){0,3}visit|arrived|arrives"
    r"|arrive|landed|lands|be|due|expected) (?:\w+ )?(?:to|in|into|at))"
    r" (?P<place>(?:the )?(?:[\w-]+ ){0,5}?[A-Z])"
)
OCCASION = re.compile(
    rf"(?<![\w’'])(?P<own>(?:{SLOT}['’]s?|(?i:his|her|their|the|an?|its)) )?"
    rf"(?P<adj>(?:{_ADJECTIVES}){{0,6}}?)(?P<noun>{NOUN})"
    r"(?P<rel>(?! (?:on|in|at) the (?:margins|sidelines|fringes|heels)\b)"
    r"(?: (?:here|today|yesterday|late|early|on|in|at|this|last|of the (?:day|week|year)"
    r"|planned|scheduled|set|due|originally|was|were|took place|has|have|had|will be|would be"
    rf"|is)(?: [^,;:⟦⟧]{{1,40}}?)?)? (?P<prep>between|with|among|of|involving|by) (?:(?:the|his"
    r"|her|their|its|both|visiting|rival|warring|regional|[\w-]+-(?:nation|member|country|state"
    r"|party|strong)) )*(?=⟦))?"
)
ATTEND = re.compile(
    r"\b(?P<verb>attended|attends|attend|attending|joined|took part in|take part in|takes part in"
    r"|participated in|co-?(?:chair|host|conven)(?:ed|e|s|es)?|(?:jointly )?(?:chaired|convened))"
    rf" (?:a|an|the|this|that|last|their)?\s?(?:{_ADJECTIVES}){{0,6}}?(?P<noun>{NOUN})"
)


def channel_of(words: str) -> Channel | None:
    """How they met, where the words tell: `"spoke by phone" -> phone`."""
    found = REMOTE.search(words)
    return None if found is None else "video" if found["video"] else "phone"


INVITE = re.compile(
    r"\b(?P<verb>invited|invites|inviting)(?= (?:(?:his|her|the|their|some|all"
    r"|both) )?(?:\d+ )?(?:[\w-]+ ){0,3}⟦)"
)
INVITED_TO = re.compile(
    rf"^[^;:⟦⟧]{{0,40}}?\bto (?:(?=(?:the )?[A-Z])|(?P<what>visit|pay|attend|take part in|join"
    rf"|hold talks|talks|meet"
    rf"|(?:an?|the) (?:{_ADJECTIVES}){{0,5}}?{NOUN}|come to|travel to)\b)"
)
