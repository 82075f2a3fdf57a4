"""The `kubectl` commands of a text: what kubectl takes passes, what it refuses is named with the likely meaning."""

import pytest

from bot.knowledge.kubectl_lines import wrong_commands


def wrong(text: str) -> list[str]:
    return [
        f"{refused.what}; did you mean {refused.suggestion}" if refused.suggestion else refused.what
        for _, refused in wrong_commands(text)
    ]


RIGHT = [
    "kubectl get pods",
    "kubectl get po,svc -n shop -o wide -w",
    "kubectl -n shop get deploy/web -o jsonpath='{.spec.replicas}'",
    "kubectl get pods -l 'tier in (web, api)' --sort-by=.metadata.name   # by name",
    "kubectl get certificates.cert-manager.io -A",
    "kubectl create secret generic db --from-literal=password=change-me --dry-run=client -o yaml | kubectl apply -f -",
    "kubectl run try --rm -it --restart=Never --image=busybox:1.37 -- wget -qO- http://web",
    "kubectl exec -it web -c app -- sh -c 'ls -la | head'",
    "kubectl logs -f --tail=100 deploy/web --all-containers",
    "kubectl rollout undo deployment/web --to-revision=3 && kubectl rollout status deployment/web",
    "kubectl set image cronjob/backup dump=postgres:17.6",
    "kubectl top pods -A --sort-by=memory",
    "kubectl auth can-i list pods --as=system:serviceaccount:shop:ci -n shop",
    "kubectl explain deployment.spec.strategy --recursive",
    "kubectl label -f app.yaml release=blue",
    "kubectl label pod web tier-",
    "kubectl patch pvc data -p '{\"spec\": {\"resources\": {\"requests\": {\"storage\": \"20Gi\"}}}}'",
    "kubectl api-resources --verbs=list --namespaced -o name | xargs -n 1 kubectl get --ignore-not-found -n shop",
    "KUBECONFIG=a:b kubectl config view --flatten > merged.yaml",
    "kubectl delete pod \"$(kubectl get pods -l app=web -o name | head -1)\"",
    "kubectl krew install tree",
    "kubectl drain node-1 --ignore-daemonsets --delete-emptydir-data",
    "brew install kubectl",
]  # fmt: skip

WRONG = [
    ("kubectl gte pods", 'gte: no command of kubectl; did you mean get'),
    ("kubectl get pds", "pds: no kind"),
    ("kubectl get widgetz", 'widgetz: no kind; did you mean widget'),
    ("kubectl get Pods,deploymnts", 'no kind; did you mean deploy'),
    ("kubectl delete pod web --grace-periods=0", '--grace-periods=0: kubectl delete has no such flag; did you mean gr'),
    ("kubectl get pods --previous", "--previous: kubectl get has no such flag"),
    ("kubectl logs web --selectr app=web", '--selectr: kubectl logs has no such flag; did you mean selector'),
    ("kubectl create deployment web --image=nginx:1.29 --schedule='* * * * *'", "create deployment has no such flag"),
    ("kubectl top pods --watch", "--watch: kubectl top pods has no such flag"),
    ("kubectl exec deployments.web/x -z -- sh", "-z: kubectl exec has no such flag"),
    ("cat a.yaml | kubectl aply -f -", 'aply: no command of kubectl; did you mean apply'),
    ("echo \"$(kubectl gett pods)\"", 'gett: no command of kubectl; did you mean get'),
    ("kubectl auth can-i list podz", 'podz: no kind; did you mean po'),
    ("kubectl exec deploymet/web -- env", 'deploymet: no kind; did you mean deployment'),
]  # fmt: skip


@pytest.mark.parametrize("line", RIGHT)
def test_what_kubectl_takes_passes(line: str) -> None:
    assert wrong(f"Do it:\n\n```bash\n{line}\n```\n") == []


@pytest.mark.parametrize(("line", "what"), WRONG)
def test_what_kubectl_refuses_is_named(line: str, what: str) -> None:
    assert [what in found for found in wrong(f"```bash\n{line}\n```\n")] == [True], wrong(f"```bash\n{line}\n```\n")


def test_commands_in_the_middle_of_a_sentence_are_read_too() -> None:
    assert wrong("`kubectl get pods` lists them, `kubectl gett pods` does not.") == [
        "gett: no command of kubectl; did you mean get"
    ]


def test_a_line_that_goes_on_is_one_command() -> None:
    assert wrong("```bash\nkubectl get pods \\\n  --zzz=always\n```") == ["--zzz=always: kubectl get has no such flag"]


def test_what_is_no_shell_is_left_alone() -> None:
    assert wrong("```yaml\ncommand: kubectl gte pods\n```\nkubectl refuses it; `kubectl get …` prints them.") == []
