"""What every example manifest must fulfil: one check, one function, from a manifest file to its problems.

A check's docstring says what it wants and why; `tests/knowledge/test_manifest_checks.py` proves that it can fail.
"""

from collections.abc import Callable, Iterable

from tests.knowledge.manifest_checks import (
    containers,
    form,
    networking,
    objects,
    policies,
    references,
    restricted,
    schema,
)
from tests.knowledge.manifest_checks.model import ManifestFile

Check = Callable[[ManifestFile], Iterable[str]]

EVERY_MANIFEST: tuple[Check, ...] = (
    form.first_line_says_what_it_shows,
    schema.valid_for_the_newest_kubernetes,
    schema.nothing_is_null,
    schema.nothing_deprecated,
    objects.names_are_allowed,
    objects.labels_are_allowed,
    objects.objects_are_unique,
    objects.namespaces_are_in_the_file,
    objects.quantities_parse,
    objects.schedules_parse,
    objects.secret_data_is_base64,
    objects.secrets_are_placeholders,
    containers.images_are_pinned,
    containers.image_fits_user,
    containers.image_fits_port,
    containers.image_can_write,
    containers.mounts_have_volumes,
    containers.volumes_are_mounted,
    containers.probes_have_ports,
    containers.requests_are_within_limits,
    references.selectors_match_templates,
    references.configuration_exists,
    references.claims_exist,
    references.claims_fit_volumes,
    references.policies_select_pods,
    references.scalers_have_targets,
    references.replicas_have_one_owner,
    references.accounts_exist,
    references.priority_classes_exist,
    references.bare_pods_stand_alone,
    networking.services_select_pods,
    networking.target_ports_exist,
    networking.service_ports_are_allowed,
    networking.headless_ports_are_the_pods_own,
    networking.stateful_sets_have_headless_services,
    networking.slices_belong_to_services,
    networking.backends_exist,
    networking.routes_have_gateways,
    networking.certificates_exist,
    policies.policy_peers_exist,
    policies.policy_ports_exist,
    policies.egress_reaches_dns,
)

PRODUCTION: tuple[Check, ...] = (
    restricted.resources_are_set,
    restricted.serving_containers_are_probed,
    restricted.security_is_restricted,
)

__all__ = ["EVERY_MANIFEST", "PRODUCTION", "Check", "ManifestFile"]
