"""Networking: Services, endpoints, Ingresses, network policies, and their status."""

from collections.abc import Mapping
from typing import Final

from bot.reference.constraints import Constraint, Group, When

FIELDS: Final[Mapping[str, Constraint]] = {
    "core_v1.ClientIPConfig.timeoutSeconds": Constraint(default="10800", least=1, most=86400),
    "core_v1.EndpointAddress.hostname": Constraint(format="dns-label"),
    # Addresses of loopback, link-local and multicast are refused.
    "core_v1.EndpointAddress.ip": Constraint(format="ip", some=True),
    "core_v1.EndpointAddress.nodeName": Constraint(format="dns-subdomain"),
    "core_v1.EndpointPort.appProtocol": Constraint(
        format="label-key", open_values=("kubernetes.io/h2c", "kubernetes.io/ws", "kubernetes.io/wss", "http", "https")
    ),
    "core_v1.EndpointPort.name": Constraint(format="dns-label"),
    "core_v1.EndpointPort.port": Constraint(least=1, most=65535),
    "core_v1.EndpointPort.protocol": Constraint(values=("TCP", "UDP", "SCTP"), default="TCP"),
    # At least one of the two lists is needed.
    "core_v1.EndpointSubset.addresses": Constraint(needed_when=When("notReadyAddresses", ("",))),
    "core_v1.LoadBalancerIngress.hostname": Constraint(format="dns-subdomain"),
    "core_v1.LoadBalancerIngress.ip": Constraint(format="ip-or-empty"),
    "core_v1.LoadBalancerIngress.ipMode": Constraint(values=("VIP", "Proxy"), default="VIP"),
    "core_v1.PortStatus.port": Constraint(least=0, most=65535),
    "core_v1.PortStatus.protocol": Constraint(values=("TCP", "UDP", "SCTP")),
    "core_v1.Service.spec": Constraint(needed=True),
    "core_v1.ServicePort.appProtocol": Constraint(
        format="label-key", open_values=("kubernetes.io/h2c", "kubernetes.io/ws", "kubernetes.io/wss", "http", "https")
    ),
    # Needed where there is more than one port.
    "core_v1.ServicePort.name": Constraint(format="dns-label"),
    # The range is the cluster's; 0 stands for none. Only the types NodePort and LoadBalancer have one.
    "core_v1.ServicePort.nodePort": Constraint(
        default="one that the cluster assigns of 30000-32767", least=0, most=65535
    ),
    "core_v1.ServicePort.port": Constraint(least=1, most=65535),
    "core_v1.ServicePort.protocol": Constraint(values=("TCP", "UDP", "SCTP"), default="TCP"),
    "core_v1.ServicePort.targetPort": Constraint(format="port-or-name", default="the same as port"),
    "core_v1.ServiceSpec.allocateLoadBalancerNodePorts": Constraint(
        default="true", only_when=When("type", ("LoadBalancer",))
    ),
    "core_v1.ServiceSpec.clusterIP": Constraint(
        format="cluster-ip",
        default="assigned by the cluster",
        only_when=When("type", ("", "ClusterIP", "LoadBalancer", "NodePort")),
    ),
    "core_v1.ServiceSpec.clusterIPs": Constraint(
        format="cluster-ip",
        default="those of clusterIP",
        unique=("",),
        most_items=2,
        only_when=When("type", ("", "ClusterIP", "LoadBalancer", "NodePort")),
    ),
    "core_v1.ServiceSpec.externalIPs": Constraint(format="ip"),
    "core_v1.ServiceSpec.externalName": Constraint(format="external-name", needed_when=When("type", ("ExternalName",))),
    # With ClusterIP it needs externalIPs.
    "core_v1.ServiceSpec.externalTrafficPolicy": Constraint(
        values=("Cluster", "Local"),
        default="Cluster",
        only_when=When("type", ("", "ClusterIP", "LoadBalancer", "NodePort")),
    ),
    # It needs the type LoadBalancer besides; 0 stands for none.
    "core_v1.ServiceSpec.healthCheckNodePort": Constraint(
        default="assigned by the cluster, where it is needed",
        least=0,
        most=65535,
        only_when=When("externalTrafficPolicy", ("Local",)),
    ),
    "core_v1.ServiceSpec.internalTrafficPolicy": Constraint(values=("Cluster", "Local"), default="Cluster"),
    "core_v1.ServiceSpec.ipFamilies": Constraint(
        values=("IPv4", "IPv6"),
        default="the cluster's first, or both",
        unique=("",),
        most_items=2,
        only_when=When("type", ("", "ClusterIP", "LoadBalancer", "NodePort")),
    ),
    "core_v1.ServiceSpec.ipFamilyPolicy": Constraint(
        values=("SingleStack", "PreferDualStack", "RequireDualStack"),
        default="SingleStack",
        only_when=When("type", ("", "ClusterIP", "LoadBalancer", "NodePort")),
    ),
    "core_v1.ServiceSpec.loadBalancerClass": Constraint(
        format="label-key",
        some=True,
        default="the cluster's own load balancers",
        only_when=When("type", ("LoadBalancer",)),
    ),
    "core_v1.ServiceSpec.loadBalancerSourceRanges": Constraint(
        format="cidr", default="everyone", only_when=When("type", ("LoadBalancer",))
    ),
    # A Service of type ClusterIP needs them too, unless clusterIP is None. The same port may not stand twice with one
    # protocol; with more than one port, each needs a name.
    "core_v1.ServiceSpec.ports": Constraint(unique=("name",), needed_when=When("type", ("LoadBalancer", "NodePort"))),
    "core_v1.ServiceSpec.publishNotReadyAddresses": Constraint(default="false"),
    "core_v1.ServiceSpec.selector": Constraint(
        format="label-value", key_format="label-key", default="none: the endpoints come from elsewhere"
    ),
    "core_v1.ServiceSpec.sessionAffinity": Constraint(values=("None", "ClientIP"), default="None"),
    "core_v1.ServiceSpec.sessionAffinityConfig": Constraint(only_when=When("sessionAffinity", ("ClientIP",))),
    # PreferClose is the old name of PreferSameZone.
    "core_v1.ServiceSpec.trafficDistribution": Constraint(values=("PreferSameZone", "PreferSameNode", "PreferClose")),
    "core_v1.ServiceSpec.type": Constraint(
        values=("ClusterIP", "NodePort", "LoadBalancer", "ExternalName"), default="ClusterIP"
    ),
    "discovery_v1.Endpoint.addresses": Constraint(some=True, most_items=100),
    "discovery_v1.Endpoint.hostname": Constraint(format="dns-label"),
    "discovery_v1.Endpoint.nodeName": Constraint(format="dns-subdomain"),
    "discovery_v1.EndpointConditions.ready": Constraint(default="true"),
    "discovery_v1.EndpointConditions.serving": Constraint(default="true"),
    "discovery_v1.EndpointConditions.terminating": Constraint(default="false"),
    "discovery_v1.EndpointHints.forNodes": Constraint(unique=("name",), most_items=8),
    "discovery_v1.EndpointHints.forZones": Constraint(unique=("name",), most_items=8),
    "discovery_v1.EndpointPort.appProtocol": Constraint(
        format="label-key", open_values=("kubernetes.io/h2c", "kubernetes.io/ws", "kubernetes.io/wss", "http", "https")
    ),
    "discovery_v1.EndpointPort.name": Constraint(format="dns-label", default="the empty text"),
    "discovery_v1.EndpointPort.port": Constraint(default="every port", least=1, most=65535),
    "discovery_v1.EndpointPort.protocol": Constraint(values=("TCP", "UDP", "SCTP"), default="TCP"),
    "discovery_v1.EndpointSlice.addressType": Constraint(values=("IPv4", "IPv6", "FQDN")),
    "discovery_v1.EndpointSlice.endpoints": Constraint(most_items=1000),
    # Two ports without a name have the same: the empty one.
    "discovery_v1.EndpointSlice.ports": Constraint(unique=("name",), most_items=20000),
    "discovery_v1.ForNode.name": Constraint(format="dns-subdomain", some=True),
    "discovery_v1.ForZone.name": Constraint(some=True),
    "networking_v1.HTTPIngressPath.path": Constraint(
        format="absolute-path", needed_when=When("pathType", ("Exact", "Prefix"))
    ),
    "networking_v1.HTTPIngressPath.pathType": Constraint(values=("Prefix", "Exact", "ImplementationSpecific")),
    "networking_v1.HTTPIngressRuleValue.paths": Constraint(some=True),
    "networking_v1.IPBlock.cidr": Constraint(format="cidr", some=True),
    # Each within cidr, and smaller.
    "networking_v1.IPBlock.except": Constraint(format="cidr"),
    "networking_v1.Ingress.spec": Constraint(needed=True),
    "networking_v1.IngressClass.spec": Constraint(needed=True),
    "networking_v1.IngressClassParametersReference.apiGroup": Constraint(format="api-group", default="the core group"),
    "networking_v1.IngressClassParametersReference.kind": Constraint(some=True),
    "networking_v1.IngressClassParametersReference.name": Constraint(some=True),
    "networking_v1.IngressClassParametersReference.namespace": Constraint(
        format="dns-label",
        some=True,
        only_when=When("scope", ("Namespace",)),
        needed_when=When("scope", ("Namespace",)),
    ),
    "networking_v1.IngressClassParametersReference.scope": Constraint(
        values=("Cluster", "Namespace"), default="Cluster"
    ),
    "networking_v1.IngressClassSpec.controller": Constraint(format="domain-path", some=True, needed=True),
    "networking_v1.IngressLoadBalancerIngress.hostname": Constraint(format="dns-subdomain"),
    "networking_v1.IngressLoadBalancerIngress.ip": Constraint(format="ip-or-empty"),
    "networking_v1.IngressPortStatus.port": Constraint(least=0, most=65535),
    "networking_v1.IngressPortStatus.protocol": Constraint(values=("TCP", "UDP", "SCTP")),
    "networking_v1.IngressRule.host": Constraint(format="wildcard-host", default="every host"),
    "networking_v1.IngressServiceBackend.name": Constraint(format="dns-label", some=True),
    "networking_v1.IngressServiceBackend.port": Constraint(needed=True),
    "networking_v1.IngressSpec.ingressClassName": Constraint(
        format="dns-subdomain", default="the IngressClass that is marked as default, if there is one"
    ),
    # At least one of rules and defaultBackend is needed.
    "networking_v1.IngressSpec.rules": Constraint(needed_when=When("defaultBackend", ("",))),
    "networking_v1.IngressTLS.hosts": Constraint(format="wildcard-host"),
    "networking_v1.IngressTLS.secretName": Constraint(format="dns-subdomain"),
    "networking_v1.NetworkPolicyEgressRule.ports": Constraint(default="every port"),
    "networking_v1.NetworkPolicyEgressRule.to": Constraint(default="every destination"),
    "networking_v1.NetworkPolicyIngressRule.from": Constraint(default="every source"),
    "networking_v1.NetworkPolicyIngressRule.ports": Constraint(default="every port"),
    # It needs a port that is a number, and may not be below it.
    "networking_v1.NetworkPolicyPort.endPort": Constraint(least=1, most=65535),
    "networking_v1.NetworkPolicyPort.port": Constraint(format="port-or-name", default="every port"),
    "networking_v1.NetworkPolicyPort.protocol": Constraint(values=("TCP", "UDP", "SCTP"), default="TCP"),
    "networking_v1.NetworkPolicySpec.podSelector": Constraint(default="every Pod of the namespace"),
    "networking_v1.NetworkPolicySpec.policyTypes": Constraint(
        values=("Ingress", "Egress"), default="Ingress, and Egress where there are egress rules", most_items=2
    ),
    "networking_v1.ParentReference.group": Constraint(format="api-group"),
    "networking_v1.ParentReference.name": Constraint(some=True),
    "networking_v1.ParentReference.resource": Constraint(some=True),
    "networking_v1.ServiceBackendPort.name": Constraint(format="port-name"),
    "networking_v1.ServiceBackendPort.number": Constraint(least=1, most=65535),
    "networking_v1.ServiceCIDR.spec": Constraint(needed=True),
    "networking_v1.ServiceCIDRSpec.cidrs": Constraint(format="cidr", some=True, needed=True, most_items=2),
}

GROUPS: Final[Mapping[str, tuple[Group, ...]]] = {
    "networking_v1.IngressBackend": (Group(("resource", "service")),),
    # At least one of the three is needed; ipBlock stands alone, the selectors may stand together.
    "networking_v1.NetworkPolicyPeer": (
        Group(("ipBlock", "podSelector"), needed=False),
        Group(("ipBlock", "namespaceSelector"), needed=False),
    ),
    "networking_v1.ServiceBackendPort": (Group(("name", "number")),),
}
