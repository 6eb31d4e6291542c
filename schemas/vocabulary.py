"""The closed vocabularies of the records: one name, one list of words, one home.

They are the field's where the field has a word (PLOVER and CAMEO for meetings,
PARC for attribution, TIMEX3 for dates), and ours where it has none.
"""

from typing import Literal

ActorKind = Literal[
    "person",
    "role_holder",
    "state",
    "government_body",
    "igo",
    "armed_group",
    "opposition_group",
    "media",
    "expert_org",
    "collective",
]
MeetingStatus = Literal["held", "scheduled", "proposed", "postponed", "cancelled", "denied"]
Channel = Literal["in_person", "phone", "video", "unspecified"]
Level = Literal["leaders", "foreign_ministers", "military", "officials", "non_state", "mixed"]
ParticipantRole = Literal["host", "guest", "caller", "mediator", "participant"]
MeetingFormat = Literal[
    "summit",
    "bilateral",
    "phone_call",
    "video_conference",
    "fm_meeting",
    "military_meeting",
    "non_state_meeting",
    "contact",
    "talks",
]
DatePrecision = Literal["day", "part_month", "month", "year", "range", "before", "after", "unknown"]
DateBasis = Literal[
    "explicit",
    "weekday_from_publication",
    "anaphoric",
    "relative_event",
    "year_inferred",
    "deictic",
    "external",
    "none",
]
Act = Literal["assert", "commit", "request", "accuse", "reject", "threaten", "support"]
Medium = Literal[
    "meeting",
    "phone",
    "press_conference",
    "joint_statement",
    "readout",
    "release",
    "interview",
    "broadcast",
    "social_post",
    "speech",
    "unspecified",
]
QuoteType = Literal["direct", "mixed", "indirect", "document"]
SourceRole = Literal["speaker", "via", "addressee"]
ClaimType = Literal[
    "event",
    "casualty",
    "quantity",
    "control",
    "state",
    "responsibility",
    "commitment",
    "prediction",
]
Certainty = Literal["certain", "probable", "possible", "unknown"]
Polarity = Literal["+", "-"]
Comparator = Literal["=", ">", ">=", "<", "<=", "~"]
MatchKind = Literal["exact", "space", "marks", "typographic"]
RecordKind = Literal["summit", "statement", "claim", "actor_mention"]
OutcomeKind = Literal[
    "records", "empty", "refused", "truncated", "invalid", "transport", "unreadable", "skipped"
]
Verdict = Literal["speech", "not_speech", "open"]
ClaimRelation = Literal["same", "supports", "contradicts", "qualifies", "updates", "tension"]
EventRelation = Literal["realised_as", "rescheduled_as", "part_of"]
Severity = Literal["info", "warning", "error"]
