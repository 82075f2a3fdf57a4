"""Replies as the engine makes them, for tests of what is done with them."""

from bot.answering import Abstention, Answer, Choice, Clarification, Depth, Gap, Table
from bot.knowledge import Intent, Manifest

MANIFEST = Manifest(
    "services-networking/service-clusterip",
    """\
# A Service that gives the Pods with the label app: web one address inside the cluster.
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web
  ports:
    - port: 80
      targetPort: 8080
""",
    "A Service that gives the Pods with the label app: web one address inside the cluster.",
)
TEXT = """\
A **Service** keeps its cluster IP for as long as the Service object exists, whatever happens to the Pods behind it.

Pods come and go with a new address each time; the Service finds them by label (`spec.selector`), so clients never
need to know. What `kubectl get` shows as `<none>` has no address at all.

```bash
kubectl get endpointslices -l kubernetes.io/service-name=web
```

- The *name* is stable, too: `web.shop.svc.cluster.local`.
- Deleting the Service gives the address back. See [the documentation](https://kubernetes.io/docs/?a=1&b=2)."""

ANSWER = Answer(
    question="why does a servise keep its ip",
    topics=("service",),
    title="Service",
    intent=Intent.WHY,
    passage="service/stable-address",
    score=0.93,
    depth=Depth.NORMAL,
    text=TEXT,
    manifests=(MANIFEST,),
    see_also=(
        Choice("ingress", None, "Ingress"),
        Choice("deployment", None, "Deployment"),
        Choice("service", "comparison/service-vs-ingress", "Service or Ingress?"),
    ),
    more=tuple(Choice("service", f"service/passage-{n}", f"Question number {n} about Services?") for n in range(11)),
    sources=("document#external-service", "https://kubernetes.io/docs/concepts/services-networking/service/"),
    read_as="service",
    evidence={"terms": ["service"]},
)
COMPARISON = Answer(
    question="deployment vs statefulset",
    topics=("deployment", "statefulset"),
    title="Deployment or StatefulSet",
    intent=Intent.COMPARE,
    passage="comparison/deployment-vs-statefulset",
    score=1.0,
    depth=Depth.NORMAL,
    text="A Deployment's Pods are interchangeable; a StatefulSet's Pods each keep a name and a disk.\n\n"
    "- Choose a **Deployment** when the replicas keep nothing on disk that matters.\n"
    "- Choose a **StatefulSet** when each replica needs a name, a disk or a start order of its own.",
    table=Table(
        ("", "Deployment", "StatefulSet"),
        (
            ("Pod names", "random suffix", "fixed and numbered: `db-0`"),
            ("Storage", "shared or none", "one claim for each Pod"),
            ("Order", "all at once", "one after the other"),
        ),
    ),
    see_also=(Choice("deployment", None, "Deployment"), Choice("statefulset", None, "StatefulSet")),
    sources=("document#deployment-statefulset",),
)
CLARIFICATION = Clarification(
    question="how do i expose it",
    prompt="What would you like to make reachable?",
    choices=(
        Choice("service", None, "A Deployment inside the cluster (Service)"),
        Choice("ingress", None, "An app at a domain name (Ingress)"),
        Choice("container", "container/ports", "One container's port (containerPort)"),
    ),
    intent=Intent.HOWTO,
    score=0.5,
)
ELSEWHERE = Abstention(
    question="what are the customer service hours",
    gap=Gap.ELSEWHERE,
    text="That is not about Kubernetes as far as I can tell, and I only know Kubernetes.",
    nearest=(),
    intent=Intent.DEFINE,
    score=0.0,
)
UNCOVERED = Abstention(
    question="how do I write a scheduler plugin",
    gap=Gap.UNCOVERED,
    text="I have nothing on scheduler plugins yet; I have noted the question.",
    nearest=(Choice("pod", None, "Pod"), Choice("deployment", None, "Deployment")),
    intent=Intent.HOWTO,
    score=0.1,
)
GONE = Abstention(
    question="",
    gap=Gap.GONE,
    text="That is no longer in my knowledge.",
    nearest=(),
    intent=Intent.DEFINE,
    score=0.0,
)
