"""What holds for every topic and comparison: it is found by its names, and fits every surface. `--topic` narrows."""

from bot.answering import Answer, Clarification, Depth, Reply
from bot.engine import Engine
from bot.knowledge import Intent
from tests.reply_checks import WIDTH, as_plain, as_terminal, check_reply, passage_of, widest

PASSAGE_PAGE = 60
"""Lines of an answer in a terminal of 80 columns, without its manifests: two screens."""


def test_a_topic_answers_its_own_title(engine: Engine, topic_id: str) -> None:
    topic = engine.knowledge.topics[topic_id]

    assert topic.passages[0].path == passage_of(engine.ask(topic.title))
    assert topic.passages[0].path == passage_of(engine.explain(topic.title))


def test_a_topic_answers_to_its_aliases(engine: Engine, topic_id: str) -> None:
    """ "What is …" explains the topic, whichever of its names is used, and so does `explain`."""
    topic = engine.knowledge.topics[topic_id]
    names = (topic.title, *topic.aliases)
    asked = {name: engine.ask(f"what is {name}") for name in names} | {
        f"explain {name}": engine.explain(name) for name in (topic.id, *names)
    }

    missed = {
        name: passage_of(reply)
        for name, reply in asked.items()
        if not isinstance(reply, Answer) or topic_id not in (*reply.topics[:1], topic.part_of)
    }
    assert {} == missed


def test_a_topic_is_explained_within_the_limits(engine: Engine, topic_id: str) -> None:
    """Each passage at each depth: as JSON, in a pipe, in a terminal of 80 columns."""
    for passage in engine.knowledge.topics[topic_id].passages:
        for depth in Depth:
            reply = engine.show(topic_id, passage.path, depth=depth)
            check_reply(reply)
            _check_pages(reply, passage.path)


def test_the_first_sentence_of_a_passage_stands_alone(engine: Engine, topic_id: str) -> None:
    """One line is what is said where there is room for no more: a sentence, not half a code span."""
    for passage in engine.knowledge.topics[topic_id].passages:
        reply = engine.show(topic_id, passage.path, depth=Depth.LINE)
        assert isinstance(reply, Answer)
        assert reply.text[-1] in ".!?", reply.text
        assert reply.text.count("`") % 2 == 0, reply.text
        assert len(reply.text) <= 250, reply.text


def test_a_comparison_is_found_by_its_label(engine: Engine, comparison_id: str) -> None:
    comparison = engine.knowledge.comparisons[comparison_id]

    assert comparison.path == passage_of(engine.ask(comparison.label))


def test_a_comparison_is_found_by_its_sides(engine: Engine, comparison_id: str) -> None:
    """As "A vs B" in either order, and as "difference between A and B"."""
    comparison = engine.knowledge.comparisons[comparison_id]
    names = [side.name for side in comparison.sides]
    questions = [
        " vs ".join(names),
        " vs ".join(reversed(names)),
        f"what is the difference between {' and '.join(names)}?",
    ]

    assert dict.fromkeys(questions, comparison.path) == {
        question: passage_of(engine.ask(question)) for question in questions
    }


def test_a_comparison_renders_within_the_limits(engine: Engine, comparison_id: str) -> None:
    for depth in Depth:
        reply = engine.show("", f"comparison/{comparison_id}", depth=depth)
        check_reply(reply)
        assert isinstance(reply, Answer)
        assert reply.intent is Intent.COMPARE
        _check_pages(reply, comparison_id)


def _check_pages(reply: Reply, name: str) -> None:
    plain, terminal = as_plain(reply), as_terminal(reply)
    assert "**" not in plain, name
    assert "](http" not in plain, name
    assert widest(terminal) <= WIDTH, name
    manifests = sum(manifest.yaml.count("\n") + 2 for manifest in reply.manifests) if isinstance(reply, Answer) else 0
    more = len(reply.more) + 2 if isinstance(reply, Answer) and reply.depth is Depth.DEEP else 0
    assert terminal.count("\n") - manifests - more <= PASSAGE_PAGE, name


def test_a_clarification_can_be_answered(engine: Engine) -> None:
    """Each of its choices shows what its label says."""
    for passage in engine.knowledge.passages():
        reply = engine.ask(passage.topic + " or " + passage.label)
        if isinstance(reply, Clarification):
            check_reply(reply)
            assert all(isinstance(engine.show(choice.topic, choice.passage), Answer) for choice in reply.choices)
