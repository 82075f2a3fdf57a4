"""What all objects share, configuration, namespaces, nodes, quotas, access, admission, custom resources, devices."""

from collections.abc import Mapping
from typing import Final

from bot.reference.constraints import Constraint, Group, When

FIELDS: Final[Mapping[str, Constraint]] = {
    "admissionregistration_v1.ApplyConfiguration.expression": Constraint(some=True, needed=True),
    "admissionregistration_v1.AuditAnnotation.key": Constraint(some=True),
    "admissionregistration_v1.AuditAnnotation.valueExpression": Constraint(some=True),
    "admissionregistration_v1.JSONPatch.expression": Constraint(some=True, needed=True),
    "admissionregistration_v1.MatchCondition.expression": Constraint(some=True),
    "admissionregistration_v1.MatchCondition.name": Constraint(format="label-key", some=True),
    "admissionregistration_v1.MatchResources.matchPolicy": Constraint(
        values=("Equivalent", "Exact"), default="Equivalent"
    ),
    "admissionregistration_v1.MatchResources.namespaceSelector": Constraint(default="everything"),
    "admissionregistration_v1.MatchResources.objectSelector": Constraint(default="everything"),
    "admissionregistration_v1.MutatingAdmissionPolicy.spec": Constraint(needed=True),
    "admissionregistration_v1.MutatingAdmissionPolicyBinding.spec": Constraint(needed=True),
    "admissionregistration_v1.MutatingAdmissionPolicyBindingSpec.policyName": Constraint(some=True, needed=True),
    "admissionregistration_v1.MutatingAdmissionPolicySpec.failurePolicy": Constraint(
        values=("Fail", "Ignore"), default="Fail"
    ),
    "admissionregistration_v1.MutatingAdmissionPolicySpec.matchConditions": Constraint(unique=("name",), most_items=64),
    "admissionregistration_v1.MutatingAdmissionPolicySpec.matchConstraints": Constraint(needed=True),
    "admissionregistration_v1.MutatingAdmissionPolicySpec.mutations": Constraint(some=True, needed=True),
    "admissionregistration_v1.MutatingAdmissionPolicySpec.reinvocationPolicy": Constraint(
        needed=True, values=("IfNeeded", "Never")
    ),
    "admissionregistration_v1.MutatingAdmissionPolicySpec.variables": Constraint(unique=("name",)),
    "admissionregistration_v1.MutatingWebhook.admissionReviewVersions": Constraint(
        some=True, open_values=("v1", "v1beta1"), unique=("",)
    ),
    "admissionregistration_v1.MutatingWebhook.failurePolicy": Constraint(values=("Fail", "Ignore"), default="Fail"),
    "admissionregistration_v1.MutatingWebhook.matchConditions": Constraint(unique=("name",), most_items=64),
    "admissionregistration_v1.MutatingWebhook.matchPolicy": Constraint(
        values=("Equivalent", "Exact"), default="Equivalent"
    ),
    "admissionregistration_v1.MutatingWebhook.name": Constraint(format="three-part-name", some=True),
    "admissionregistration_v1.MutatingWebhook.namespaceSelector": Constraint(default="everything"),
    "admissionregistration_v1.MutatingWebhook.objectSelector": Constraint(default="everything"),
    "admissionregistration_v1.MutatingWebhook.reinvocationPolicy": Constraint(
        values=("Never", "IfNeeded"), default="Never"
    ),
    "admissionregistration_v1.MutatingWebhook.sideEffects": Constraint(values=("None", "NoneOnDryRun")),
    "admissionregistration_v1.MutatingWebhook.timeoutSeconds": Constraint(default="10", least=1, most=30),
    "admissionregistration_v1.MutatingWebhookConfiguration.webhooks": Constraint(unique=("name",)),
    "admissionregistration_v1.Mutation.applyConfiguration": Constraint(
        needed_when=When("patchType", ("ApplyConfiguration",))
    ),
    "admissionregistration_v1.Mutation.jsonPatch": Constraint(needed_when=When("patchType", ("JSONPatch",))),
    "admissionregistration_v1.Mutation.patchType": Constraint(values=("ApplyConfiguration", "JSONPatch")),
    "admissionregistration_v1.NamedRuleWithOperations.apiGroups": Constraint(format="api-group", needed=True),
    "admissionregistration_v1.NamedRuleWithOperations.apiVersions": Constraint(some=True, needed=True),
    # The asterisk stands alone; policies that change objects do not take DELETE.
    "admissionregistration_v1.NamedRuleWithOperations.operations": Constraint(
        some=True, needed=True, values=("CREATE", "UPDATE", "DELETE", "CONNECT", "*")
    ),
    "admissionregistration_v1.NamedRuleWithOperations.resourceNames": Constraint(unique=("",)),
    "admissionregistration_v1.NamedRuleWithOperations.resources": Constraint(some=True, needed=True),
    "admissionregistration_v1.NamedRuleWithOperations.scope": Constraint(
        values=("*", "Cluster", "Namespaced"), default="*"
    ),
    "admissionregistration_v1.ParamKind.apiVersion": Constraint(some=True, needed=True),
    "admissionregistration_v1.ParamKind.kind": Constraint(some=True, needed=True),
    "admissionregistration_v1.ParamRef.parameterNotFoundAction": Constraint(needed=True, values=("Allow", "Deny")),
    "admissionregistration_v1.RuleWithOperations.apiGroups": Constraint(format="api-group", needed=True),
    "admissionregistration_v1.RuleWithOperations.apiVersions": Constraint(some=True, needed=True),
    # The asterisk stands alone.
    "admissionregistration_v1.RuleWithOperations.operations": Constraint(
        some=True, needed=True, values=("CREATE", "UPDATE", "DELETE", "CONNECT", "*")
    ),
    "admissionregistration_v1.RuleWithOperations.resources": Constraint(some=True, needed=True),
    "admissionregistration_v1.RuleWithOperations.scope": Constraint(values=("*", "Cluster", "Namespaced"), default="*"),
    "admissionregistration_v1.ServiceReference.name": Constraint(format="dns-label", some=True),
    "admissionregistration_v1.ServiceReference.namespace": Constraint(format="dns-label", some=True),
    "admissionregistration_v1.ServiceReference.path": Constraint(format="absolute-path"),
    "admissionregistration_v1.ServiceReference.port": Constraint(default="443", least=1, most=65535),
    "admissionregistration_v1.ValidatingAdmissionPolicy.spec": Constraint(needed=True),
    "admissionregistration_v1.ValidatingAdmissionPolicyBindingSpec.policyName": Constraint(some=True),
    # Deny and Warn exclude one another.
    "admissionregistration_v1.ValidatingAdmissionPolicyBindingSpec.validationActions": Constraint(
        some=True, values=("Deny", "Warn", "Audit"), unique=("",)
    ),
    "admissionregistration_v1.ValidatingAdmissionPolicySpec.auditAnnotations": Constraint(
        unique=("key",), most_items=20
    ),
    "admissionregistration_v1.ValidatingAdmissionPolicySpec.failurePolicy": Constraint(
        values=("Fail", "Ignore"), default="Fail"
    ),
    "admissionregistration_v1.ValidatingAdmissionPolicySpec.matchConditions": Constraint(
        unique=("name",), most_items=64
    ),
    "admissionregistration_v1.ValidatingAdmissionPolicySpec.matchConstraints": Constraint(needed=True),
    "admissionregistration_v1.ValidatingAdmissionPolicySpec.validations": Constraint(
        needed_when=When("auditAnnotations", ("",))
    ),
    "admissionregistration_v1.ValidatingAdmissionPolicySpec.variables": Constraint(unique=("name",)),
    "admissionregistration_v1.ValidatingWebhook.admissionReviewVersions": Constraint(
        some=True, open_values=("v1", "v1beta1"), unique=("",)
    ),
    "admissionregistration_v1.ValidatingWebhook.failurePolicy": Constraint(values=("Fail", "Ignore"), default="Fail"),
    "admissionregistration_v1.ValidatingWebhook.matchConditions": Constraint(unique=("name",), most_items=64),
    "admissionregistration_v1.ValidatingWebhook.matchPolicy": Constraint(
        values=("Equivalent", "Exact"), default="Equivalent"
    ),
    "admissionregistration_v1.ValidatingWebhook.name": Constraint(format="three-part-name", some=True),
    "admissionregistration_v1.ValidatingWebhook.namespaceSelector": Constraint(default="everything"),
    "admissionregistration_v1.ValidatingWebhook.objectSelector": Constraint(default="everything"),
    "admissionregistration_v1.ValidatingWebhook.sideEffects": Constraint(values=("None", "NoneOnDryRun")),
    "admissionregistration_v1.ValidatingWebhook.timeoutSeconds": Constraint(default="10", least=1, most=30),
    "admissionregistration_v1.ValidatingWebhookConfiguration.webhooks": Constraint(unique=("name",)),
    "admissionregistration_v1.Validation.expression": Constraint(some=True),
    # Needed where the expression has several lines; it may have only one.
    "admissionregistration_v1.Validation.message": Constraint(default="failed expression: EXPRESSION"),
    "admissionregistration_v1.Validation.reason": Constraint(
        values=("Invalid", "Forbidden", "RequestEntityTooLarge", "Unauthorized"), default="Invalid"
    ),
    "admissionregistration_v1.Variable.expression": Constraint(some=True),
    "admissionregistration_v1.Variable.name": Constraint(some=True),
    "admissionregistration_v1.WebhookClientConfig.caBundle": Constraint(
        format="base64", default="the API server's trust roots"
    ),
    "admissionregistration_v1.WebhookClientConfig.url": Constraint(format="webhook-url", some=True),
    "admissionregistration_v1alpha1.ParamRef.parameterNotFoundAction": Constraint(values=("Allow", "Deny")),
    "admissionregistration_v1beta1.ParamRef.parameterNotFoundAction": Constraint(values=("Allow", "Deny")),
    "apiextensions_v1.CustomResourceColumnDefinition.format": Constraint(
        values=("byte", "date", "date-time", "double", "float", "int32", "int64", "password")
    ),
    "apiextensions_v1.CustomResourceColumnDefinition.jsonPath": Constraint(some=True),
    "apiextensions_v1.CustomResourceColumnDefinition.name": Constraint(some=True),
    "apiextensions_v1.CustomResourceColumnDefinition.priority": Constraint(default="0"),
    "apiextensions_v1.CustomResourceColumnDefinition.type": Constraint(
        values=("string", "integer", "number", "boolean", "date")
    ),
    "apiextensions_v1.CustomResourceConversion.strategy": Constraint(values=("None", "Webhook")),
    "apiextensions_v1.CustomResourceConversion.webhook": Constraint(
        only_when=When("strategy", ("Webhook",)), needed_when=When("strategy", ("Webhook",))
    ),
    "apiextensions_v1.CustomResourceDefinitionCondition.status": Constraint(values=("True", "False", "Unknown")),
    "apiextensions_v1.CustomResourceDefinitionCondition.type": Constraint(
        open_values=(
            "Established",
            "KubernetesAPIApprovalPolicyConformant",
            "NamesAccepted",
            "NonStructuralSchema",
            "Terminating",
        )
    ),
    "apiextensions_v1.CustomResourceDefinitionNames.categories": Constraint(format="dns-label-1035"),
    "apiextensions_v1.CustomResourceDefinitionNames.kind": Constraint(some=True),
    "apiextensions_v1.CustomResourceDefinitionNames.listKind": Constraint(default="the kind followed by List"),
    "apiextensions_v1.CustomResourceDefinitionNames.plural": Constraint(format="dns-label-1035", some=True),
    "apiextensions_v1.CustomResourceDefinitionNames.shortNames": Constraint(format="dns-label-1035"),
    "apiextensions_v1.CustomResourceDefinitionNames.singular": Constraint(
        format="dns-label-1035", default="the kind in lower-case letters"
    ),
    "apiextensions_v1.CustomResourceDefinitionSpec.conversion": Constraint(default="strategy None"),
    # It needs a dot in it.
    "apiextensions_v1.CustomResourceDefinitionSpec.group": Constraint(format="dns-subdomain", some=True),
    # false is the only value that apiextensions.k8s.io/v1 takes.
    "apiextensions_v1.CustomResourceDefinitionSpec.preserveUnknownFields": Constraint(default="false"),
    "apiextensions_v1.CustomResourceDefinitionSpec.scope": Constraint(values=("Namespaced", "Cluster")),
    # Just one of them has storage true.
    "apiextensions_v1.CustomResourceDefinitionSpec.versions": Constraint(some=True, unique=("name",)),
    "apiextensions_v1.CustomResourceDefinitionVersion.deprecated": Constraint(default="false"),
    "apiextensions_v1.CustomResourceDefinitionVersion.deprecationWarning": Constraint(
        some=True, only_when=When("deprecated", ("true",))
    ),
    "apiextensions_v1.CustomResourceDefinitionVersion.name": Constraint(format="dns-label-1035", some=True),
    "apiextensions_v1.CustomResourceDefinitionVersion.schema": Constraint(needed=True),
    "apiextensions_v1.CustomResourceDefinitionVersion.selectableFields": Constraint(unique=("jsonPath",), most_items=8),
    "apiextensions_v1.CustomResourceSubresourceScale.specReplicasPath": Constraint(some=True),
    "apiextensions_v1.CustomResourceSubresourceScale.statusReplicasPath": Constraint(some=True),
    "apiextensions_v1.CustomResourceValidation.openAPIV3Schema": Constraint(needed=True),
    "apiextensions_v1.JSONSchemaProps.format": Constraint(
        open_values=(
            "int32",
            "int64",
            "float",
            "double",
            "byte",
            "date",
            "date-time",
            "datetime",
            "duration",
            "email",
            "hostname",
            "ipv4",
            "ipv6",
            "cidr",
            "mac",
            "uri",
            "uuid",
            "uuid3",
            "uuid4",
            "uuid5",
            "password",
            "bsonobjectid",
            "creditcard",
            "hexcolor",
            "isbn",
            "isbn10",
            "isbn13",
            "rgbcolor",
            "ssn",
        )
    ),
    "apiextensions_v1.JSONSchemaProps.nullable": Constraint(default="false"),
    "apiextensions_v1.JSONSchemaProps.type": Constraint(
        values=("object", "array", "string", "integer", "number", "boolean")
    ),
    "apiextensions_v1.JSONSchemaProps.x-kubernetes-list-map-keys": Constraint(
        some=True,
        only_when=When("x-kubernetes-list-type", ("map",)),
        needed_when=When("x-kubernetes-list-type", ("map",)),
    ),
    "apiextensions_v1.JSONSchemaProps.x-kubernetes-list-type": Constraint(
        values=("atomic", "map", "set"), default="atomic"
    ),
    "apiextensions_v1.JSONSchemaProps.x-kubernetes-map-type": Constraint(
        values=("granular", "atomic"), default="granular"
    ),
    "apiextensions_v1.SelectableField.jsonPath": Constraint(some=True),
    "apiextensions_v1.ServiceReference.name": Constraint(format="dns-label", some=True),
    "apiextensions_v1.ServiceReference.namespace": Constraint(format="dns-label", some=True),
    "apiextensions_v1.ServiceReference.path": Constraint(format="absolute-path"),
    "apiextensions_v1.ServiceReference.port": Constraint(default="443", least=1, most=65535),
    # Needed where the rule has several lines; it may have only one.
    "apiextensions_v1.ValidationRule.message": Constraint(default="failed rule: RULE"),
    "apiextensions_v1.ValidationRule.reason": Constraint(
        values=("FieldValueInvalid", "FieldValueDuplicate", "FieldValueForbidden", "FieldValueRequired"),
        default="FieldValueInvalid",
    ),
    "apiextensions_v1.ValidationRule.rule": Constraint(some=True),
    "apiextensions_v1.WebhookClientConfig.caBundle": Constraint(
        format="base64", default="the API server's trust roots"
    ),
    "apiextensions_v1.WebhookClientConfig.url": Constraint(format="webhook-url", some=True),
    "apiextensions_v1.WebhookConversion.clientConfig": Constraint(needed=True),
    "apiextensions_v1.WebhookConversion.conversionReviewVersions": Constraint(
        some=True, open_values=("v1", "v1beta1"), unique=("",)
    ),
    "apiregistration_v1.APIService.spec": Constraint(needed=True),
    "apiregistration_v1.APIServiceCondition.status": Constraint(values=("True", "False", "Unknown")),
    "apiregistration_v1.APIServiceCondition.type": Constraint(open_values=("Available",)),
    "apiregistration_v1.APIServiceSpec.caBundle": Constraint(
        format="base64", default="the API server's trust roots", only_when=When("insecureSkipTLSVerify", ("", "false"))
    ),
    "apiregistration_v1.APIServiceSpec.groupPriorityMinimum": Constraint(least=1, most=20000),
    "apiregistration_v1.APIServiceSpec.insecureSkipTLSVerify": Constraint(default="false"),
    "apiregistration_v1.APIServiceSpec.version": Constraint(format="dns-label-1035", some=True, needed=True),
    "apiregistration_v1.APIServiceSpec.versionPriority": Constraint(least=1, most=1000),
    "apiregistration_v1.ServiceReference.name": Constraint(format="dns-label", some=True, needed=True),
    "apiregistration_v1.ServiceReference.namespace": Constraint(format="dns-label", some=True, needed=True),
    "apiregistration_v1.ServiceReference.port": Constraint(default="443", least=1, most=65535),
    "apiserverinternal_v1alpha1.StorageVersionCondition.status": Constraint(values=("True", "False", "Unknown")),
    "authentication_v1.BoundObjectReference.kind": Constraint(
        values=("Pod", "Secret", "Node", "MutatingWebhookConfiguration", "ValidatingWebhookConfiguration")
    ),
    "authentication_v1.TokenRequestSpec.audiences": Constraint(default="the API server's own"),
    "authentication_v1.TokenRequestSpec.expirationSeconds": Constraint(default="3600", least=600, most=4294967296),
    "authorization_v1.NonResourceAttributes.verb": Constraint(
        open_values=("get", "post", "put", "patch", "delete", "head", "options", "*")
    ),
    "authorization_v1.NonResourceRule.verbs": Constraint(
        some=True, open_values=("get", "post", "put", "patch", "delete", "head", "options", "*")
    ),
    "authorization_v1.ResourceAttributes.verb": Constraint(
        open_values=("get", "list", "watch", "create", "update", "patch", "delete", "deletecollection", "proxy", "*")
    ),
    "authorization_v1.ResourceRule.verbs": Constraint(
        some=True,
        open_values=("get", "list", "watch", "create", "update", "patch", "delete", "deletecollection", "proxy", "*"),
    ),
    "authorization_v1.SelfSubjectRulesReviewSpec.namespace": Constraint(format="dns-label", some=True, needed=True),
    # Approved, Denied and Failed may only be True.
    "certificates_v1.CertificateSigningRequestCondition.status": Constraint(values=("True", "False", "Unknown")),
    "certificates_v1.CertificateSigningRequestCondition.type": Constraint(
        some=True, open_values=("Approved", "Denied", "Failed")
    ),
    "certificates_v1.CertificateSigningRequestSpec.expirationSeconds": Constraint(
        default="the signer's choice", least=600
    ),
    "certificates_v1.CertificateSigningRequestSpec.request": Constraint(format="base64", some=True),
    "certificates_v1.CertificateSigningRequestSpec.signerName": Constraint(
        format="signer-name",
        some=True,
        open_values=(
            "kubernetes.io/kube-apiserver-client",
            "kubernetes.io/kube-apiserver-client-kubelet",
            "kubernetes.io/kubelet-serving",
        ),
    ),
    "certificates_v1.CertificateSigningRequestSpec.usages": Constraint(
        some=True,
        needed=True,
        values=(
            "any",
            "cert sign",
            "client auth",
            "code signing",
            "content commitment",
            "crl sign",
            "data encipherment",
            "decipher only",
            "digital signature",
            "email protection",
            "encipher only",
            "ipsec end system",
            "ipsec tunnel",
            "ipsec user",
            "key agreement",
            "key encipherment",
            "microsoft sgc",
            "netscape sgc",
            "ocsp signing",
            "s/mime",
            "server auth",
            "signing",
            "timestamping",
        ),
        unique=("",),
    ),
    "certificates_v1.CertificateSigningRequestStatus.certificate": Constraint(format="base64"),
    "certificates_v1.CertificateSigningRequestStatus.conditions": Constraint(unique=("type",)),
    "certificates_v1.ClusterTrustBundleSpec.signerName": Constraint(format="signer-name"),
    "certificates_v1.ClusterTrustBundleSpec.trustBundle": Constraint(some=True),
    # Signers of kubernetes.io allow at most 86400.
    "certificates_v1.PodCertificateRequestSpec.maxExpirationSeconds": Constraint(
        default="86400", least=3600, most=7862400
    ),
    "certificates_v1.PodCertificateRequestSpec.nodeName": Constraint(format="dns-subdomain", some=True),
    "certificates_v1.PodCertificateRequestSpec.nodeUID": Constraint(some=True),
    "certificates_v1.PodCertificateRequestSpec.podName": Constraint(format="dns-subdomain", some=True),
    "certificates_v1.PodCertificateRequestSpec.podUID": Constraint(some=True),
    "certificates_v1.PodCertificateRequestSpec.serviceAccountName": Constraint(format="dns-subdomain", some=True),
    "certificates_v1.PodCertificateRequestSpec.serviceAccountUID": Constraint(some=True),
    "certificates_v1.PodCertificateRequestSpec.signerName": Constraint(
        format="signer-name", some=True, open_values=("kubernetes.io/kube-apiserver-client-pod",)
    ),
    "certificates_v1.PodCertificateRequestSpec.stubPKCS10Request": Constraint(format="base64"),
    "certificates_v1.PodCertificateRequestSpec.unverifiedUserAnnotations": Constraint(key_format="annotation-key"),
    "certificates_v1beta1.PodCertificateRequestSpec.pkixPublicKey": Constraint(format="base64"),
    "certificates_v1beta1.PodCertificateRequestSpec.proofOfPossession": Constraint(format="base64"),
    "coordination_v1.LeaseSpec.leaseDurationSeconds": Constraint(least=1),
    "coordination_v1.LeaseSpec.leaseTransitions": Constraint(least=0),
    # Others need a domain: example.com/strategy.
    "coordination_v1.LeaseSpec.strategy": Constraint(open_values=("OldestEmulationVersion",)),
    "coordination_v1alpha2.LeaseCandidateSpec.binaryVersion": Constraint(some=True),
    "coordination_v1alpha2.LeaseCandidateSpec.emulationVersion": Constraint(
        needed_when=When("strategy", ("OldestEmulationVersion",))
    ),
    "coordination_v1alpha2.LeaseCandidateSpec.leaseName": Constraint(some=True),
    # Others need a domain: example.com/strategy.
    "coordination_v1alpha2.LeaseCandidateSpec.strategy": Constraint(some=True, open_values=("OldestEmulationVersion",)),
    "coordination_v1beta1.LeaseCandidateSpec.binaryVersion": Constraint(some=True),
    "coordination_v1beta1.LeaseCandidateSpec.emulationVersion": Constraint(
        needed_when=When("strategy", ("OldestEmulationVersion",))
    ),
    "coordination_v1beta1.LeaseCandidateSpec.leaseName": Constraint(some=True),
    "coordination_v1beta1.LeaseCandidateSpec.strategy": Constraint(some=True, open_values=("OldestEmulationVersion",)),
    "core_v1.ComponentCondition.status": Constraint(values=("True", "False", "Unknown")),
    "core_v1.ComponentCondition.type": Constraint(values=("Healthy",)),
    "core_v1.ConfigMap.binaryData": Constraint(key_format="config-key"),
    # A key of data may not stand in binaryData too; all together at most 1048576 bytes.
    "core_v1.ConfigMap.data": Constraint(key_format="config-key"),
    "core_v1.ConfigMap.immutable": Constraint(default="false"),
    "core_v1.ContainerImage.sizeBytes": Constraint(least=0),
    "core_v1.DaemonEndpoint.Port": Constraint(least=0, most=65535),
    "core_v1.Event.count": Constraint(least=0),
    "core_v1.Event.type": Constraint(open_values=("Normal", "Warning")),
    "core_v1.LimitRangeItem.default": Constraint(
        format="quantity-not-negative",
        key_format="resource-name",
        only_when=When("type", ("Container", "PersistentVolumeClaim")),
    ),
    "core_v1.LimitRangeItem.defaultRequest": Constraint(
        format="quantity-not-negative",
        key_format="resource-name",
        only_when=When("type", ("Container", "PersistentVolumeClaim")),
    ),
    "core_v1.LimitRangeItem.max": Constraint(format="quantity-not-negative", key_format="resource-name"),
    # At least 1 each.
    "core_v1.LimitRangeItem.maxLimitRequestRatio": Constraint(
        format="quantity-not-negative", key_format="resource-name"
    ),
    "core_v1.LimitRangeItem.min": Constraint(format="quantity-not-negative", key_format="resource-name"),
    # Others need a domain: example.com/Thing. PersistentVolumeClaim needs min or max for storage.
    "core_v1.LimitRangeItem.type": Constraint(some=True, open_values=("Container", "PersistentVolumeClaim", "Pod")),
    "core_v1.LimitRangeSpec.limits": Constraint(unique=("type",)),
    "core_v1.NamespaceCondition.status": Constraint(values=("True", "False", "Unknown")),
    "core_v1.NamespaceCondition.type": Constraint(
        open_values=(
            "NamespaceContentRemaining",
            "NamespaceDeletionContentFailure",
            "NamespaceDeletionDiscoveryFailure",
            "NamespaceDeletionGroupVersionParsingFailure",
            "NamespaceFinalizersRemaining",
        )
    ),
    "core_v1.NamespaceSpec.finalizers": Constraint(
        format="finalizer", open_values=("kubernetes",), default="kubernetes"
    ),
    "core_v1.NamespaceStatus.phase": Constraint(values=("Active", "Terminating")),
    "core_v1.NodeAddress.type": Constraint(
        open_values=("InternalIP", "ExternalIP", "Hostname", "InternalDNS", "ExternalDNS")
    ),
    "core_v1.NodeCondition.status": Constraint(values=("True", "False", "Unknown")),
    "core_v1.NodeCondition.type": Constraint(
        open_values=("Ready", "DiskPressure", "MemoryPressure", "NetworkUnavailable", "PIDPressure")
    ),
    "core_v1.NodeSpec.podCIDR": Constraint(format="cidr"),
    "core_v1.NodeSpec.podCIDRs": Constraint(format="cidr", unique=("",), most_items=2),
    "core_v1.NodeSpec.taints": Constraint(unique=("key", "effect")),
    "core_v1.NodeSpec.unschedulable": Constraint(default="false"),
    "core_v1.NodeStatus.allocatable": Constraint(format="quantity-not-negative", key_format="label-key"),
    "core_v1.NodeStatus.capacity": Constraint(format="quantity-not-negative", key_format="label-key"),
    "core_v1.NodeStatus.phase": Constraint(values=("Pending", "Running", "Terminated")),
    "core_v1.NodeSystemInfo.architecture": Constraint(
        open_values=("amd64", "arm", "arm64", "ppc64le", "riscv64", "s390x")
    ),
    "core_v1.NodeSystemInfo.operatingSystem": Constraint(open_values=("linux", "windows")),
    "core_v1.ResourceQuotaSpec.hard": Constraint(format="quantity-not-negative", key_format="resource-name"),
    "core_v1.ResourceQuotaSpec.scopes": Constraint(
        values=(
            "BestEffort",
            "CrossNamespacePodAffinity",
            "NotBestEffort",
            "NotTerminating",
            "PriorityClass",
            "Terminating",
            "VolumeAttributesClass",
        )
    ),
    "core_v1.ResourceQuotaStatus.hard": Constraint(format="quantity-not-negative", key_format="resource-name"),
    "core_v1.ResourceQuotaStatus.used": Constraint(format="quantity-not-negative", key_format="resource-name"),
    # Exists is the only one that the scopes BestEffort, CrossNamespacePodAffinity, NotBestEffort, NotTerminating and
    # Terminating take.
    "core_v1.ScopedResourceSelectorRequirement.operator": Constraint(values=("In", "NotIn", "Exists", "DoesNotExist")),
    "core_v1.ScopedResourceSelectorRequirement.scopeName": Constraint(
        values=(
            "BestEffort",
            "CrossNamespacePodAffinity",
            "NotBestEffort",
            "NotTerminating",
            "PriorityClass",
            "Terminating",
            "VolumeAttributesClass",
        )
    ),
    "core_v1.ScopedResourceSelectorRequirement.values": Constraint(
        only_when=When("operator", ("In", "NotIn")), needed_when=When("operator", ("In", "NotIn"))
    ),
    # All values together at most 1048576 bytes; some types ask for keys: kubernetes.io/tls for tls.crt and tls.key.
    "core_v1.Secret.data": Constraint(key_format="config-key"),
    "core_v1.Secret.immutable": Constraint(default="false"),
    "core_v1.Secret.stringData": Constraint(key_format="config-key"),
    "core_v1.Secret.type": Constraint(
        open_values=(
            "Opaque",
            "bootstrap.kubernetes.io/token",
            "kubernetes.io/basic-auth",
            "kubernetes.io/dockercfg",
            "kubernetes.io/dockerconfigjson",
            "kubernetes.io/service-account-token",
            "kubernetes.io/ssh-auth",
            "kubernetes.io/tls",
        ),
        default="Opaque",
    ),
    "core_v1.ServiceAccount.automountServiceAccountToken": Constraint(default="true"),
    "core_v1.Taint.effect": Constraint(values=("NoSchedule", "PreferNoSchedule", "NoExecute")),
    "core_v1.Taint.key": Constraint(format="label-key", some=True),
    "core_v1.Taint.value": Constraint(format="label-value"),
    "events_v1.Event.action": Constraint(some=True, needed=True),
    "events_v1.Event.reason": Constraint(some=True, needed=True),
    "events_v1.Event.reportingController": Constraint(format="label-key", some=True, needed=True),
    "events_v1.Event.reportingInstance": Constraint(some=True, needed=True),
    "events_v1.Event.type": Constraint(needed=True, values=("Normal", "Warning")),
    "events_v1.EventSeries.count": Constraint(least=2),
    "flowcontrol_v1.ExemptPriorityLevelConfiguration.lendablePercent": Constraint(default="0", least=0, most=100),
    "flowcontrol_v1.ExemptPriorityLevelConfiguration.nominalConcurrencyShares": Constraint(default="0", least=0),
    "flowcontrol_v1.FlowDistinguisherMethod.type": Constraint(values=("ByNamespace", "ByUser")),
    "flowcontrol_v1.FlowSchemaCondition.status": Constraint(values=("True", "False", "Unknown")),
    "flowcontrol_v1.FlowSchemaCondition.type": Constraint(open_values=("Dangling",)),
    "flowcontrol_v1.FlowSchemaSpec.matchingPrecedence": Constraint(default="1000", least=1, most=10000),
    "flowcontrol_v1.GroupSubject.name": Constraint(some=True),
    "flowcontrol_v1.LimitResponse.queuing": Constraint(
        only_when=When("type", ("Queue",)), needed_when=When("type", ("Queue",))
    ),
    "flowcontrol_v1.LimitResponse.type": Constraint(values=("Queue", "Reject")),
    "flowcontrol_v1.LimitedPriorityLevelConfiguration.borrowingLimitPercent": Constraint(default="no limit", least=0),
    "flowcontrol_v1.LimitedPriorityLevelConfiguration.lendablePercent": Constraint(default="0", least=0, most=100),
    "flowcontrol_v1.LimitedPriorityLevelConfiguration.nominalConcurrencyShares": Constraint(default="30", least=0),
    "flowcontrol_v1.NonResourcePolicyRule.nonResourceURLs": Constraint(some=True),
    "flowcontrol_v1.NonResourcePolicyRule.verbs": Constraint(some=True),
    "flowcontrol_v1.PolicyRulesWithSubjects.resourceRules": Constraint(needed_when=When("nonResourceRules", ("",))),
    "flowcontrol_v1.PolicyRulesWithSubjects.subjects": Constraint(some=True),
    "flowcontrol_v1.PriorityLevelConfigurationCondition.status": Constraint(values=("True", "False", "Unknown")),
    "flowcontrol_v1.PriorityLevelConfigurationReference.name": Constraint(some=True),
    "flowcontrol_v1.PriorityLevelConfigurationSpec.exempt": Constraint(only_when=When("type", ("Exempt",))),
    "flowcontrol_v1.PriorityLevelConfigurationSpec.limited": Constraint(
        only_when=When("type", ("Limited",)), needed_when=When("type", ("Limited",))
    ),
    "flowcontrol_v1.PriorityLevelConfigurationSpec.type": Constraint(values=("Exempt", "Limited")),
    # At most as many as queues.
    "flowcontrol_v1.QueuingConfiguration.handSize": Constraint(default="8", least=1),
    "flowcontrol_v1.QueuingConfiguration.queueLengthLimit": Constraint(default="50", least=1),
    "flowcontrol_v1.QueuingConfiguration.queues": Constraint(default="64", least=1, most=10000000),
    "flowcontrol_v1.ResourcePolicyRule.apiGroups": Constraint(format="api-group"),
    "flowcontrol_v1.ResourcePolicyRule.clusterScope": Constraint(default="false"),
    "flowcontrol_v1.ResourcePolicyRule.namespaces": Constraint(needed_when=When("clusterScope", ("", "false"))),
    "flowcontrol_v1.ResourcePolicyRule.resources": Constraint(some=True),
    # The asterisk stands alone.
    "flowcontrol_v1.ResourcePolicyRule.verbs": Constraint(
        some=True,
        values=("get", "list", "watch", "create", "update", "patch", "delete", "deletecollection", "proxy", "*"),
    ),
    "flowcontrol_v1.ServiceAccountSubject.name": Constraint(some=True),
    "flowcontrol_v1.ServiceAccountSubject.namespace": Constraint(format="dns-label", some=True),
    "flowcontrol_v1.Subject.group": Constraint(needed_when=When("kind", ("Group",))),
    "flowcontrol_v1.Subject.kind": Constraint(values=("ServiceAccount", "User", "Group")),
    "flowcontrol_v1.Subject.serviceAccount": Constraint(needed_when=When("kind", ("ServiceAccount",))),
    "flowcontrol_v1.Subject.user": Constraint(needed_when=When("kind", ("User",))),
    "flowcontrol_v1.UserSubject.name": Constraint(some=True),
    "lifecycle_v1alpha1.EvictionRequestSpec.intent": Constraint(values=("Eviction", "Withdrawn")),
    "lifecycle_v1alpha1.Requester.intent": Constraint(values=("Eviction", "Withdrawn")),
    "lifecycle_v1alpha1.TargetResponder.priority": Constraint(least=0, most=100000),
    "lifecycle_v1alpha1.TargetResponder.state": Constraint(
        values=("Active", "Canceled", "Completed", "Inactive", "Interrupted")
    ),
    "meta_v1.APIResource.verbs": Constraint(
        open_values=("get", "list", "watch", "create", "update", "patch", "delete", "deletecollection", "proxy")
    ),
    "meta_v1.Condition.observedGeneration": Constraint(least=0),
    "meta_v1.Condition.reason": Constraint(some=True),
    "meta_v1.Condition.status": Constraint(values=("True", "False", "Unknown")),
    "meta_v1.Condition.type": Constraint(format="label-key", some=True),
    "meta_v1.DeleteOptions.dryRun": Constraint(values=("All",)),
    "meta_v1.DeleteOptions.gracePeriodSeconds": Constraint(default="the object's own", least=0),
    "meta_v1.DeleteOptions.ignoreStoreReadErrorWithClusterBreakingPotential": Constraint(default="false"),
    "meta_v1.DeleteOptions.propagationPolicy": Constraint(values=("Background", "Foreground", "Orphan")),
    "meta_v1.FieldSelectorRequirement.operator": Constraint(values=("In", "NotIn", "Exists", "DoesNotExist")),
    "meta_v1.FieldSelectorRequirement.values": Constraint(
        only_when=When("operator", ("In", "NotIn")), needed_when=When("operator", ("In", "NotIn"))
    ),
    "meta_v1.LabelSelector.matchLabels": Constraint(format="label-value", key_format="label-key"),
    "meta_v1.LabelSelectorRequirement.key": Constraint(format="label-key", some=True),
    "meta_v1.LabelSelectorRequirement.operator": Constraint(values=("In", "NotIn", "Exists", "DoesNotExist")),
    "meta_v1.LabelSelectorRequirement.values": Constraint(
        format="label-value", only_when=When("operator", ("In", "NotIn")), needed_when=When("operator", ("In", "NotIn"))
    ),
    "meta_v1.ManagedFieldsEntry.fieldsType": Constraint(values=("FieldsV1",)),
    "meta_v1.ManagedFieldsEntry.operation": Constraint(values=("Apply", "Update")),
    # All of them together at most 262144 bytes.
    "meta_v1.ObjectMeta.annotations": Constraint(key_format="annotation-key"),
    "meta_v1.ObjectMeta.deletionGracePeriodSeconds": Constraint(least=0),
    "meta_v1.ObjectMeta.finalizers": Constraint(format="finalizer"),
    "meta_v1.ObjectMeta.generation": Constraint(least=0),
    "meta_v1.ObjectMeta.labels": Constraint(format="label-value", key_format="label-key"),
    "meta_v1.ObjectMeta.namespace": Constraint(format="dns-label", default="default (with kubectl: its context's)"),
    "meta_v1.OwnerReference.apiVersion": Constraint(some=True),
    "meta_v1.OwnerReference.blockOwnerDeletion": Constraint(default="false"),
    "meta_v1.OwnerReference.kind": Constraint(some=True),
    "meta_v1.OwnerReference.name": Constraint(some=True),
    "meta_v1.OwnerReference.uid": Constraint(some=True),
    "meta_v1.Status.reason": Constraint(
        open_values=(
            "AlreadyExists",
            "BadRequest",
            "Conflict",
            "Expired",
            "Forbidden",
            "Gone",
            "InternalError",
            "Invalid",
            "MethodNotAllowed",
            "NotAcceptable",
            "NotFound",
            "RequestEntityTooLarge",
            "ServerTimeout",
            "ServiceUnavailable",
            "StoreReadError",
            "Timeout",
            "TooManyRequests",
            "Unauthorized",
            "UnsupportedMediaType",
        )
    ),
    "meta_v1.Status.status": Constraint(values=("Failure", "Success")),
    "meta_v1.StatusCause.reason": Constraint(
        open_values=(
            "FieldManagerConflict",
            "FieldValueDuplicate",
            "FieldValueForbidden",
            "FieldValueInvalid",
            "FieldValueNotFound",
            "FieldValueNotSupported",
            "FieldValueRequired",
            "FieldValueTooLong",
            "FieldValueTooMany",
            "FieldValueTypeInvalid",
            "ResourceVersionTooLarge",
            "UnexpectedServerResponse",
        )
    ),
    "meta_v1.WatchEvent.type": Constraint(values=("ADDED", "BOOKMARK", "DELETED", "ERROR", "MODIFIED")),
    "node_v1.Overhead.podFixed": Constraint(format="quantity-not-negative", key_format="container-resource-name"),
    "node_v1.RuntimeClass.handler": Constraint(format="dns-label", some=True),
    "node_v1.Scheduling.nodeSelector": Constraint(format="label-value", key_format="label-key"),
    "rbac_v1.AggregationRule.clusterRoleSelectors": Constraint(some=True, needed=True),
    "rbac_v1.PolicyRule.apiGroups": Constraint(format="api-group"),
    "rbac_v1.PolicyRule.resourceNames": Constraint(default="every name"),
    "rbac_v1.PolicyRule.verbs": Constraint(
        some=True,
        open_values=(
            "get",
            "list",
            "watch",
            "create",
            "update",
            "patch",
            "delete",
            "deletecollection",
            "*",
            "bind",
            "escalate",
            "impersonate",
        ),
    ),
    "rbac_v1.RoleRef.apiGroup": Constraint(values=("rbac.authorization.k8s.io",), default="rbac.authorization.k8s.io"),
    # A ClusterRoleBinding takes ClusterRole only.
    "rbac_v1.RoleRef.kind": Constraint(values=("Role", "ClusterRole")),
    "rbac_v1.RoleRef.name": Constraint(some=True),
    # Empty for a ServiceAccount, rbac.authorization.k8s.io for the others.
    "rbac_v1.Subject.apiGroup": Constraint(
        values=("rbac.authorization.k8s.io",), default="none for a ServiceAccount, else rbac.authorization.k8s.io"
    ),
    "rbac_v1.Subject.kind": Constraint(values=("ServiceAccount", "User", "Group")),
    "rbac_v1.Subject.name": Constraint(some=True),
    # A ClusterRoleBinding needs it for a ServiceAccount.
    "rbac_v1.Subject.namespace": Constraint(
        format="dns-label", default="that of the RoleBinding, for a ServiceAccount"
    ),
    "resource_v1.AllocatedDeviceStatus.conditions": Constraint(most_items=8),
    "resource_v1.AllocatedDeviceStatus.device": Constraint(format="dns-label", some=True),
    "resource_v1.AllocatedDeviceStatus.driver": Constraint(format="dns-subdomain", some=True),
    "resource_v1.AllocatedDeviceStatus.pool": Constraint(some=True),
    "resource_v1.CELDeviceSelector.expression": Constraint(some=True),
    "resource_v1.CapacityRequestPolicy.validValues": Constraint(most_items=10),
    "resource_v1.CapacityRequestPolicyRange.min": Constraint(format="quantity-not-negative"),
    "resource_v1.CounterSet.name": Constraint(format="dns-label", some=True),
    "resource_v1.Device.bindingConditions": Constraint(most_items=4),
    "resource_v1.Device.bindingFailureConditions": Constraint(most_items=4),
    "resource_v1.Device.consumesCounters": Constraint(unique=("counterSet",), most_items=2),
    "resource_v1.Device.name": Constraint(format="dns-label", some=True),
    "resource_v1.Device.taints": Constraint(most_items=16),
    "resource_v1.DeviceAllocationConfiguration.source": Constraint(values=("FromClaim", "FromClass")),
    "resource_v1.DeviceClaim.config": Constraint(most_items=32),
    "resource_v1.DeviceClaim.constraints": Constraint(most_items=32),
    "resource_v1.DeviceClaim.requests": Constraint(unique=("name",), most_items=32),
    "resource_v1.DeviceClaimConfiguration.opaque": Constraint(needed=True),
    "resource_v1.DeviceClassConfiguration.opaque": Constraint(needed=True),
    "resource_v1.DeviceClassSpec.config": Constraint(most_items=32),
    "resource_v1.DeviceClassSpec.selectors": Constraint(most_items=32),
    "resource_v1.DeviceConstraint.matchAttribute": Constraint(needed_when=When("distinctAttribute", ("",))),
    "resource_v1.DeviceCounterConsumption.compatibilityGroups": Constraint(unique=("",), most_items=2),
    "resource_v1.DeviceCounterConsumption.counterSet": Constraint(format="dns-label", some=True),
    "resource_v1.DeviceRequest.firstAvailable": Constraint(unique=("name",), most_items=8),
    "resource_v1.DeviceRequest.name": Constraint(format="dns-label", some=True),
    "resource_v1.DeviceRequestAllocationResult.device": Constraint(format="dns-label", some=True),
    "resource_v1.DeviceRequestAllocationResult.driver": Constraint(format="dns-subdomain", some=True),
    "resource_v1.DeviceRequestAllocationResult.tolerations": Constraint(most_items=16),
    "resource_v1.DeviceSelector.cel": Constraint(needed=True),
    "resource_v1.DeviceSubRequest.allocationMode": Constraint(values=("ExactCount", "All"), default="ExactCount"),
    "resource_v1.DeviceSubRequest.count": Constraint(
        default="1", least=1, only_when=When("allocationMode", ("", "ExactCount"))
    ),
    "resource_v1.DeviceSubRequest.derivedAttributes": Constraint(most_items=32),
    "resource_v1.DeviceSubRequest.deviceClassName": Constraint(format="dns-subdomain", some=True),
    "resource_v1.DeviceSubRequest.name": Constraint(format="dns-label", some=True),
    "resource_v1.DeviceSubRequest.selectors": Constraint(most_items=32),
    "resource_v1.DeviceSubRequest.tolerations": Constraint(most_items=16),
    # PreferNoSchedule, which taints of nodes have, is refused.
    "resource_v1.DeviceTaint.effect": Constraint(values=("NoSchedule", "NoExecute", "None")),
    "resource_v1.DeviceTaint.key": Constraint(format="label-key", some=True),
    "resource_v1.DeviceTaint.value": Constraint(format="label-value"),
    "resource_v1.DeviceTaintRuleStatus.conditions": Constraint(most_items=8),
    "resource_v1.DeviceToleration.effect": Constraint(values=("NoSchedule", "NoExecute"), default="every effect"),
    "resource_v1.DeviceToleration.key": Constraint(
        format="label-key", default="every key (with operator Exists)", needed_when=When("operator", ("", "Equal"))
    ),
    "resource_v1.DeviceToleration.operator": Constraint(values=("Equal", "Exists"), default="Equal"),
    "resource_v1.DeviceToleration.tolerationSeconds": Constraint(default="for ever"),
    "resource_v1.DeviceToleration.value": Constraint(format="label-value", only_when=When("operator", ("", "Equal"))),
    "resource_v1.ExactDeviceRequest.adminAccess": Constraint(default="false"),
    "resource_v1.ExactDeviceRequest.allocationMode": Constraint(values=("ExactCount", "All"), default="ExactCount"),
    "resource_v1.ExactDeviceRequest.count": Constraint(
        default="1", least=1, only_when=When("allocationMode", ("", "ExactCount"))
    ),
    "resource_v1.ExactDeviceRequest.derivedAttributes": Constraint(most_items=32),
    "resource_v1.ExactDeviceRequest.deviceClassName": Constraint(format="dns-subdomain", some=True),
    "resource_v1.ExactDeviceRequest.selectors": Constraint(most_items=32),
    "resource_v1.ExactDeviceRequest.tolerations": Constraint(most_items=16),
    "resource_v1.NetworkDeviceData.ips": Constraint(most_items=16),
    "resource_v1.OpaqueDeviceConfiguration.driver": Constraint(format="dns-subdomain", some=True),
    "resource_v1.ResourceClaimStatus.reservedFor": Constraint(unique=("uid",), most_items=256),
    "resource_v1.ResourcePool.generation": Constraint(least=0),
    "resource_v1.ResourcePool.name": Constraint(some=True),
    "resource_v1.ResourcePool.resourceSliceCount": Constraint(least=1),
    # 64 where a device has taints or counters.
    "resource_v1.ResourceSliceSpec.devices": Constraint(unique=("name",), most_items=128),
    "resource_v1.ResourceSliceSpec.driver": Constraint(format="dns-subdomain", some=True),
    "resource_v1.ResourceSliceSpec.sharedCounters": Constraint(unique=("name",), most_items=8),
    # NodePrepareResources needs NodeUnprepareResources or * beside it.
    "resource_v1.ResourceSliceSpec.skipNodeOperations": Constraint(
        open_values=("*", "NodePrepareResources", "NodeUnprepareResources")
    ),
    "resource_v1alpha3.ResourcePoolStatusRequestSpec.driver": Constraint(format="dns-subdomain", some=True),
    "resource_v1alpha3.ResourcePoolStatusRequestSpec.limit": Constraint(default="100", least=1, most=1000),
    "resource_v1alpha3.ResourcePoolStatusRequestSpec.poolName": Constraint(some=True),
    "resource_v1beta1.BasicDevice.bindingConditions": Constraint(most_items=4),
    "resource_v1beta1.BasicDevice.bindingFailureConditions": Constraint(most_items=4),
    "resource_v1beta1.BasicDevice.consumesCounters": Constraint(unique=("counterSet",), most_items=2),
    "resource_v1beta1.BasicDevice.taints": Constraint(most_items=16),
    "resource_v1beta1.DeviceRequest.adminAccess": Constraint(default="false"),
    "resource_v1beta1.DeviceRequest.allocationMode": Constraint(values=("ExactCount", "All"), default="ExactCount"),
    "resource_v1beta1.DeviceRequest.count": Constraint(
        default="1", least=1, only_when=When("allocationMode", ("", "ExactCount"))
    ),
    "resource_v1beta1.DeviceRequest.derivedAttributes": Constraint(most_items=32),
    "resource_v1beta1.DeviceRequest.deviceClassName": Constraint(format="dns-subdomain", some=True),
    "resource_v1beta1.DeviceRequest.selectors": Constraint(most_items=32),
    "resource_v1beta1.DeviceRequest.tolerations": Constraint(most_items=16),
    "scheduling_v1alpha3.CompositeGangSchedulingPolicy.minGroupCount": Constraint(least=1),
    "scheduling_v1alpha3.CompositePodGroupSchedulingConstraints.topology": Constraint(most_items=1),
    "scheduling_v1alpha3.CompositePodGroupSpec.disruptionMode": Constraint(default="single"),
    "scheduling_v1alpha3.CompositePodGroupSpec.parentCompositePodGroupName": Constraint(format="dns-subdomain"),
    "scheduling_v1alpha3.CompositePodGroupSpec.preemptionPolicy": Constraint(
        values=("PreemptLowerPriority", "Never"), default="PreemptLowerPriority"
    ),
    "scheduling_v1alpha3.CompositePodGroupSpec.priorityClassName": Constraint(format="dns-subdomain"),
    "scheduling_v1alpha3.CompositePodGroupTemplate.compositePodGroupTemplates": Constraint(
        unique=("name",), most_items=8
    ),
    "scheduling_v1alpha3.CompositePodGroupTemplate.name": Constraint(format="dns-label", some=True),
    # At least one of the two lists is needed.
    "scheduling_v1alpha3.CompositePodGroupTemplate.podGroupTemplates": Constraint(
        unique=("name",), most_items=8, needed_when=When("compositePodGroupTemplates", ("",))
    ),
    "scheduling_v1alpha3.CompositePodGroupTemplate.preemptionPolicy": Constraint(
        values=("Never", "PreemptLowerPriority")
    ),
    "scheduling_v1alpha3.CompositePodGroupTemplate.priorityClassName": Constraint(format="dns-subdomain"),
    "scheduling_v1alpha3.GangSchedulingPolicy.minCount": Constraint(least=1),
    "scheduling_v1alpha3.PodGroupResourceClaim.name": Constraint(format="dns-label", some=True),
    "scheduling_v1alpha3.PodGroupResourceClaim.resourceClaimName": Constraint(format="dns-subdomain", some=True),
    "scheduling_v1alpha3.PodGroupResourceClaim.resourceClaimTemplateName": Constraint(
        format="dns-subdomain", some=True
    ),
    "scheduling_v1alpha3.PodGroupSchedulingConstraints.topology": Constraint(most_items=1),
    "scheduling_v1alpha3.PodGroupSpec.disruptionMode": Constraint(default="single"),
    "scheduling_v1alpha3.PodGroupSpec.preemptionPolicy": Constraint(values=("Never", "PreemptLowerPriority")),
    "scheduling_v1alpha3.PodGroupSpec.priorityClassName": Constraint(format="dns-subdomain"),
    "scheduling_v1alpha3.PodGroupSpec.resourceClaims": Constraint(unique=("name",), most_items=4),
    "scheduling_v1alpha3.PodGroupTemplate.name": Constraint(format="dns-label", some=True),
    "scheduling_v1alpha3.PodGroupTemplate.preemptionPolicy": Constraint(values=("Never", "PreemptLowerPriority")),
    "scheduling_v1alpha3.PodGroupTemplate.priorityClassName": Constraint(format="dns-subdomain"),
    "scheduling_v1alpha3.PodGroupTemplate.resourceClaims": Constraint(unique=("name",), most_items=4),
    "scheduling_v1alpha3.TopologyConstraint.key": Constraint(format="label-key", some=True),
    "scheduling_v1alpha3.TypedLocalObjectReference.apiGroup": Constraint(format="api-group", default="the core group"),
    "scheduling_v1alpha3.TypedLocalObjectReference.kind": Constraint(some=True),
    "scheduling_v1alpha3.TypedLocalObjectReference.name": Constraint(some=True),
    "scheduling_v1alpha3.WorkloadPodGroupGangSchedulingPolicy.minCount": Constraint(
        default="the controller's choice (a Job's parallelism)", least=1
    ),
    "scheduling_v1alpha3.WorkloadPodGroupResourceClaim.name": Constraint(format="dns-label", some=True),
    "scheduling_v1alpha3.WorkloadPodGroupResourceClaim.resourceClaimName": Constraint(format="dns-subdomain"),
    "scheduling_v1alpha3.WorkloadPodGroupResourceClaim.resourceClaimTemplateName": Constraint(format="dns-subdomain"),
    "scheduling_v1alpha3.WorkloadReference.templateName": Constraint(format="dns-label", some=True),
    "scheduling_v1alpha3.WorkloadReference.workloadName": Constraint(format="dns-subdomain", some=True),
    "scheduling_v1alpha3.WorkloadSpec.compositePodGroupTemplates": Constraint(unique=("name",), most_items=8),
    "scheduling_v1alpha3.WorkloadSpec.podGroupTemplates": Constraint(unique=("name",), most_items=8),
    "scheduling_v1beta1.CompositeGangSchedulingPolicy.minGroupCount": Constraint(least=1),
    "scheduling_v1beta1.CompositePodGroupSchedulingConstraints.topology": Constraint(most_items=1),
    "scheduling_v1beta1.CompositePodGroupTemplate.compositePodGroupTemplates": Constraint(
        unique=("name",), most_items=8
    ),
    "scheduling_v1beta1.CompositePodGroupTemplate.name": Constraint(format="dns-label", some=True),
    "scheduling_v1beta1.CompositePodGroupTemplate.podGroupTemplates": Constraint(
        unique=("name",), most_items=8, needed_when=When("compositePodGroupTemplates", ("",))
    ),
    "scheduling_v1beta1.CompositePodGroupTemplate.preemptionPolicy": Constraint(
        values=("Never", "PreemptLowerPriority")
    ),
    "scheduling_v1beta1.CompositePodGroupTemplate.priorityClassName": Constraint(format="dns-subdomain"),
    "scheduling_v1beta1.GangSchedulingPolicy.minCount": Constraint(least=1),
    "scheduling_v1beta1.PodGroupResourceClaim.name": Constraint(format="dns-label", some=True),
    "scheduling_v1beta1.PodGroupResourceClaim.resourceClaimName": Constraint(format="dns-subdomain", some=True),
    "scheduling_v1beta1.PodGroupResourceClaim.resourceClaimTemplateName": Constraint(format="dns-subdomain", some=True),
    "scheduling_v1beta1.PodGroupSchedulingConstraints.topology": Constraint(most_items=1),
    "scheduling_v1beta1.PodGroupSpec.disruptionMode": Constraint(default="single"),
    "scheduling_v1beta1.PodGroupSpec.preemptionPolicy": Constraint(values=("Never", "PreemptLowerPriority")),
    "scheduling_v1beta1.PodGroupSpec.priorityClassName": Constraint(format="dns-subdomain"),
    "scheduling_v1beta1.PodGroupSpec.resourceClaims": Constraint(unique=("name",), most_items=4),
    "scheduling_v1beta1.PodGroupTemplate.name": Constraint(format="dns-label", some=True),
    "scheduling_v1beta1.PodGroupTemplate.preemptionPolicy": Constraint(values=("Never", "PreemptLowerPriority")),
    "scheduling_v1beta1.PodGroupTemplate.priorityClassName": Constraint(format="dns-subdomain"),
    "scheduling_v1beta1.PodGroupTemplate.resourceClaims": Constraint(unique=("name",), most_items=4),
    "scheduling_v1beta1.TopologyConstraint.key": Constraint(format="label-key", some=True),
    "scheduling_v1beta1.TypedLocalObjectReference.apiGroup": Constraint(format="api-group", default="the core group"),
    "scheduling_v1beta1.TypedLocalObjectReference.kind": Constraint(some=True),
    "scheduling_v1beta1.TypedLocalObjectReference.name": Constraint(some=True),
    "scheduling_v1beta1.WorkloadReference.templateName": Constraint(format="dns-label", some=True),
    "scheduling_v1beta1.WorkloadReference.workloadName": Constraint(format="dns-subdomain", some=True),
    "scheduling_v1beta1.WorkloadSpec.compositePodGroupTemplates": Constraint(unique=("name",), most_items=8),
    "scheduling_v1beta1.WorkloadSpec.podGroupTemplates": Constraint(unique=("name",), most_items=8),
}

