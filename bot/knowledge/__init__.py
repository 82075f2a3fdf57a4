"""The knowledge base: its model, its loader and the checks across its files."""

from bot.knowledge.folder import load_knowledge, packaged_knowledge
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
    "load_knowledge",
    "packaged_knowledge",
]
