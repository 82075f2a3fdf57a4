"""The knowledge base: its model, its loader and the checks across its files."""

from bot.knowledge.model import (
    Comparison,
    Intent,
    KnowledgeBase,
    Manifest,
    Passage,
    Side,
    Topic,
    Vocabulary,
)

__all__ = [
    "Comparison",
    "Intent",
    "KnowledgeBase",
    "Manifest",
    "Passage",
    "Side",
    "Topic",
    "Vocabulary",
]