GROUPS: Final[Mapping[str, tuple[Group, ...]]] = {
    "admissionregistration_v1.Mutation": (Group(("applyConfiguration", "jsonPatch"), needed=False),),
    "admissionregistration_v1.ParamRef": (Group(("name", "selector")),),
    "admissionregistration_v1.WebhookClientConfig": (Group(("service", "url")),),
    "apiextensions_v1.JSONSchemaProps": (Group(("additionalProperties", "properties"), needed=False),),
    "apiextensions_v1.WebhookClientConfig": (Group(("service", "url")),),
    "authorization_v1.FieldSelectorAttributes": (Group(("rawSelector", "requirements")),),
    "authorization_v1.LabelSelectorAttributes": (Group(("rawSelector", "requirements")),),
    "authorization_v1.SelfSubjectAccessReviewSpec": (Group(("nonResourceAttributes", "resourceAttributes")),),
    "authorization_v1.SubjectAccessReviewSpec": (Group(("nonResourceAttributes", "resourceAttributes")),),
    "flowcontrol_v1.Subject": (Group(("group", "serviceAccount", "user"), needed=False),),
    "meta_v1.DeleteOptions": (Group(("orphanDependents", "propagationPolicy"), needed=False),),
    "rbac_v1.PolicyRule": (
        Group(("apiGroups", "nonResourceURLs")),
        Group(("nonResourceURLs", "resources")),
        Group(("nonResourceURLs", "resourceNames"), needed=False),
    ),
    "resource_v1.CapacityRequestPolicy": (Group(("validRange", "validValues"), needed=False),),
    "resource_v1.Device": (Group(("allNodes", "nodeName", "nodeSelector"), needed=False),),
    "resource_v1.DeviceAttribute": (
        Group(("bool", "bools", "int", "ints", "string", "strings", "version", "versions")),
    ),
    "resource_v1.DeviceRequest": (Group(("exactly", "firstAvailable")),),
    "resource_v1.NodeAllocatableMapping": (
        Group(("capacityKey", "deviceMultiplier"), needed=False),
        Group(("capacityMultiplier", "deviceMultiplier"), needed=False),
    ),
    "resource_v1.ResourceSliceSpec": (
        Group(("allNodes", "nodeName", "nodeSelector", "perDeviceNodeSelection")),
        Group(("devices", "sharedCounters"), needed=False),
    ),
    "resource_v1beta1.BasicDevice": (Group(("allNodes", "nodeName", "nodeSelector"), needed=False),),
    "resource_v1beta1.DeviceRequest": (Group(("deviceClassName", "firstAvailable")),),
    "scheduling_v1alpha3.CompositeDisruptionMode": (Group(("all", "single")),),
    "scheduling_v1alpha3.CompositePodGroupSchedulingPolicy": (Group(("basic", "gang")),),
    "scheduling_v1alpha3.DisruptionMode": (Group(("all", "single")),),
    "scheduling_v1alpha3.PodGroupResourceClaim": (Group(("resourceClaimName", "resourceClaimTemplateName")),),
    "scheduling_v1alpha3.PodGroupSchedulingPolicy": (Group(("basic", "gang")),),
    "scheduling_v1alpha3.WorkloadPodGroupDisruptionMode": (Group(("all", "single")),),
    "scheduling_v1alpha3.WorkloadPodGroupResourceClaim": (Group(("resourceClaimName", "resourceClaimTemplateName")),),
    "scheduling_v1alpha3.WorkloadPodGroupSchedulingPolicy": (Group(("basic", "gang")),),
    "scheduling_v1alpha3.WorkloadSpec": (Group(("compositePodGroupTemplates", "podGroupTemplates")),),
    "scheduling_v1beta1.CompositeDisruptionMode": (Group(("all", "single")),),
    "scheduling_v1beta1.CompositePodGroupSchedulingPolicy": (Group(("basic", "gang")),),
    "scheduling_v1beta1.DisruptionMode": (Group(("all", "single")),),
    "scheduling_v1beta1.PodGroupResourceClaim": (Group(("resourceClaimName", "resourceClaimTemplateName")),),
    "scheduling_v1beta1.PodGroupSchedulingPolicy": (Group(("basic", "gang")),),
    "scheduling_v1beta1.WorkloadSpec": (Group(("compositePodGroupTemplates", "podGroupTemplates")),),
}
