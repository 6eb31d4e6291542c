"""What kind of claim a clause makes: by its main verb, and by words of control, blame, promise."""

import re

from pipeline.rules.claims_clauses import Main
from pipeline.rules.verbs import any_form
from schemas.vocabulary import ClaimType

_TERRITORY = re.compile(
    r"(?<!to )(?<![-‑])\b(?:retook|retak(?:e|en|ing)|recaptur(?:e|es|ed|ing)|took (?:control|over)"
    r"|overran|fell to"
    r"|(?<!in )(?<!the )(?<!of )(?<!from )(?<!for )(?<!a )"
    r"(?:captur|liberat|occup|besieg|seiz|regain|wrest|ced)(?:y|e|es|ed|ies|ied|ing)\b"
    r"(?! (?:the )?(?:\S+ )?(?:opportunit|chance|moment|initiative|imagination|hearts?|attention"
    r"|spirit|essence|promise|headlines|carbon|CO2|emissions|data|images?|video|footage|assets"
    r"|drugs|narcotics|weapons|shipments?|cargo|evidence|documents|records|property|funds|oil"
    r"|vessels?|ships?|boats?|slaves|nation|\d|an? |more than|over|nearly|about|some|hundreds"
    r"|thousands|dozens|how|after|fugitives|prisoners|hostages|posts?|seats?|office))"
    r"|(?:in full|under (?:the|its|their|full|\w+[’']s|[A-Z]\w+|rebel|government|army)|took|take"
    r"|takes|taken|taking|lost|lose|loses|losing|seized|seize|gained|gain|regained|regain|assumed|retained|retains|has|have|had|maintains?|maintained|exert\w*"
    r"|solidified|consolidat\w*|tightened|handed over|ceded) (?:\w+ ){0,3}?control(?! (?:and prev"
    r"|measures|polic|regime|system|efforts|board|centers?))"
    r"|(?<!to )(?<!help )(?<!can )(?<!not )controls (?:[\w’'-]+ ){0,4}?(?:the|most"
    r"|half|part|parts|all|much|areas?|towns?|cit(?:y|ies)|territory|coast|border|island|province|region)\b"
    r"|(?:is|are|was|were|been|still|now) (?:fully |largely |partly )?controlled by"
    r"|(?:is|are|was|were|been|still|now) held by"
    r"|now holds?|holds? (?:the (?:town|city|village|port|bridge|hill|airport)|\w+ of the)"
    r"|(?:is|are|was|were|remains?|lost|captured|took|retook) (?:[\w’'-]+ ){0,4}?(?:strongholds?"
    r"|bastions?)|lost (?:[\w’'-]+ ){0,3}?(?:territory|ground)|(?:is|are|was"
    r"|were|remains?|fell) (?:now |still )?in(?:to)? the hands of)",
    re.IGNORECASE,
)
_NO_TERRITORY = re.compile(
    r"\b(?:disease|arms|export|gun|border|birth|drug|quality|emissions?|price|pest|erosion|flood"
    r"|traffic|cruise|infection|tobacco|weapons|missile(?: technology)?|command and|damage|rent"
    r"|capital|cost|crowd|air traffic|government|remote|passport|corporate|self|inflation)[- ]"
    r"controls?\b|\bCenters? for Disease|\bcontrols? (?:of|over) (?:the )?(?:House|Senate|Congress"
    r"|their (?:own )?(?:bod|li)|women|inflation|spending|costs|fire|blaze|AI\b)",
    re.IGNORECASE,
)
_HELD_TALKS = re.compile(r"\bh[eo]ld(?:ing|s)? (?:\w+ )?(?:talks|meeting)")
_HARM = (
    r"attack|bomb|kill|death|dead|murder|massacr|crime|atrocit|violen|strike|explosion|blast"
    r"|destruct|destroy|war\b|crash|downing|shooting|shelling|assassinat|abduct|kidnap|poison|hack"
    r"|breach|cyber|famine|crisis|collapse|failure|failing|delay|suffering|damage|losses|abuse"
    r"|violation|rape|tortur|repress|crackdown|genocide|incursion|sabotage|unrest|bloodshed"
    r"|incident|casualt|displac|shortage|escalat|deteriorat|stalemate|impasse|clash|starv|hunger"
    r"|disappear|blockade|derail|outbreak|spread of|rise in|fall in|increase in|theft|smuggl"
)
_RESPONSIBLE = re.compile(
    r"\b(?:(?:claim(?:s|ed)?|bears?|bore|accept(?:s|ed)|admit(?:s|ted)|den(?:y|ies|ied)|disclaimed"
    r"|took|share[sd]?) (?:\w+ )?responsibility\b"
    r"|(?:(?:is|are|was|were|be|been|alone|held|hold|holds|found|deemed|considered)\b(?: \S+){0,4}?"
    r" |\w+ly )responsible for (?:[\w’'“”\"-]+ ){0,5}?[“\"]?(?:"
    + _HARM
    + r")\w*|blam(?:e|es|ed|ing) (?:\S+ ){1,8}?(?:for|on)\b|(?:is|are|was|were|be|been) (?:\w+ )?"
    r"(?:blamed|to blame)\b|(?:attack|bomb|kill|strike|raid|massacre|assault|blast|shooting"
    r"|explosion|operation|ambush|hacking|murder|abduction|kidnapping)\w* (?:\S+ ){0,6}?carried out"
    r" by|carried out (?:the|an?|this|that|these|those|\w+)(?: [\w-]+){0,2} (?:attack|bomb|kill"
    r"|strike|massacre|raid|assault|blast|shooting|murder|abduction|ambush)\w*"
    r"|(?:was|were|been) (?:\w+ )?(?:caused|triggered|ordered) by|accus(?:e|es|ed) (?:\S+ ){1,8}?of"
    r"|(?:perpetrat|orchestrat|mastermind)(?:e|es|ed)|(?:was|were) behind the (?:\w+ )?(?:"
    + _HARM
    + r"))",
    re.IGNORECASE,
)
_COMMITTED = re.compile(
    r"\b(?:pledg(?:e|es|ed)(?! of| made)|vow(?:s|ed)?|agreed (?:also |not |\w+ly )?to (?!a |an |the"
    r" (?:\w+ )?(?:text|terms|conditions)|that|this|it\b)|promis(?:e|es|ed) (?:\S+ ){0,3}?(?:to"
    r"|that)|(?:is|are|was|were|am|be|been|remains?|remained|stands?|fully|firmly) (?:[\w-]+ "
    r"){0,3}?committed to|(?:has|have|had|also|each|both|jointly) committed|committed "
    r"(?:(?:itself|himself|herself|themselves) to|[$€£\d])"
    r"|(?<!and )commits (?:\w+ )?to\b|undertook to|undertakes to|(?:has|have) undertaken to"
    r"|decided (?:not )?to|(?:is|are|was|were|am|be|been|remains?) (?:[\w-]+ ){0,2}?(?:determined"
    r"|ready|willing|prepared) to|stands? ready to|guarantee[sd]? (?:that|to)|intends? to"
    r"|reaffirm(?:s|ed) (?:\w+ )?(?:commitment|pledge) to|offered to|plans? to (?:provide|send|give"
    r"|contribute|donate|withdraw|invest|deliver|supply))\b",
    re.IGNORECASE,
)
_GIVES = re.compile(
    r"(?:will|shall|[\w]+[’']ll) (?:(?:also|now|then|not|never|soon|[a-z]+ly) )?(?:provide|send"
    r"|give|contribute|donate|allocate|deliver|lend|invest|fund|supply|commit|withdraw|support"
    r"|help|assist|ensure|maintain|defend|protect|back|stand (?:with|by)|keep|continue (?:to|its"
    r"|their|our|his|her)|work (?:with|to|together|closely)|never (?:allow|accept)|not (?:allow"
    r"|accept|tolerate)|increase|train|host|finance|release|return|comply|respect|honou?r|abide)\b"
)
_ABSTRACT = re.compile(
    r"(?:This|That|These|Those|It|The (?:\w+ ){0,2}?(?:rule|bill|law|act|plan|order|measure"
    r"|actions?|sanctions|program(?:me)?|initiative|project|agreement|deal|package|funding|meeting|summit"
    r"|visit|conference|report|effort|investments?|grants?|announcement|partnership|proposal"
    r"|decision|legislation|website|database|tool)s?|Today[’']s \S+(?: \S+)?)\b",
)
"""A subject that promises nothing: `"The bill will help"`."""
_EXPECTED = re.compile(
    r"(?:is|are|was|were|am|be|been|being)(?:n[’']t)? (?:\w+ )?(?:expected|likely|unlikely|set"
    r"|due|scheduled|slated|poised|bound|about|going|on track|on course|planned|projected"
    r"|forecast|anticipated|hoped)\b(?! (?:a|an|the|out|up|by)\b)"
)
_IS_TO = re.compile(r"(?:is|are|was|were) to (?!blame\b|be found)[a-z]+")
_AIM = re.compile(
    r"\b(?:aim|goal|purpose|objective|task|mission|idea|point|priority|intention|focus|role|job"
    r"|intent|challenge|key)s?\b"
)
CHANCE = re.compile(
    r"There (?:is|are|was|were) (?:an? |no |some |still |now |the |little |every |[a-z]+ly )*"
    r"(?:\w+ )?"
    r"(?:risk|chance|danger|possibility|prospect|hope|likelihood|threat)s?\b"
)
"""What may come, told as what there is."""
_SLATED = re.compile(
    r"\b(?:(?:slated|scheduled|planned) (?:for|to|on|in)|set (?:for|to)|due (?:for|on))\b"
)
_STATIVE = re.compile(
    r"(?:ha(?:s|ve|d) (?:(?:also|long|always|largely|staunchly|consistently|repeatedly|never|not"
    r"|[a-z]+ly) )*)?(?:backed|supported|opposed|remained|had|consisted|contained|included"
    r"|belonged|owned|needed|wanted|lacked|faced|represented|stood|been (?:an?|the|part|in|at"
    r"|home))\b"
    r"|ha(?:s|ve) (?:long|always|never|largely)\b"
)
_DID = frozenset({"past", "perfect", "passive"})
_SPEAKS = re.compile(
    rf"(?:(?:ha(?:s|ve|d)|was|were|is|are) (?:\w+ )?)?(?:{any_form('speaks')}"
    r"|called (?:on|for)|wished|honou?red|celebrated|reflected|looked forward|felt|knew|wanted"
    r"|liked|loved|dreamed|inspired|seemed|appeared|meant|had)\b"
)
"""What is said or felt is a statement's, or none."""
_ALIKE_NOW = re.compile(r"(?:is|are)\b(?! being)")
_HAPPENINGS = (
    r"kill|wound|injur|attack|struck|strik|shell|bomb|launch|fir(?:ed|ing)|invad|shot|sign"
    r"|resign|stepped down|step(?:s)? down|elect|arrest|detain|releas|evacuat|fled"
    r"|displac|deploy|withdr[ae]w|broke out|took effect|takes effect|began|begun|started|ended"
    r"|halt|suspend|impos|lift|sanction|expel|halv|collaps|destroy|hit|met|hosted"
    r"|visited|gathered|held|discussed|spoke|phoned|called|arrived|launched|intervene|advanc"
    r"|retreat|clash|ambush|hijack|explod|crash|drown|vot(?:ed|e)|ratif|adopt|approv"
    r"|reject|annex|declar|recogni[sz]ed|expelled|recalled|restored|resumed|cut|rose|fell|grew"
    r"|supported|backed|opposed|joined|left|opened|closed|seceded|won|lost|delayed|postponed"
    r"|cancel|banned|blocked|halved|doubled|surrender|defeat|assassinat|abduct|kidnap|poison"
    r"|provid|gave|given|sent|delivered|led|carried out|shored|reached|agreed|appointed"
)
_STANDS = re.compile(
    r"\b(?:remain(?:s|ed)?|ha(?:s|ve) (?:been|remained|largely|long|staunchly)|back(?:s|ed)?"
    r"|support(?:s|ed)?|is (?:a|an|the|part|home)|are (?:a|an|the|part|home)|ha(?:s|ve) \w+ed)\b",
    re.IGNORECASE,
)
_LASTS = re.compile(
    r"^[^,]*?\b(?:(?:is|are|was|were) (?:an?|the|deeply|part of|home to|guarantors?)|ha(?:s"
    r"|ve) (?:long|staunchly|largely|always|remained|been an?|been the))\b"
)
KIND_WORDS = (
    r"claim(?:s|ed)?|responsib\w*|blam\w*|carried|caused|triggered|ordered|accus\w*|perpetrat\w*"
    r"|(?:orchestrat|mastermind)\w*|behind",
    r"is|are|was|were|ha[sve]+",
    r"(?:control|seiz|captur|ret[ao]|recaptur|liberat|besieg|occup|regain|wrest)\w*|took|overr[au]n"
    r"|fell|lost|under|ced\w*|holds?|strongholds?|bastions?|held|hands",
    r"(?:pledg|vow|promis|guarantee|intend|undert|commit|offer)\w*|agreed|decided|determined|ready"
    r"|willing|prepared|plans?|reaffirm\w*",
    "slated|scheduled|planned|set|due",
    rf"(?:{_HAPPENINGS})\w*",
    r"remain\w*|ha[sve]+|(?:back|support)(?:s|ed)?|is|are",
)
"""Which of the patterns of `kind_of` are worth a search, in their order."""


