"""Each check of the manifests accepts what is right and notices what is wrong: one edit of a good file, one problem."""

from pathlib import Path

import kubernetes_validate
import pytest
import yaml

from tests.knowledge.manifest_checks import EVERY_MANIFEST, PRODUCTION, Check, ManifestFile
from tests.knowledge.manifest_checks import containers as c
from tests.knowledge.manifest_checks import form as f
from tests.knowledge.manifest_checks import networking as n
from tests.knowledge.manifest_checks import objects as o
from tests.knowledge.manifest_checks import policies as np
from tests.knowledge.manifest_checks import references as r
from tests.knowledge.manifest_checks import restricted as p
from tests.knowledge.manifest_checks import schema as s

FOLDER = Path(__file__).parent / "good_manifests"
GOOD = {path.stem: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.yaml"))}

NO_PROBE = """          readinessProbe:
            httpGet:
              path: /
              port: http
"""

# Check, good file, text in it, what it becomes, part of the problem that must be reported.
CASES: list[tuple[Check, str, str, str, str]] = [
    (f.first_line_says_what_it_shows, "web", "# A web", "---\n# A web", "line 1"),
    (
        f.first_line_says_what_it_shows,
        "web",
        "# A web application with everything around it: what each",
        "# web\n#",
        "says",
    ),
    (f.is_not_too_long, "web", "# A web", "# A web", "at most 200"),
    (f.is_small, "web", "# A web", "# A web", "at most 25"),
    (s.valid_for_the_newest_kubernetes, "web", "containerPort: 8080", "containerport: 8080", "containerport"),
    (s.valid_for_the_newest_kubernetes, "web", "maxReplicas: 6", "maxReplicas: six", "'six' is not of type 'integer'"),
    (s.valid_for_the_newest_kubernetes, "web", "autoscaling/v2", "autoscaling/v2beta2", "is not a kind of Kubernetes"),
    (
        s.valid_for_the_newest_kubernetes,
        "web",
        "kind: PriorityClass",
        "kind: Certificate",
        "is not a kind of Kubernetes",
    ),
    (s.valid_for_the_newest_kubernetes, "edge", "sectionName: http", "section: http", "section"),
    (s.valid_for_the_newest_kubernetes, "edge", "value: /}", "value: shop}", "does not match"),
    (s.valid_for_the_newest_kubernetes, "edge", "kind: HTTPRoute", "kind: HttpRoute", "our schema of Gateway API"),
    (
        s.nothing_is_null,
        "web",
        "            name: settings\n---",
        "            name:\n---",
        "configMap.name has no value",
    ),
    (s.nothing_deprecated, "web", "  maxUnavailable: 1", "  externalIPs: [192.0.2.1]", "deprecated since 1.36"),
    (s.nothing_deprecated, "edge", "kind: EndpointSlice", "kind: Endpoints", "use EndpointSlice"),
    (
        s.nothing_deprecated,
        "edge",
        "  nfs:",
        "  persistentVolumeReclaimPolicy: Recycle\n  nfs:",
        "Recycle is deprecated",
    ),
    (
        s.nothing_deprecated,
        "web",
        "  ingressClassName: traefik",
        "  annotations: {kubernetes.io/ingress.class: traefik}",
        "use spec.ingressClassName",
    ),
    (
        o.names_are_allowed,
        "web",
        "  name: shop-front",
        "  name: Shop_Front",
        "is not a name that a PriorityClass may have",
    ),
    (o.names_are_allowed, "data", "  name: db\nspec:\n  clusterIP", "  name: my.db\nspec:\n  clusterIP", "my.db"),
    (o.names_are_allowed, "data", "- name: postgres", "- name: Postgres", "Postgres"),
    (
        o.names_are_allowed,
        "web",
        "- name: http\n              con",
        "- name: the-http-port-of-web\n              con",
        "port name",
    ),
    (o.names_are_allowed, "web", "  LOG_LEVEL: info", "  LOG LEVEL: info", 'key "LOG LEVEL"'),
    (o.labels_are_allowed, "web", "tier: front\n    spec", "tier: front door\n    spec", "front door"),
    (o.labels_are_allowed, "web", "tier: front\n    spec", "tier: 1\n    spec", "is not a label value"),
    (o.objects_are_unique, "web", "  name: shop-tls", "  name: tokens", "Secret tokens stands 2 times"),
    (
        o.namespaces_are_in_the_file,
        "web",
        "name: tokens\n  namespace: shop",
        "name: tokens\n  namespace: default",
        "default",
    ),
    (o.quantities_parse, "web", "memory: 128Mi", "memory: 128MB", "is not a quantity"),
    (o.quantities_parse, "web", "memory: 128Mi", "memory: 128m", "less than a mebibyte"),
    (o.quantities_parse, "web", "sizeLimit: 16Mi", "sizeLimit: 16", "less than a mebibyte"),
    (o.schedules_parse, "data", '"*/30 2-4', '"*/30 2-24', "expected 0 to 23"),
    (o.schedules_parse, "data", '"*/30 2-4', '"2-4', "4 fields"),
    (o.schedules_parse, "data", '"*/30 2-4', '"*/0 2-4', "minute"),
    (o.schedules_parse, "data", 'mon"', 'monday"', "day of the week"),
    (o.schedules_parse, "data", "Europe/Berlin", "Europe/Atlantis", "does not exist"),
    (o.secret_data_is_base64, "web", "Y2hhbmdlLW1l", "change-me", "is not base64"),
    (o.secrets_are_placeholders, "web", "Y2hhbmdlLW1l", "aHVudGVyMg==", "expected change-me"),
    (o.secret_data_is_base64, "web", "Y2hhbmdlLW1l", "Y2hhbmdlLW1lCg==", "newline"),
    (c.images_are_pinned, "data", "busybox:1.37", "busybox", "busybox; expected a tag"),
    (c.images_are_pinned, "data", "busybox:1.37", "localhost:5000/busybox:latest", "other than latest"),
    (c.images_are_pinned, "data", "busybox:1.37", "localhost:5000/busybox", "other than latest"),
    (
        c.image_fits_user,
        "web",
        "nginxinc/nginx-unprivileged:1.29-alpine",
        "docker.io/library/nginx:1.29",
        "official nginx",
    ),
    (c.image_fits_user, "data", "runAsUser: 999", "runAsUser: 0", "runAsUser 0"),
    (c.image_fits_user, "data", "        runAsUser: 999\n", "", "without runAsUser"),
    (c.image_fits_port, "web", "containerPort: 8080", "containerPort: 8081", "listens on 8080"),
    (c.image_fits_port, "web", "containerPort: 8080", "containerPort: 80", "expected 1024 or more"),
    (c.image_can_write, "web", "mountPath: /tmp", "mountPath: /cache", "nothing writable at /tmp"),
    (
        c.image_can_write,
        "web",
        "mountPath: /tmp",
        "mountPath: /tmp\n              readOnly: true",
        "nothing writable at /tmp",
    ),
    (c.mounts_have_volumes, "web", "- name: pages\n              m", "- name: page\n              m", 'mounts "page"'),
    (c.mounts_have_volumes, "data", "/var/run/postgresql}", "/var/lib/postgresql/data/}", "two mounts"),
    (c.volumes_are_mounted, "data", "            - {name: run, mountPath: /var/run/postgresql}\n", "", "never mounted"),
    (
        c.probes_have_ports,
        "web",
        "port: http\n          res",
        "port: web\n          res",
        "readinessProbe asks port web",
    ),
    (c.probes_have_ports, "web", "port: http\n          res", "port: 80\n          res", "readinessProbe asks port 80"),
    (c.requests_are_within_limits, "web", "memory: 64Mi", "memory: 1Gi", "requests 1Gi of memory, limit 128Mi"),
    (
        r.selectors_match_templates,
        "web",
        "        app: web\n        tier",
        "        app: shop\n        tier",
        "does not select",
    ),
    (r.selectors_match_templates, "web", "values: [front]", "values: [back]", "topology spread"),
    (r.configuration_exists, "web", "  name: tokens\n  namespace", "  name: keys\n  namespace", 'Secret "tokens"'),
    (r.configuration_exists, "web", "key: token", "key: password", 'key "password"'),
    (r.configuration_exists, "web", "subPath: index.html", "subPath: index.htm", 'key "index.htm"'),
    (
        r.configuration_exists,
        "web",
        "            name: settings\n---",
        "            name: pages\n---",
        'ConfigMap "pages"',
    ),
    (r.claims_exist, "data", "claimName: backup", "claimName: dumps", 'claim "dumps"'),
    (
        r.claims_fit_volumes,
        "data",
        "storageClassName: fast\n  acc",
        "storageClassName: slow\n  acc",
        "the file has fast",
    ),
    (r.claims_fit_volumes, "edge", "volumeName: archive", "volumeName: attic", "fits no PersistentVolume"),
    (r.claims_fit_volumes, "edge", "      storage: 100Gi", "      storage: 101Gi", "fits no PersistentVolume"),
    (
        r.claims_fit_volumes,
        "edge",
        "accessModes: [ReadOnlyMany]",
        "accessModes: [ReadWriteOnce]",
        "fits no PersistentVolume",
    ),
    (r.claims_fit_volumes, "edge", '  storageClassName: ""\n  volumeN', "  volumeN", "fits no PersistentVolume"),
    (r.policies_select_pods, "web", "      tier: front\n---", "      tier: back\n---", "selects no Pods"),
    (
        r.scalers_have_targets,
        "web",
        "    name: web\n  minReplicas",
        "    name: shop\n  minReplicas",
        "is not in the file",
    ),
    (r.scalers_have_targets, "web", "              cpu: 50m\n", "", "requests none"),
    (
        r.replicas_have_one_owner,
        "web",
        "spec:\n  selector:\n    matchLabels:",
        "spec:\n  replicas: 2\n  selector:\n    matchLabels:",
        "sets too",
    ),
    (r.accounts_exist, "web", "serviceAccountName: web", "serviceAccountName: front", 'ServiceAccount "front"'),
    (r.accounts_exist, "web", "  name: read-config\nsubjects", "  name: read-all\nsubjects", 'Role "read-all"'),
    (
        r.accounts_exist,
        "web",
        "    name: web\n    namespace",
        "    name: front\n    namespace",
        'ServiceAccount "front"',
    ),
    (
        r.accounts_exist,
        "closed",
        "    name: reader\n    namespace: tools",
        "    name: reader",
        "or not in that namespace",
    ),
    (r.accounts_exist, "closed", "    namespace: tools", "    namespace: shop", "or not in that namespace"),
    (r.priority_classes_exist, "web", "priorityClassName: shop-front", "priorityClassName: shop-back", "shop-back"),
    (
        r.bare_pods_stand_alone,
        "data",
        "serviceAccountName: default",
        "serviceAccountName: inspector",
        "of its own file",
    ),
    (
        n.services_select_pods,
        "web",
        "  selector:\n    app: web\n  ports",
        "  selector:\n    app: shop\n  ports",
        "selects no Pods",
    ),
    (n.target_ports_exist, "web", "targetPort: http", "targetPort: web", "targetPort web"),
    (n.target_ports_exist, "data", "- port: 5432", "- port: 5433", "targetPort 5433"),
    (n.service_ports_are_allowed, "web", "- name: direct\n      port", "- port", "a name of its own"),
    (n.service_ports_are_allowed, "web", "nodePort: 30080", "nodePort: 8080", "expected 30000 to 32767"),
    (n.headless_ports_are_the_pods_own, "closed", "port: 8080, targetPort", "port: 80, targetPort", "headless"),
    (n.stateful_sets_have_headless_services, "data", "serviceName: db", "serviceName: database", "no headless Service"),
    (n.stateful_sets_have_headless_services, "data", "  clusterIP: None\n", "", "no headless Service"),
    (n.stateful_sets_have_headless_services, "data", "  selector:\n    app: db\n", "", "does not select its Pods"),
    (n.slices_belong_to_services, "edge", "service-name: legacy", "service-name: old", "names no Service"),
    (
        n.slices_belong_to_services,
        "edge",
        "  - name: http\n    port: 8080",
        "  - port: 8080",
        "the Service has ['http']",
    ),
    (n.backends_exist, "web", "                name: web", "                name: shop", 'Service "shop"'),
    (n.backends_exist, "web", "                  name: http", "                  number: 81", "no port 81"),
    (n.backends_exist, "edge", "          port: 80\n---", "          port: 8080\n---", "no port 8080"),
    (n.routes_have_gateways, "edge", "gatewayClassName: edge", "gatewayClassName: istio", 'GatewayClass "istio"'),
    (n.routes_have_gateways, "edge", "    - name: edge\n", "    - name: front\n", 'Gateway "front"'),
    (n.routes_have_gateways, "edge", "sectionName: http", "sectionName: https", "no listener"),
    (n.routes_have_gateways, "edge", "[shop.example.com]", "[shop.example.org]", "no listener"),
    (n.certificates_exist, "web", "secretName: shop-tls", "secretName: web-tls", 'no Secret "web-tls"'),
    (n.certificates_exist, "web", "type: kubernetes.io/tls", "type: Opaque", "of type kubernetes.io/tls"),
    (n.certificates_exist, "web", "hosts: [shop.example.com]", "hosts: [example.com]", "which no rule has"),
    (
        np.policy_peers_exist,
        "closed",
        "matchLabels: {app: front}\n        -",
        "matchLabels: {app: web}\n        -",
        "is no Pod",
    ),
    (np.policy_ports_exist, "closed", "port: http}\n---", "port: web}\n---", "port web, on which none"),
    (np.policy_ports_exist, "closed", "port: 8080}\n    -", "port: 80}\n    -", "port 80, on which none"),
    (np.egress_reaches_dns, "closed", "UDP, port: 53", "UDP, port: 54", "no policy allows DNS"),
    (p.resources_are_set, "web", "              cpu: 50m\n", "", "no resources.requests.cpu"),
    (
        p.resources_are_set,
        "web",
        "            limits:\n              memory: 128Mi\n",
        "",
        "no resources.limits.memory",
    ),
    (p.serving_containers_are_probed, "web", NO_PROBE, "", "no readinessProbe"),
    (p.security_is_restricted, "web", "        runAsNonRoot: true\n", "", "expected runAsNonRoot"),
    (
        p.security_is_restricted,
        "web",
        "        seccompProfile:\n          type: RuntimeDefault\n",
        "",
        "seccompProfile",
    ),
    (p.security_is_restricted, "web", "Escalation: false", "Escalation: true", "expected allowPrivilegeEscalation"),
    (p.security_is_restricted, "web", "Filesystem: true", "Filesystem: false", "expected readOnlyRootFilesystem"),
    (p.security_is_restricted, "web", "drop: [ALL]", "drop: [NET_RAW]", "expected capabilities"),
    (p.security_is_restricted, "web", "drop: [ALL]", "drop: [ALL]\n              add: [SYS_ADMIN]", "no added"),
    (p.security_is_restricted, "web", "serviceAccountName: web", "hostNetwork: true", "hostNetwork"),
    (p.security_is_restricted, "web", "emptyDir:\n            sizeLimit: 16Mi", "hostPath: {path: /tmp}", "hostPath"),
]


@pytest.mark.parametrize("name", GOOD)
def test_good_files_pass(name: str) -> None:
    """No check complains of what is right. (Only one of the files is meant for production.)"""
    manifest = ManifestFile(name, GOOD[name])
    checks = [*EVERY_MANIFEST, *(PRODUCTION if name == "web" else ())]

    assert [] == [problem for check in checks for problem in check(manifest)]


@pytest.mark.parametrize(
    ("check", "name", "text", "becomes", "problem"),
    [pytest.param(*case, id=f"{case[0].__name__}-{number}") for number, case in enumerate(CASES)],
)
def test_check_notices(check: Check, name: str, text: str, becomes: str, problem: str) -> None:
    """A check reports the mistake that it is there for."""
    assert text in GOOD[name], "the good file no longer contains what this case edits"
    broken = ManifestFile(name, GOOD[name].replace(text, becomes, 1))
    problems = list(check(broken))

    assert any(problem in found for found in problems), problems


def test_every_check_is_proved() -> None:
    """A new check comes with a case that shows that it can fail."""
    assert {check.__name__ for check in (*EVERY_MANIFEST, *PRODUCTION)} <= {case[0].__name__ for case in CASES}


def test_containers_without_declared_ports() -> None:
    """A port need not be declared: what an image is known to listen on counts too; an unknown image may be anywhere."""
    undeclared = {"image": "nginx:1.29"}

    assert c.listens(undeclared, 80)
    assert not c.listens(undeclared, 8080)
    assert not c.listens(undeclared, "http")
    assert c.listens({"image": "registry.example.com/shop:1.4"}, 8080)


def test_duplicate_keys_are_refused() -> None:
    """A key that stands twice is an error, as it is for kubectl, and not a silent choice of the second."""
    with pytest.raises(Exception, match='duplicate key "name"'):
        _ = ManifestFile("twice", "kind: Pod\nmetadata: {name: a, name: b}\n").objects


@pytest.mark.parametrize("version", s.newest_versions())
def test_schemas_are_those_of_kubernetes_validate(version: str) -> None:
    """Our cached validators judge as the package does, which is too slow for every object."""
    good, bad = (
        {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "a"}, "data": {"a": value}} for value in ("1", 1)
    )

    assert version.startswith(kubernetes_validate.validate(good, version, strict=True))
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(bad, version, strict=True)
    assert list(s.valid_for_the_newest_kubernetes(_manifest(good))) == []
    assert any(version in problem for problem in s.valid_for_the_newest_kubernetes(_manifest(bad)))


def _manifest(item: object) -> ManifestFile:
    return ManifestFile("one", yaml.safe_dump(item))
