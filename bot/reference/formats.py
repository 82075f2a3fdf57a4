"""Kubernetes' own rules for texts: names, keys, quantities, schedules, images, addresses, paths.

Here each rule has the name by which the tables in `tables/` refer to it; the rules themselves are in `texts/`. They
follow the API server's validation, and for images, schedules and quantities the grammar of those who read them. What
is said of a wrong text never repeats the text, which may be a secret.
"""

from collections.abc import Callable, Mapping
from typing import Final

from bot.reference.texts import addresses, files, images, keys, names, qualified, quantities, schedules, times
from bot.reference.texts.quantities import quantity
from bot.reference.texts.schedules import cron_in_words

__all__ = ["FORMATS", "Check", "correction", "cron_in_words", "quantity"]

Check = Callable[[str], str | None]
"""None where the text is right; else what is allowed, as the end of a sentence, and in brackets what is not:
"lower-case letters, digits and hyphens, at most 63, beginning and ending with a letter or digit (here: an underscore)".
"""

FORMATS: Final[Mapping[str, Check]] = {
    "absolute-path": files.absolute_path,
    "annotation-key": qualified.annotation_key,
    "api-group": qualified.api_group,
    "base64": files.base64,
    "cidr": addresses.cidr,
    "cluster-ip": addresses.cluster_ip,
    "config-key": keys.config_key,
    "container-resource-name": qualified.container_resource_name,
    "cron": schedules.cron,
    "csi-driver-name": qualified.csi_driver_name,
    "dns-label": names.dns_label,
    "dns-label-1035": names.dns_label_1035,
    "dns-subdomain": names.dns_subdomain,
    "domain-path": qualified.domain_path,
    "duration": times.duration,
    "env-name": keys.env_name,
    "external-name": addresses.host,
    "file-mode": files.file_mode,
    "finalizer": qualified.label_key,
    "host": addresses.host,
    "http-header-name": keys.http_header_name,
    "image": images.image,
    "ip": addresses.ip,
    "ip-or-empty": addresses.ip_or_empty,
    "label-key": qualified.label_key,
    "label-value": keys.label_value,
    "path-without-dots": files.path_without_dots,
    "percent": quantities.percent,
    "percent-or-integer": quantities.percent_or_integer,
    "pod-field-path": qualified.pod_field_path,
    "pod-resource-path": qualified.pod_resource_path,
    "port": names.port,
    "port-name": names.port_name,
    "port-or-name": names.port_or_name,
    "quantity": quantities.quantity_check,
    "quantity-not-negative": quantities.quantity_not_negative,
    "relative-path": files.relative_path,
    "resource-name": qualified.resource_name,
    "search-domain": addresses.search_domain,
    "signer-name": qualified.signer_name,
    "sysctl-name": keys.sysctl_name,
    "three-part-name": qualified.three_part_name,
    "time-zone": times.time_zone,
    "uid": keys.uid,
    "url": addresses.url,
    "webhook-url": addresses.webhook_url,
    "wildcard-host": addresses.wildcard_host,
}

_LIKELY: Final[Mapping[str, Check]] = {
    "absolute-path": files.likely_absolute,
    "annotation-key": qualified.likely_key,
    "api-group": qualified.likely_group,
    "cidr": addresses.likely_cidr,
    "cluster-ip": addresses.likely_ip,
    "config-key": keys.likely_config_key,
    "container-resource-name": qualified.likely_resource,
    "cron": schedules.likely_cron,
    "dns-label": names.likely_label,
    "dns-label-1035": names.likely_label,
    "dns-subdomain": names.likely_subdomain,
    "domain-path": str.lower,
    "duration": times.likely_duration,
    "env-name": str.strip,
    "external-name": addresses.likely_host,
    "file-mode": files.likely_mode,
    "finalizer": qualified.likely_key,
    "host": addresses.likely_host,
    "http-header-name": keys.likely_header,
    "image": images.likely_image,
    "ip": addresses.likely_ip,
    "ip-or-empty": addresses.likely_ip,
    "label-key": qualified.likely_key,
    "label-value": keys.likely_name,
    "percent": quantities.likely_percent,
    "percent-or-integer": quantities.likely_percent,
    "pod-field-path": qualified.likely_pod_field,
    "pod-resource-path": qualified.likely_resource,
    "port": str.strip,
    "port-name": names.likely_label,
    "port-or-name": names.likely_port,
    "quantity": quantities.likely_quantity,
    "quantity-not-negative": quantities.likely_quantity,
    "relative-path": files.likely_relative,
    "resource-name": qualified.likely_resource,
    "search-domain": addresses.likely_host,
    "signer-name": str.lower,
    "sysctl-name": str.lower,
    "three-part-name": names.likely_subdomain,
    "time-zone": times.likely_zone,
    "url": str.strip,
    "wildcard-host": addresses.likely_host,
}
"""What was likely meant. Not for base64: that would show a secret."""

_FIXED_MOST: Final = 512
"""Characters of a text for which a fix is looked for."""


def correction(format: str, text: str) -> str | None:  # noqa: A002 - the tables' word for it
    """Give the right text that was likely meant; None where the text is right or no such text is plain."""
    check, likely = FORMATS.get(format), _LIKELY.get(format)
    if check is None or likely is None or not text or len(text) > _FIXED_MOST or check(text) is None:
        return None
    fixed = likely(text)
    return fixed if fixed and check(fixed) is None else None
