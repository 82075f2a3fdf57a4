"""Fields of the API: every path answers, rightly, however it is written."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reference.constraints import constraint_of, tables
from bot.reference.fields import Located, NotLocated, is_field, locate, paths_of, paths_with
from bot.reference.kinds import kind_of, kinds, kinds_called
from bot.reference.models import type_called
from tests.reference.schema import SchemaField, fields_of

EVERYTHING = [field for kind in kinds() for field in fields_of(kind)]
SAMPLE = random.Random(20261122).sample(EVERYTHING, 200)


def located(text: str) -> Located:
    found = locate(text)
    assert isinstance(found, Located), found
    return found


def test_every_path_of_every_kind_answers() -> None:
    """The schemas of Kubernetes 1.37 have 17,606; the mark is 99.5 %, and none is missing."""
    missing = [field for field in EVERYTHING if field.path not in paths_of(field.kind)]

    assert 17_606 == len(EVERYTHING)
    assert [] == missing


@pytest.mark.parametrize("field", SAMPLE, ids=lambda field: f"{field.kind.path}.{'.'.join(field.path)}")
def test_a_field_is_as_the_schema_has_it(field: SchemaField) -> None:
    found = located(f"{field.kind.path}.{'.'.join(field.path)}")

    assert field.path == found.names
    assert (field.type, field.required) == (found.fields[-1].type, found.fields[-1].required)
    assert "".join(field.description.split()) == "".join(found.fields[-1].description.split())


def test_no_type_differs_from_the_schema() -> None:
    known = {(field.kind, field.path): field for field in EVERYTHING}
    differing = [
        (field, shown.type)
        for (kind, path), field in known.items()
        if (field.type, field.required) != ((shown := paths_of(kind)[path]).type, shown.required)
    ]

    assert [] == differing


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("po.spec.containers.image", "pod.spec.containers.image"),
        ("po.spec.containers[0].image", "pod.spec.containers.image"),
        ("pods.spec.containers[*].image.", "pod.spec.containers.image"),
        ("deploy.spec", "deployment.spec"),
        ("sts.spec.serviceName", "statefulset.spec.serviceName"),
        ("svc", "service"),
        ("ing.spec.rules.http.paths.pathType", "ingress.spec.rules.http.paths.pathType"),
        ("pvc.spec.accessModes", "persistentvolumeclaim.spec.accessModes"),
        ("cm.data", "configmap.data"),
        ("hpa.spec.behavior", "horizontalpodautoscaler.spec.behavior"),
        ("netpol.spec.policyTypes", "networkpolicy.spec.policyTypes"),
        ("Deployment.Spec.REPLICAS", "deployment.spec.replicas"),
        ("deployment spec replicas", "deployment.spec.replicas"),
        ("apps/v1/deployment.spec.replicas", "deployment.spec.replicas"),
        ("v1 pod.spec.nodeName", "pod.spec.nodeName"),
        ("autoscaling/v1/hpa.spec.maxReplicas", "autoscaling/v1/horizontalpodautoscaler.spec.maxReplicas"),
        ("cronjobs.v1.batch.spec.schedule", "cronjob.spec.schedule"),
        ("ingresses.networking.k8s.io.spec.tls", "ingress.spec.tls"),
        (
            "crd.spec.versions.schema.openAPIV3Schema.x-kubernetes-list-type",
            "customresourcedefinition.spec.versions.schema.openAPIV3Schema.x-kubernetes-list-type",
        ),
        ("pod.spec.containers.resources.limits.memory", "pod.spec.containers.resources.limits"),
        ("pod.metadata.annotations.example.com/owner", "pod.metadata.annotations"),
        ("`deployment.spec.strategy`", "deployment.spec.strategy"),
    ],
)
def test_a_path_may_be_written_in_many_ways(written: str, meant: str) -> None:
    found = located(written)

    assert meant == found.path
    assert not found.assumed


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("deployment.spec.containers", "deployment.spec.template.spec.containers"),
        ("deployment.spec.containers.imagePullPolcy", "deployment.spec.template.spec.containers.imagePullPolicy"),
        ("pod.spec.template.spec.containers.image", "pod.spec.containers.image"),
        ("deploymnet.spec.replica", "deployment.spec.replicas"),
        ("cronjob.spec.template", "cronjob.spec.jobTemplate.spec.template"),
        ("service.ports.targetPort", "service.spec.ports.targetPort"),
        ("imagePullPolicy", "pod.spec.containers.imagePullPolicy"),
        ("maxSurge", "deployment.spec.strategy.rollingUpdate.maxSurge"),
        ("minreplicas", "horizontalpodautoscaler.spec.minReplicas"),
        ("restart_policy", "pod.spec.restartPolicy"),
    ],
)
def test_slips_and_wrong_levels_are_forgiven_and_said(written: str, meant: str) -> None:
    found = located(written)

    assert meant == found.path
    assert found.assumed


@pytest.mark.parametrize(
    ("written", "within"), [("deployment.spec.sausage", "deployment.spec"), ("sausage.spec", ""), ("", ""), ("...", "")]
)
def test_what_is_nowhere_is_not_found(written: str, within: str) -> None:
    found = locate(written)

    assert isinstance(found, NotLocated)
    assert within == found.within


@given(st.text(max_size=300))
def test_any_text_has_an_outcome(text: str) -> None:
    assert isinstance(locate(text), Located | NotLocated)
    is_field(text)


@pytest.mark.parametrize(
    ("word", "kinds_with"),
    [
        ("maxUnavailable", {"Deployment", "DaemonSet", "StatefulSet", "PodDisruptionBudget"}),
        ("pathtype", {"Ingress"}),
        ("replicaz", {"Deployment", "StatefulSet", "ReplicaSet", "ReplicationController", "Scale"}),
    ],
)
def test_fields_of_a_name_are_found_in_all_kinds(word: str, kinds_with: set[str]) -> None:
    assert kinds_with == {kind.name for kind in paths_with(word)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pod.spec", True),
        ("lease", True),
        ("shareProcessNamespace", True),
        ("what is a pod.", False),
        ("example.com", False),
        ("zebra", False),
    ],
)
def test_a_field_is_told_from_a_question(text: str, expected: object) -> None:
    assert expected is is_field(text)


def test_a_kind_goes_by_all_its_names() -> None:
    for name in ("Deployment", "deployments", "deploy", "DEPLOY"):
        assert "apps/v1" == kinds_called(name)[0].api_version
    assert kind_of("apps/v1", "Deployment") is kinds_called("deploy")[0]
    assert kind_of("v1", "Deployment") is None


def test_every_constraint_is_about_a_field_that_exists() -> None:
    """A misspelt key in a table would silently allow everything."""
    fields, groups = tables()
    for key, constraint in fields.items():
        type_name, _, name = key.rpartition(".")
        known = type_called(type_name)
        assert known is not None, key
        assert name in known.fields, key
        for when in (constraint.only_when, constraint.needed_when):
            assert when is None or when.field in known.fields, key
    for type_name, entries in groups.items():
        known = type_called(type_name)
        assert known is not None, type_name
        assert {name for group in entries for name in group.fields} <= known.fields.keys(), type_name


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("core_v1.PodSpec.restartPolicy", {"Always", "OnFailure", "Never"}),
        ("core_v1.Container.imagePullPolicy", {"Always", "IfNotPresent", "Never"}),
        ("core_v1.ServiceSpec.type", {"ClusterIP", "NodePort", "LoadBalancer", "ExternalName"}),
        ("networking_v1.HTTPIngressPath.pathType", {"Exact", "Prefix", "ImplementationSpecific"}),
        ("batch_v1.CronJobSpec.concurrencyPolicy", {"Allow", "Forbid", "Replace"}),
    ],
)
def test_a_closed_list_of_values_is_known(field: str, values: set[str]) -> None:
    type_name, _, name = field.rpartition(".")

    assert values == set(constraint_of(type_name, name).values)