def kind_of(text: str, words: int, main: Main | None, *, commits: bool) -> ClaimType | None:
    """What kind of claim a clause makes; None where it tells nothing that can be checked.

    words: bit n where a word of `KIND_WORDS[n]` stands in it. Control, blame and promises are
    sought in what the clause itself says, not in the clauses inside it.
    """
    own = text[: main.start + len(main.words)] if main else text
    group = main.words if main else ""
    if words & 1 and _RESPONSIBLE.search(own):
        return "responsibility"
    if words & 4 and _is_control(own):
        return "control"
    if words & 8 and (_COMMITTED.search(own) or group.startswith("committed to ")):
        return "commitment"
    if main is None:
        if commits:
            return "commitment"
        if words & 16 and _SLATED.search(own):
            return "prediction"
    elif main.tense == "ahead":
        gives = _GIVES.match(group) and not _ABSTRACT.match(text)
        be = group.startswith(("will be ", "would be ", "’ll be "))
        return "commitment" if gives or (commits and not be) else "prediction"
    elif main.tense == "possible" or _EXPECTED.match(group) or _lies_ahead(text, main):
        return "prediction"
    if not (
        words & 32
        or commits
        or (main and main.tense in _DID and not _SPEAKS.match(group))
        or (words & 2 and _LASTS.search(text))
        or (words & 64 and _STANDS.search(text))
    ):
        return None
    return _told(main)


def _lies_ahead(text: str, main: Main) -> bool:
    """`"The talks are to resume"`, `"There is a risk"`; not `"The aim is to resume"`."""
    if CHANCE.match(text):
        return True
    return bool(_IS_TO.match(main.words)) and not _AIM.search(text, 0, main.start)


def _is_control(own: str) -> bool:
    found = _TERRITORY.search(own)
    return bool(found and not _NO_TERRITORY.search(own) and not _HELD_TALKS.search(own))


def _told(main: Main | None) -> ClaimType:
    """What was done, or how things are."""
    if main is None or main.tense in ("be", "present") or _STATIVE.match(main.words):
        return "state"
    return "state" if main.tense == "passive" and _ALIKE_NOW.match(main.words) else "event"
