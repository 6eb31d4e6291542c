"""Every shape that goes to a provider."""

from schemas.draft import ArticleDraft, CoverageDraft, RepairDraft, Wire
from schemas.judge import JudgeDraft

WIRE_MODELS: tuple[type[Wire], ...] = (ArticleDraft, RepairDraft, CoverageDraft, JudgeDraft)
