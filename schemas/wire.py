"""Every shape that goes to a provider."""

from schemas.choice import choice_shape
from schemas.draft import ArticleDraft, CoverageDraft, RepairDraft, Wire
from schemas.judge import JudgeDraft

WIRE_MODELS: tuple[type[Wire], ...] = (
    ArticleDraft,
    RepairDraft,
    CoverageDraft,
    JudgeDraft,
    choice_shape(1, 1),  # one of its kind: the others have more keys of the same two sorts
)
