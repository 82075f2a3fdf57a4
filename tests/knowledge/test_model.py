"""The look-ups of the model."""

from bot.knowledge import load_knowledge
from tests.knowledge.folder import Folder


def test_a_passage_is_found_by_its_path(folder: Folder) -> None:
    """Buttons carry paths for months: one that names what is gone finds nothing, and raises nothing."""
    knowledge = load_knowledge(folder.path)

    found = knowledge.passage("pod/logs")
    assert found is not None
    assert found.path == "pod/logs"
    for gone in ("pod/gone", "gone/logs", "pod", "", "/", "pod/logs/more", "comparison/pod-vs-service"):
        assert knowledge.passage(gone) is None


def test_all_passages_come_topic_by_topic(folder: Folder) -> None:
    paths = [passage.path for passage in load_knowledge(folder.path).passages()]

    assert paths == ["service/what-it-is", "pod/what-it-is", "pod/logs"]


def test_a_comparison_names_its_topics_once(folder: Folder) -> None:
    """ClusterIP and NodePort are both Services."""
    folder.change("comparisons/pod-vs-service.yaml", "topic: pod", "topic: service")
    comparison = load_knowledge(folder.path).comparisons["pod-vs-service"]

    assert comparison.topics == ("service",)
    assert comparison.path == "comparison/pod-vs-service"
    assert comparison.label == "What is the difference between a Pod and a Service?"
