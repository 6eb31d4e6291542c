"""What kind of claim a clause makes, by its words: control, responsibility, an event, a promise."""

import re

from schemas.vocabulary import ClaimType

_CONTROL = re.compile(
    r"\b(?:control(?:s|led|ling)?|seiz(?:e|es|ed|ing)|captur(?:e|es|ed|ing)|retook|retak(?:e|en"
    r"|ing)|recaptur\w+|took (?:control|over)|overran|fell to|lost control"
    r"|occup(?:y|ies|ied)|liberat\w+|besieg\w+|in (?:full )?control"
    r"|under (?:the )?(?:\w+ )?control|stronghold|bastion|(?:rebel|government|opposition"
    r"|militia)-(?:held|controlled))\b",
    re.IGNORECASE,
)
_RESPONSIBLE = re.compile(
    r"\b(?:claimed responsibility|responsib(?:le|ility) for|blam(?:e|es|ed)|carried out by"
    r"|was caused by|were caused by|to blame|accus(?:e|es|ed)|perpetrat\w+|orchestrat\w+"
    r"|mastermind\w*)\b",
    re.IGNORECASE,
)
_COMMITTED = re.compile(
    r"\b(?:pledg(?:e|es|ed)|vow(?:s|ed)?|agreed to|promis(?:e|es|ed)|committed to|undertook"
    r"|undertakes|decided to|determined to|guarantee[sd]?|intends? to|ready to|willing to)\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:will|shall|would|is (?:expected|likely|set|due|scheduled|slated|to)|are (?:expected"
    r"|likely|set|due|scheduled|slated|to)|slated|scheduled|could|may|might)\b",
    re.IGNORECASE,
)
_HAPPENINGS = (
    r"kill|wound|injur|attack|struck|strik|shell|bomb|launch|fir(?:ed|ing)|invad|shot|sign"
    r"|resign|stepped down|step(?:s)? down|elect|arrest|detain|releas|evacuat|fled"
    r"|displac|deploy|withdr[ae]w|broke out|took effect|takes effect|began|begun|started|ended"
    r"|halt|suspend|impos|lift|sanction|expel|halv|collaps|destroy|hit|met|hosted"
    r"|visited|gathered|held|discussed|spoke|phoned|called|arrived|launched|intervene|advanc"
    r"|retreat|clash|ambush|hijack|explod|crash|drown|vot(?:ed|e)|ratif|adopt|approv"
    r"|reject|annex|declar|recogni[sz]ed|expelled|recalled|restored|resumed|cut|rose|fell|grew"
    r"|supported|backed|opposed|joined|left|opened|closed|seceded|won|lost|delayed|postponed"
    r"|cancel"
)
_STANDS = re.compile(
    r"\b(?:remain(?:s|ed)?|ha(?:s|ve) (?:been|remained|largely|long|staunchly)|back(?:s|ed)"
    r"|support(?:s|ed)?|is (?:a|an|the|part|home)|are (?:a|an|the|part|home)|ha(?:s|ve) \w+ed)\b",
    re.IGNORECASE,
)
_LASTS = re.compile(
    r"^[^,]*?\b(?:(?:is|are|was|were) (?:an?|the|deeply|part of|home to|guarantors?)|ha(?:s"
    r"|ve) (?:long|staunchly|largely|always|remained|been an?|been the))\b"
)
_HELD_TALKS = re.compile(r"\bh[eo]ld(?:ing|s)? (?:\w+ )?(?:talks|meeting)")
KIND_WORDS = (
    r"claimed|responsib\w*|blam\w*|carried|caused|accus\w*|perpetrat\w*|(?:orchestrat"
    r"|mastermind)\w*",
    r"is|are|was|were|ha[sve]+",
    r"(?:control|seiz|captur|ret[ao]|recaptur|liberat|besieg|occup)\w*|took|overran|fell|lost|under"
    r"|stronghold|bastion|held",
    r"(?:pledg|vow|promis|guarantee|intend|undert)\w*|agreed|committed|decided|determined|ready"
    r"|willing",
    r"will|shall|would|is|are|slated|scheduled|could|may|might",
    rf"(?:{_HAPPENINGS})\w*",
    r"remain\w*|ha[sve]+|(?:back|support)(?:s|ed)?|is|are",
)
"""Which of the patterns of `kind_of` are worth a search, in their order."""


def kind_of(text: str, words: int, *, commits: bool) -> ClaimType | None:
    """What kind of claim a clause makes; None where it tells nothing that can be checked.

    words: bit n where a word of `KIND_WORDS[n]` stands in it.
    """
    if words & 1 and _RESPONSIBLE.search(text):
        return "responsibility"
    if words & 2 and _LASTS.search(text):
        return "commitment" if commits else "state"
    if words & 4 and _CONTROL.search(text) and not _HELD_TALKS.search(text):
        return "control"
    if commits or (words & 8 and _COMMITTED.search(text)):
        return "commitment"
    if words & 16 and _AHEAD.search(text):
        return "prediction"
    if words & 32:
        return "event"
    return "state" if words & 64 and _STANDS.search(text) else None
