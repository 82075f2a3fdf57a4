"""The least knowledge that passes every check, written where a test wants it, and the ways to break it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

POD: Final = "topics/workloads/pod.yaml"
SERVICE: Final = "topics/services-networking/service.yaml"
COMPARISON: Final = "comparisons/pod-vs-service.yaml"
POD_MANIFEST: Final = "manifests/workloads/pod.yaml"
SERVICE_MANIFEST: Final = "manifests/services-networking/service.yaml"
VOCABULARY: Final = "vocabulary.yaml"
QUIZ: Final = "quiz/pod.yaml"
TOUR: Final = "tour.yaml"

FILES: Final = {
    POD: """\
title: Pod
kind: v1/Pod
aliases: [po, pods]
summary: A Pod is the smallest thing that Kubernetes runs.
manifests: [workloads/pod]
passages:
  - id: what-it-is
    intent: define
    questions:
      - What is a Pod?
      - explain pods
      - smallest unit
    text: |
      A Pod is the smallest thing that Kubernetes runs.

      It holds one container, or a few that belong together.
    sources: [document#pod]
  - id: logs
    intent: howto
    questions:
      - How do I see the logs of a Pod?
      - print the log of a pod
      - kubectl logs
    text: |
      `kubectl logs web` prints what the containers of the Pod wrote.
    manifest: workloads/pod
    sources: [document#pod, https://kubernetes.io/docs/concepts/workloads/pods/]
see_also: [service]
reviewed: 2026-11-22
""",
    SERVICE: """\
title: Service
kind: v1/Service
aliases: [svc, services]
summary: A Service is a stable address in front of Pods that come and go.
manifests: [services-networking/service]
passages:
  - id: what-it-is
    intent: define
    questions:
      - What is a Service?
      - explain services
      - stable address
    text: |
      A Service is a stable address in front of Pods that come and go.
    sources: [document#service]
see_also: [pod]
reviewed: 2026-11-22
""",
    COMPARISON: """\
title: Pod or Service
sides:
  - name: Pod
    topic: pod
    choose_when: you mean what runs.
  - name: Service
    topic: service
    choose_when: you mean the address.
summary: A Pod runs containers; a Service gives Pods an address.
table:
  - [What it is, containers, an address]
  - [How long it lives, until it is replaced, until it is deleted]
pitfall: A Service runs nothing.
questions:
  - What is the difference between a Pod and a Service?
  - pod vs service
sources: [document#service]
reviewed: 2026-11-22
""",
    POD_MANIFEST: """\
# One Pod with a web server.
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29
""",
    SERVICE_MANIFEST: """\
# An address for the Pods with the label app: web.
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web
  ports:
    - port: 80
""",
    VOCABULARY: """\
scaffolding: a an the what which is are do does i how of in see explain difference between and or vs
synonyms:
  - [service, svc]
  - [pod, po]
domain: kubernetes kubectl container containers
elsewhere: invoice customer
homonyms: service services pod pods
""",
}
QUESTIONS: Final = {
    "workloads/pod.yaml": "what-it-is:\n  - whats a pod\n  - explain pod\nlogs:\n  - how do I print the logs of a pod\n",  # noqa: E501 - a file
    "services-networking/service.yaml": "what-it-is:\n  - whats a service\n",
    "comparisons/pod-vs-service.yaml": "- whats the difference between a pod and a service\n",
    "out-of-scope.yaml": "- where do I send the invoice\n",
}

COURSE_QUIZ: Final = """\
questions:
  - id: smallest-unit
    question: What is the smallest thing that Kubernetes runs?
    options:
      - text: A container
        why: Kubernetes starts no container without a Pod around it.
        read: pod/logs
      - text: A Pod
        right: true
        why: It is one container or a few, placed and replaced together.
      - text: A Service
        why: A Service is an address, of which no process runs anywhere.
        read: service/what-it-is
      - text: A node
        why: A node is the machine on which Pods run, and not run itself.
    passage: pod/what-it-is
    sources: [document#pod]
  - id: where-the-log-is
    question: A Pod fails without a word. Which command shows what it wrote?
    options:
      - text: "`kubectl describe pod`"
        why: It shows what the cluster noted about the Pod, in events.
      - text: "`kubectl print pod`"
        why: kubectl has no such command; the one that prints is another.
      - text: "`kubectl get pod`"
        why: It shows one line about the Pod, and how often it restarted.
      - text: "`kubectl logs`"
        right: true
        why: It prints what the containers wrote; try `kubectl logs web`.
    passage: pod/logs
    sources: [https://kubernetes.io/docs/concepts/workloads/pods/]
reviewed: 2026-11-23
"""
COURSE_TOUR: Final = """\
title: From a Pod to a Service
steps:
  - id: pod
    title: What is a Pod?
    topic: pod
    text: |
      A Pod is the smallest thing that Kubernetes runs, and it holds one container, or a few that belong together.

      It gets an address of its own, which ends with it, and what takes its place has another. How do others find it?
    manifest: workloads/pod
    commands: |
      kubectl apply -f pod.yaml    # the file above
      kubectl get pods
    tidy: kubectl delete -f pod.yaml
    expect: One Pod, `Running`.
    check: pod/smallest-unit
    learned: A Pod is the smallest thing that Kubernetes runs.
    sources: [document#pod]
  - id: service
    title: What is a Service?
    topic: service
    text: |
      A Service is an address that stays, in front of Pods that come and go, which it finds by their labels.

      Whoever calls it need not know how many Pods there are, nor where they run: see https://kubernetes.io/docs/.
    manifest: services-networking/service
    commands: kubectl get services
    expect: The Service, with its address.
    check: pod/where-the-log-is
    learned: A Service is an address that stays.
    sources: [https://kubernetes.io/docs/concepts/services-networking/service/]
finished: You can run a Pod and call it.
reviewed: 2026-11-23
"""


@dataclass(frozen=True, slots=True)
class Folder:
    """A knowledge folder on disk."""

    path: Path

    @classmethod
    def minimal(cls, path: Path) -> "Folder":
        """Write the least that is valid to `path`, and its golden questions to `tests/questions` beside it."""
        folder = cls(path)
        for name, text in FILES.items():
            folder.write(name, text)
        for name, text in QUESTIONS.items():
            folder.write(f"../tests/questions/{name}", text)
        return folder

    def teach(self) -> None:
        """Write a tour of two steps and a quiz of two questions."""
        self.write(QUIZ, COURSE_QUIZ)
        self.write(TOUR, COURSE_TOUR)

    @property
    def questions(self) -> Path:
        """Where its golden questions are."""
        return self.path.parent / "tests" / "questions"

    def write(self, name: str, content: str | bytes) -> Path:
        """Write a file of this name below the folder."""
        file = self.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return file

    def change(self, name: str, old: str, new: str) -> int:
        """Replace the one place where `old` stands in a file; the line, from 1, where it stood."""
        text = (self.path / name).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        self.write(name, text.replace(old, new))
        return text.count("\n", 0, text.index(old)) + 1
