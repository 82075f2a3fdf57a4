"""Pods: containers, probes, environment, resources, security, scheduling, DNS, mounts, and their status."""

from collections.abc import Mapping
from typing import Final

from bot.reference.constraints import Constraint, Group, When

_CAPABILITIES: Final = tuple(
    "ALL AUDIT_CONTROL AUDIT_READ AUDIT_WRITE BLOCK_SUSPEND BPF CHECKPOINT_RESTORE CHOWN DAC_OVERRIDE DAC_READ_SEARCH "
    "FOWNER FSETID IPC_LOCK IPC_OWNER KILL LEASE LINUX_IMMUTABLE MAC_ADMIN MAC_OVERRIDE MKNOD NET_ADMIN "
    "NET_BIND_SERVICE NET_BROADCAST NET_RAW PERFMON SETFCAP SETGID SETPCAP SETUID SYSLOG SYS_ADMIN SYS_BOOT SYS_CHROOT "
    "SYS_MODULE SYS_NICE SYS_PACCT SYS_PTRACE SYS_RAWIO SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG WAKE_ALARM".split()
)
_SIGNALS: Final = tuple(
    "SIGABRT SIGALRM SIGBUS SIGCHLD SIGCLD SIGCONT SIGFPE SIGHUP SIGILL SIGINT SIGIO SIGIOT SIGKILL SIGPIPE SIGPOLL "
    "SIGPROF SIGPWR SIGQUIT SIGSEGV SIGSTKFLT SIGSTOP SIGSYS SIGTERM SIGTRAP SIGTSTP SIGTTIN SIGTTOU SIGURG SIGUSR1 "
    "SIGUSR2 SIGVTALRM SIGWINCH SIGXCPU SIGXFSZ SIGRTMIN SIGRTMIN+1 SIGRTMIN+2 SIGRTMIN+3 SIGRTMIN+4 SIGRTMIN+5 "
    "SIGRTMIN+6 SIGRTMIN+7 SIGRTMIN+8 SIGRTMIN+9 SIGRTMIN+10 SIGRTMIN+11 SIGRTMIN+12 SIGRTMIN+13 SIGRTMIN+14 "
    "SIGRTMIN+15 SIGRTMAX-14 SIGRTMAX-13 SIGRTMAX-12 SIGRTMAX-11 SIGRTMAX-10 SIGRTMAX-9 SIGRTMAX-8 SIGRTMAX-7 "
    "SIGRTMAX-6 SIGRTMAX-5 SIGRTMAX-4 SIGRTMAX-3 SIGRTMAX-2 SIGRTMAX-1 SIGRTMAX".split()
)

FIELDS: Final[Mapping[str, Constraint]] = {
    "core_v1.AppArmorProfile.localhostProfile": Constraint(
        some=True, only_when=When("type", ("Localhost",)), needed_when=When("type", ("Localhost",))
    ),
    "core_v1.AppArmorProfile.type": Constraint(values=("Localhost", "RuntimeDefault", "Unconfined")),
    "core_v1.Capabilities.add": Constraint(open_values=_CAPABILITIES),
    "core_v1.Capabilities.drop": Constraint(open_values=_CAPABILITIES),
    "core_v1.ConfigMapEnvSource.name": Constraint(format="dns-subdomain", some=True, needed=True),
    "core_v1.ConfigMapEnvSource.optional": Constraint(default="false"),
    "core_v1.ConfigMapKeySelector.key": Constraint(format="config-key", some=True),
    "core_v1.ConfigMapKeySelector.name": Constraint(format="dns-subdomain", some=True, needed=True),
    "core_v1.ConfigMapKeySelector.optional": Constraint(default="false"),
    "core_v1.Container.args": Constraint(default="the image's CMD"),
    "core_v1.Container.command": Constraint(default="the image's ENTRYPOINT"),
    "core_v1.Container.image": Constraint(format="image", some=True, needed=True),
    "core_v1.Container.imagePullPolicy": Constraint(
        values=("Always", "IfNotPresent", "Never"),
        default="Always for the tag latest, or without tag and digest; else IfNotPresent",
    ),
    "core_v1.Container.name": Constraint(format="dns-label", some=True),
    # Ports that have no name are not the same; one number may stand twice (with another protocol, or with a warning).
    "core_v1.Container.ports": Constraint(unique=("name",)),
    "core_v1.Container.resizePolicy": Constraint(unique=("resourceName",)),
    "core_v1.Container.restartPolicy": Constraint(
        values=("Always", "Never", "OnFailure"), default="the Pod's restartPolicy"
    ),
    "core_v1.Container.restartPolicyRules": Constraint(most_items=20),
    "core_v1.Container.stdin": Constraint(default="false"),
    "core_v1.Container.stdinOnce": Constraint(default="false"),
    "core_v1.Container.terminationMessagePath": Constraint(default="/dev/termination-log"),
    "core_v1.Container.terminationMessagePolicy": Constraint(values=("FallbackToLogsOnError", "File"), default="File"),
    "core_v1.Container.tty": Constraint(default="false"),
    "core_v1.Container.volumeDevices": Constraint(unique=("name",)),
    "core_v1.Container.volumeMounts": Constraint(unique=("mountPath",)),
    "core_v1.Container.workingDir": Constraint(default="the image's working directory"),
    "core_v1.ContainerExtendedResourceRequest.containerName": Constraint(format="dns-label", some=True),
    "core_v1.ContainerExtendedResourceRequest.requestName": Constraint(format="dns-label", some=True),
    "core_v1.ContainerExtendedResourceRequest.resourceName": Constraint(format="container-resource-name", some=True),
    "core_v1.ContainerPort.containerPort": Constraint(least=1, most=65535),
    "core_v1.ContainerPort.hostIP": Constraint(format="ip-or-empty"),
    # The server takes 0 for a port of the node that is left out.
    "core_v1.ContainerPort.hostPort": Constraint(
        least=0, most=65535, default="containerPort with hostNetwork, else none"
    ),
    "core_v1.ContainerPort.name": Constraint(format="port-name"),
    "core_v1.ContainerPort.protocol": Constraint(values=("SCTP", "TCP", "UDP"), default="TCP"),
    "core_v1.ContainerResizePolicy.resourceName": Constraint(values=("cpu", "memory")),
    "core_v1.ContainerResizePolicy.restartPolicy": Constraint(values=("NotRequired", "RestartContainer")),
    "core_v1.ContainerRestartRule.action": Constraint(values=("Restart", "RestartAllContainers")),
    "core_v1.ContainerRestartRule.exitCodes": Constraint(needed=True),
    "core_v1.ContainerRestartRuleOnExitCodes.operator": Constraint(values=("In", "NotIn")),
    "core_v1.ContainerRestartRuleOnExitCodes.values": Constraint(most_items=255),
    "core_v1.ContainerStateTerminated.reason": Constraint(
        open_values=("Completed", "ContainerCannotRun", "ContainerStatusUnknown", "Error", "OOMKilled", "StartError")
    ),
    "core_v1.ContainerStateWaiting.reason": Constraint(
        open_values=(
            "ContainerCreating",
            "CrashLoopBackOff",
            "CreateContainerConfigError",
            "CreateContainerError",
            "ErrImageNeverPull",
            "ErrImagePull",
            "ImageInspectError",
            "ImagePullBackOff",
            "InvalidImageName",
            "PodInitializing",
            "PostStartHookError",
            "RunContainerError",
        )
    ),
    "core_v1.ContainerStatus.allocatedResources": Constraint(format="quantity-not-negative", key_format="label-key"),
    "core_v1.ContainerStatus.allocatedResourcesStatus": Constraint(unique=("name",)),
    "core_v1.ContainerStatus.name": Constraint(format="dns-label"),
    "core_v1.ContainerStatus.restartCount": Constraint(least=0),
    "core_v1.ContainerStatus.stopSignal": Constraint(values=_SIGNALS),
    "core_v1.EnvFromSource.prefix": Constraint(format="env-name"),
    "core_v1.EnvVar.name": Constraint(format="env-name", some=True),
    "core_v1.EphemeralContainer.args": Constraint(default="the image's CMD"),
    "core_v1.EphemeralContainer.command": Constraint(default="the image's ENTRYPOINT"),
    "core_v1.EphemeralContainer.image": Constraint(format="image", some=True, needed=True),
    "core_v1.EphemeralContainer.imagePullPolicy": Constraint(
        values=("Always", "IfNotPresent", "Never"),
        default="Always for the tag latest, or without tag and digest; else IfNotPresent",
    ),
    "core_v1.EphemeralContainer.name": Constraint(format="dns-label", some=True),
    "core_v1.EphemeralContainer.ports": Constraint(most_items=0),
    "core_v1.EphemeralContainer.resizePolicy": Constraint(most_items=0),
    "core_v1.EphemeralContainer.restartPolicyRules": Constraint(most_items=0),
    "core_v1.EphemeralContainer.stdin": Constraint(default="false"),
    "core_v1.EphemeralContainer.stdinOnce": Constraint(default="false"),
    "core_v1.EphemeralContainer.targetContainerName": Constraint(format="dns-label", default="the Pod's namespaces"),
    "core_v1.EphemeralContainer.terminationMessagePath": Constraint(default="/dev/termination-log"),
    "core_v1.EphemeralContainer.terminationMessagePolicy": Constraint(
        values=("FallbackToLogsOnError", "File"), default="File"
    ),
    "core_v1.EphemeralContainer.tty": Constraint(default="false"),
    "core_v1.EphemeralContainer.volumeDevices": Constraint(unique=("name",)),
    "core_v1.EphemeralContainer.volumeMounts": Constraint(unique=("mountPath",)),
    "core_v1.EphemeralContainer.workingDir": Constraint(default="the image's working directory"),
    # It needs a domain before the slash, and none of *.k8s.io and *.kubernetes.io.
    "core_v1.EvictionResponder.name": Constraint(format="label-key", some=True),
    "core_v1.EvictionResponder.priority": Constraint(least=0, most=100000),
    "core_v1.ExecAction.command": Constraint(some=True, needed=True),
    "core_v1.FileKeySelector.key": Constraint(format="env-name", some=True),
    "core_v1.FileKeySelector.optional": Constraint(default="false"),
    "core_v1.FileKeySelector.path": Constraint(format="path-without-dots", some=True),
    "core_v1.FileKeySelector.volumeName": Constraint(format="dns-label", some=True),
    "core_v1.GRPCAction.mode": Constraint(values=("Plaintext", "TLS"), default="Plaintext"),
    "core_v1.GRPCAction.port": Constraint(least=1, most=65535),
    "core_v1.HTTPGetAction.host": Constraint(default="the Pod's IP"),
    "core_v1.HTTPGetAction.path": Constraint(default="/"),
    "core_v1.HTTPGetAction.port": Constraint(format="port-or-name"),
    "core_v1.HTTPGetAction.protocol": Constraint(values=("HTTP1", "HTTP2"), default="HTTP1"),
    "core_v1.HTTPGetAction.scheme": Constraint(values=("HTTP", "HTTPS"), default="HTTP"),
    "core_v1.HTTPHeader.name": Constraint(format="http-header-name", some=True),
    "core_v1.HostAlias.hostnames": Constraint(format="dns-subdomain"),
    "core_v1.HostAlias.ip": Constraint(format="ip", some=True),
    "core_v1.HostIP.ip": Constraint(format="ip"),
    "core_v1.ImageVolumeStatus.imageRef": Constraint(some=True),
    "core_v1.Lifecycle.stopSignal": Constraint(values=_SIGNALS, default="the container runtime's"),
    "core_v1.LinuxContainerUser.gid": Constraint(least=0, most=2147483647),
    "core_v1.LinuxContainerUser.supplementalGroups": Constraint(least=0, most=2147483647),
    "core_v1.LinuxContainerUser.uid": Constraint(least=0, most=2147483647),
    # The server does not check it everywhere, but no object has another name.
    "core_v1.LocalObjectReference.name": Constraint(format="dns-subdomain"),
    "core_v1.NodeAllocatableMappedResources.name": Constraint(format="label-key", some=True),
    "core_v1.NodeAllocatableMappedResources.quantity": Constraint(format="quantity-not-negative"),
    "core_v1.NodeAllocatableOverheadResources.name": Constraint(format="label-key", some=True),
    "core_v1.NodeAllocatableOverheadResources.perContainer": Constraint(format="quantity-not-negative"),
    "core_v1.NodeAllocatableOverheadResources.perPod": Constraint(format="quantity-not-negative"),
    "core_v1.NodeAllocatableResourceClaimStatus.containers": Constraint(format="dns-label"),
    "core_v1.NodeAllocatableResourceClaimStatus.resourceClaimName": Constraint(format="dns-subdomain", some=True),
    "core_v1.NodeSelector.nodeSelectorTerms": Constraint(some=True),
    "core_v1.NodeSelectorRequirement.key": Constraint(
        format="label-key",
        some=True,
        open_values=(
            "kubernetes.io/arch",
            "kubernetes.io/hostname",
            "kubernetes.io/os",
            "metadata.name",
            "node-role.kubernetes.io/control-plane",
            "node.kubernetes.io/instance-type",
            "topology.kubernetes.io/region",
            "topology.kubernetes.io/zone",
        ),
    ),
    # matchFields takes In and NotIn only, with the key metadata.name and one value.
    "core_v1.NodeSelectorRequirement.operator": Constraint(
        values=("DoesNotExist", "Exists", "Gt", "In", "Lt", "NotIn")
    ),
    # No format: preferred terms take any text, and matchFields takes names of nodes, which may be longer than a label.
    "core_v1.NodeSelectorRequirement.values": Constraint(
        only_when=When("operator", ("Gt", "In", "Lt", "NotIn")),
        needed_when=When("operator", ("Gt", "In", "Lt", "NotIn")),
    ),
    "core_v1.ObjectFieldSelector.apiVersion": Constraint(values=("v1",), default="v1"),
    "core_v1.ObjectFieldSelector.fieldPath": Constraint(
        format="pod-field-path",
        some=True,
        open_values=(
            "metadata.annotations",
            "metadata.annotations['<KEY>']",
            "metadata.labels",
            "metadata.labels['<KEY>']",
            "metadata.name",
            "metadata.namespace",
            "metadata.uid",
            "spec.nodeName",
            "spec.serviceAccountName",
            "status.hostIP",
            "status.hostIPs",
            "status.podIP",
            "status.podIPs",
        ),
    ),
    "core_v1.Pod.spec": Constraint(needed=True),
    "core_v1.PodAffinityTerm.matchLabelKeys": Constraint(format="label-key"),
    "core_v1.PodAffinityTerm.mismatchLabelKeys": Constraint(format="label-key"),
    "core_v1.PodAffinityTerm.namespaces": Constraint(format="dns-label", default="the Pod's own namespace"),
    "core_v1.PodAffinityTerm.topologyKey": Constraint(
        format="label-key",
        some=True,
        open_values=("kubernetes.io/hostname", "topology.kubernetes.io/region", "topology.kubernetes.io/zone"),
    ),
    "core_v1.PodCondition.observedGeneration": Constraint(least=0),
    "core_v1.PodCondition.reason": Constraint(
        open_values=(
            "ContainersNotInitialized",
            "ContainersNotReady",
            "Deferred",
            "DeletionByPodGC",
            "DeletionByTaintManager",
            "EvictionByEvictionAPI",
            "Infeasible",
            "PodCompleted",
            "PodFailed",
            "PreemptionByScheduler",
            "ReadinessGatesNotReady",
            "SchedulerError",
            "SchedulingGated",
            "TerminationByKubelet",
            "UnknownContainerStatuses",
            "Unschedulable",
        )
    ),
    "core_v1.PodCondition.status": Constraint(values=("False", "True", "Unknown")),
    "core_v1.PodCondition.type": Constraint(
        format="label-key",
        open_values=(
            "AllContainersRestarting",
            "ContainersReady",
            "DisruptionTarget",
            "Initialized",
            "PodReadyToStartContainers",
            "PodResizeInProgress",
            "PodResizePending",
            "PodScheduled",
            "Ready",
        ),
    ),
    "core_v1.PodDNSConfig.nameservers": Constraint(format="ip", most_items=3),
    "core_v1.PodDNSConfig.searches": Constraint(format="search-domain", most_items=32),
    "core_v1.PodDNSConfigOption.name": Constraint(some=True, needed=True),
    "core_v1.PodExtendedResourceClaimStatus.requestMappings": Constraint(
        some=True, unique=("containerName", "resourceName", "requestName")
    ),
    "core_v1.PodExtendedResourceClaimStatus.resourceClaimName": Constraint(format="dns-subdomain", some=True),
    "core_v1.PodIP.ip": Constraint(format="ip"),
    "core_v1.PodOS.name": Constraint(values=("linux", "windows")),
    "core_v1.PodReadinessGate.conditionType": Constraint(format="label-key", some=True),
    "core_v1.PodResourceClaim.name": Constraint(format="dns-label", some=True),
    "core_v1.PodResourceClaim.resourceClaimName": Constraint(format="dns-subdomain", some=True),
    "core_v1.PodResourceClaim.resourceClaimTemplateName": Constraint(format="dns-subdomain", some=True),
    "core_v1.PodResourceClaimStatus.name": Constraint(format="dns-label", some=True),
    "core_v1.PodResourceClaimStatus.resourceClaimName": Constraint(format="dns-subdomain", some=True),
    "core_v1.PodSchedulingGate.name": Constraint(format="label-key", some=True),
    "core_v1.PodSchedulingGroup.podGroupName": Constraint(format="dns-subdomain", some=True, needed=True),
    "core_v1.PodSecurityContext.fsGroup": Constraint(least=0, most=2147483647),
    "core_v1.PodSecurityContext.fsGroupChangePolicy": Constraint(values=("Always", "OnRootMismatch"), default="Always"),
    "core_v1.PodSecurityContext.runAsGroup": Constraint(
        least=0, most=2147483647, default="the container runtime's choice"
    ),
    "core_v1.PodSecurityContext.runAsNonRoot": Constraint(default="false"),
    "core_v1.PodSecurityContext.runAsUser": Constraint(least=0, most=2147483647, default="the image's user"),
    "core_v1.PodSecurityContext.seLinuxChangePolicy": Constraint(
        values=("MountOption", "Recursive"), default="MountOption"
    ),
    "core_v1.PodSecurityContext.supplementalGroups": Constraint(least=0, most=2147483647),
    "core_v1.PodSecurityContext.supplementalGroupsPolicy": Constraint(values=("Merge", "Strict"), default="Merge"),
    "core_v1.PodSecurityContext.sysctls": Constraint(unique=("name",)),
    "core_v1.PodSpec.activeDeadlineSeconds": Constraint(least=1, most=2147483647),
    "core_v1.PodSpec.automountServiceAccountToken": Constraint(default="true (unless the ServiceAccount says false)"),
    "core_v1.PodSpec.containers": Constraint(some=True, unique=("name",)),
    "core_v1.PodSpec.dnsConfig": Constraint(needed_when=When("dnsPolicy", ("None",))),
    "core_v1.PodSpec.dnsPolicy": Constraint(
        values=("ClusterFirst", "ClusterFirstWithHostNet", "Default", "None"), default="ClusterFirst"
    ),
    "core_v1.PodSpec.enableServiceLinks": Constraint(default="true"),
    "core_v1.PodSpec.ephemeralContainers": Constraint(unique=("name",)),
    "core_v1.PodSpec.evictionResponders": Constraint(unique=("name",), most_items=10),
    "core_v1.PodSpec.hostIPC": Constraint(default="false"),
    "core_v1.PodSpec.hostNetwork": Constraint(default="false"),
    "core_v1.PodSpec.hostPID": Constraint(default="false"),
    "core_v1.PodSpec.hostUsers": Constraint(default="true"),
    "core_v1.PodSpec.hostname": Constraint(format="dns-label", default="the Pod's name"),
    # At most 64 characters.
    "core_v1.PodSpec.hostnameOverride": Constraint(
        format="dns-subdomain", some=True, only_when=When("hostNetwork", ("", "false"))
    ),
    "core_v1.PodSpec.imagePullSecrets": Constraint(default="those of the ServiceAccount"),
    "core_v1.PodSpec.initContainers": Constraint(unique=("name",)),
    "core_v1.PodSpec.nodeName": Constraint(format="dns-subdomain", default="the scheduler's choice"),
    "core_v1.PodSpec.nodeSelector": Constraint(format="label-value", key_format="label-key"),
    "core_v1.PodSpec.overhead": Constraint(
        format="quantity-not-negative", key_format="container-resource-name", default="that of the RuntimeClass"
    ),
    "core_v1.PodSpec.preemptionPolicy": Constraint(
        values=("Never", "PreemptLowerPriority"), default="PreemptLowerPriority"
    ),
    "core_v1.PodSpec.priority": Constraint(default="that of the PriorityClass, else 0"),
    "core_v1.PodSpec.priorityClassName": Constraint(
        format="dns-subdomain",
        open_values=("system-cluster-critical", "system-node-critical"),
        default="the PriorityClass with globalDefault, if there is one",
    ),
    "core_v1.PodSpec.resourceClaims": Constraint(unique=("name",)),
    "core_v1.PodSpec.restartPolicy": Constraint(values=("Always", "Never", "OnFailure"), default="Always"),
    "core_v1.PodSpec.runtimeClassName": Constraint(
        format="dns-subdomain", some=True, default="the default runtime handler"
    ),
    "core_v1.PodSpec.schedulerName": Constraint(default="default-scheduler"),
    "core_v1.PodSpec.schedulingGates": Constraint(unique=("name",)),
    "core_v1.PodSpec.securityContext": Constraint(default="{}"),
    "core_v1.PodSpec.serviceAccount": Constraint(format="dns-subdomain", default="default"),
    "core_v1.PodSpec.serviceAccountName": Constraint(format="dns-subdomain", default="default"),
    "core_v1.PodSpec.setHostnameAsFQDN": Constraint(default="false"),
    "core_v1.PodSpec.shareProcessNamespace": Constraint(default="false"),
    "core_v1.PodSpec.subdomain": Constraint(format="dns-label"),
    "core_v1.PodSpec.terminationGracePeriodSeconds": Constraint(default="30"),
    "core_v1.PodSpec.topologySpreadConstraints": Constraint(unique=("topologyKey", "whenUnsatisfiable")),
    "core_v1.PodSpec.volumes": Constraint(unique=("name",)),
    "core_v1.PodStatus.allocatedResources": Constraint(format="quantity-not-negative", key_format="label-key"),
    "core_v1.PodStatus.hostIP": Constraint(format="ip-or-empty"),
    "core_v1.PodStatus.hostIPs": Constraint(most_items=2),
    "core_v1.PodStatus.nominatedNodeName": Constraint(format="dns-subdomain"),
    "core_v1.PodStatus.observedGeneration": Constraint(least=0),
    "core_v1.PodStatus.phase": Constraint(values=("Failed", "Pending", "Running", "Succeeded", "Unknown")),
    "core_v1.PodStatus.podIP": Constraint(format="ip-or-empty"),
    "core_v1.PodStatus.podIPs": Constraint(most_items=2),
    "core_v1.PodStatus.qosClass": Constraint(values=("BestEffort", "Burstable", "Guaranteed")),
    "core_v1.PodStatus.reason": Constraint(
        open_values=(
            "DeadlineExceeded",
            "Evicted",
            "NodeAffinity",
            "NodeLost",
            "OutOfcpu",
            "OutOfmemory",
            "OutOfpods",
            "Preempting",
            "Terminated",
            "UnexpectedAdmissionError",
        )
    ),
    "core_v1.PodStatus.resize": Constraint(open_values=("Deferred", "InProgress", "Infeasible", "Proposed")),
    "core_v1.PodStatus.resourceClaimStatuses": Constraint(unique=("name",)),
    "core_v1.PodTemplate.template": Constraint(needed=True),
    "core_v1.PodTemplateSpec.spec": Constraint(needed=True),
    "core_v1.PodVolumeHealth.healthConditions": Constraint(unique=("status", "reason"), most_items=16),
    "core_v1.PodVolumeHealth.name": Constraint(format="dns-label"),
    "core_v1.PreferredSchedulingTerm.weight": Constraint(least=1, most=100),
    # The server takes 0 in a probe's numbers for a field that is left out, and fills in the default.
    "core_v1.Probe.failureThreshold": Constraint(least=0, default="3"),
    "core_v1.Probe.initialDelaySeconds": Constraint(least=0, default="0"),
    "core_v1.Probe.periodSeconds": Constraint(least=0, default="10"),
    # It must be 1 in livenessProbe and startupProbe.
    "core_v1.Probe.successThreshold": Constraint(least=0, default="1"),
    # It is refused in readinessProbe.
    "core_v1.Probe.terminationGracePeriodSeconds": Constraint(
        least=1, default="the Pod's terminationGracePeriodSeconds"
    ),
    "core_v1.Probe.timeoutSeconds": Constraint(least=0, default="1"),
    "core_v1.ResourceClaim.name": Constraint(some=True),
    "core_v1.ResourceClaim.request": Constraint(format="dns-label", default="all requests of the claim"),
    "core_v1.ResourceFieldSelector.divisor": Constraint(
        format="quantity-not-negative",
        open_values=("1", "1m", "1k", "1M", "1G", "1T", "1P", "1E", "1Ki", "1Mi", "1Gi", "1Ti", "1Pi", "1Ei"),
        default="1",
    ),
    "core_v1.ResourceFieldSelector.resource": Constraint(
        format="pod-resource-path",
        some=True,
        open_values=(
            "limits.cpu",
            "limits.ephemeral-storage",
            "limits.memory",
            "requests.cpu",
            "requests.ephemeral-storage",
            "requests.memory",
        ),
    ),
    "core_v1.ResourceHealth.health": Constraint(values=("Healthy", "Unhealthy", "Unknown")),
    "core_v1.ResourceHealth.message": Constraint(some=True),
    # The same claim twice is refused too where one of the two names no request.
    "core_v1.ResourceRequirements.claims": Constraint(unique=("name", "request")),
    "core_v1.ResourceRequirements.limits": Constraint(
        format="quantity-not-negative", key_format="container-resource-name"
    ),
    "core_v1.ResourceRequirements.requests": Constraint(
        format="quantity-not-negative", key_format="container-resource-name", default="the limits, where there are any"
    ),
    "core_v1.ResourceStatus.resources": Constraint(unique=("resourceID",)),
    "core_v1.SeccompProfile.localhostProfile": Constraint(
        format="relative-path", only_when=When("type", ("Localhost",)), needed_when=When("type", ("Localhost",))
    ),
    "core_v1.SeccompProfile.type": Constraint(values=("Localhost", "RuntimeDefault", "Unconfined")),
    "core_v1.SecretEnvSource.name": Constraint(format="dns-subdomain", some=True, needed=True),
    "core_v1.SecretEnvSource.optional": Constraint(default="false"),
    "core_v1.SecretKeySelector.key": Constraint(format="config-key", some=True),
    "core_v1.SecretKeySelector.name": Constraint(format="dns-subdomain", some=True, needed=True),
    "core_v1.SecretKeySelector.optional": Constraint(default="false"),
    "core_v1.SecurityContext.allowPrivilegeEscalation": Constraint(default="true"),
    "core_v1.SecurityContext.capabilities": Constraint(default="the container runtime's usual set"),
    "core_v1.SecurityContext.privileged": Constraint(default="false"),
    # Unmasked needs hostUsers false in the Pod.
    "core_v1.SecurityContext.procMount": Constraint(values=("Default", "Unmasked"), default="Default"),
    "core_v1.SecurityContext.readOnlyRootFilesystem": Constraint(default="false"),
    "core_v1.SecurityContext.runAsGroup": Constraint(
        least=0, most=2147483647, default="the Pod's, else the container runtime's choice"
    ),
    "core_v1.SecurityContext.runAsNonRoot": Constraint(default="the Pod's, else false"),
    "core_v1.SecurityContext.runAsUser": Constraint(
        least=0, most=2147483647, default="the Pod's, else the image's user"
    ),
    "core_v1.SleepAction.seconds": Constraint(least=0),
    "core_v1.Sysctl.name": Constraint(format="sysctl-name", some=True),
    "core_v1.TCPSocketAction.host": Constraint(default="the Pod's IP"),
    "core_v1.TCPSocketAction.port": Constraint(format="port-or-name"),
    "core_v1.Toleration.effect": Constraint(
        values=("NoExecute", "NoSchedule", "PreferNoSchedule"), default="every effect"
    ),
    "core_v1.Toleration.key": Constraint(
        format="label-key",
        open_values=(
            "node-role.kubernetes.io/control-plane",
            "node.cloudprovider.kubernetes.io/uninitialized",
            "node.kubernetes.io/disk-pressure",
            "node.kubernetes.io/memory-pressure",
            "node.kubernetes.io/network-unavailable",
            "node.kubernetes.io/not-ready",
            "node.kubernetes.io/out-of-service",
            "node.kubernetes.io/pid-pressure",
            "node.kubernetes.io/unreachable",
            "node.kubernetes.io/unschedulable",
        ),
        default="every key (with operator Exists)",
        needed_when=When("operator", ("", "Equal", "Gt", "Lt")),
    ),
    "core_v1.Toleration.operator": Constraint(values=("Equal", "Exists", "Gt", "Lt"), default="Equal"),
    "core_v1.Toleration.tolerationSeconds": Constraint(default="for ever", only_when=When("effect", ("NoExecute",))),
    # No format: with Equal it is a label's value, with Gt and Lt a whole number, which may be negative.
    "core_v1.Toleration.value": Constraint(
        only_when=When("operator", ("", "Equal", "Gt", "Lt")), needed_when=When("operator", ("Gt", "Lt"))
    ),
    "core_v1.TopologySpreadConstraint.matchLabelKeys": Constraint(format="label-key"),
    "core_v1.TopologySpreadConstraint.maxSkew": Constraint(least=1),
    "core_v1.TopologySpreadConstraint.minDomains": Constraint(
        least=1, default="1", only_when=When("whenUnsatisfiable", ("DoNotSchedule",))
    ),
    "core_v1.TopologySpreadConstraint.nodeAffinityPolicy": Constraint(values=("Honor", "Ignore"), default="Honor"),
    "core_v1.TopologySpreadConstraint.nodeTaintsPolicy": Constraint(values=("Honor", "Ignore"), default="Ignore"),
    "core_v1.TopologySpreadConstraint.topologyKey": Constraint(
        some=True,
        open_values=("kubernetes.io/hostname", "topology.kubernetes.io/region", "topology.kubernetes.io/zone"),
    ),
    "core_v1.TopologySpreadConstraint.whenUnsatisfiable": Constraint(values=("DoNotSchedule", "ScheduleAnyway")),
    "core_v1.VolumeDevice.devicePath": Constraint(format="path-without-dots", some=True),
    "core_v1.VolumeDevice.name": Constraint(some=True),
    "core_v1.VolumeHealthCondition.status": Constraint(values=("DataLoss", "Degraded", "Inaccessible")),
    "core_v1.VolumeMount.bindMountOptions": Constraint(values=("nodev", "noexec", "nosuid"), unique=("",)),
    "core_v1.VolumeMount.mountPath": Constraint(some=True),
    # Bidirectional needs a privileged container.
    "core_v1.VolumeMount.mountPropagation": Constraint(
        values=("Bidirectional", "HostToContainer", "None"), default="None"
    ),
    "core_v1.VolumeMount.name": Constraint(some=True),
    "core_v1.VolumeMount.readOnly": Constraint(default="false"),
    # Enabled and IfPossible need readOnly true and no mountPropagation but None; Disabled is always accepted.
    "core_v1.VolumeMount.recursiveReadOnly": Constraint(
        values=("Disabled", "Enabled", "IfPossible"), default="Disabled"
    ),
    "core_v1.VolumeMount.subPath": Constraint(format="relative-path", default="the volume's root"),
    "core_v1.VolumeMount.subPathExpr": Constraint(format="relative-path", default="the volume's root"),
    "core_v1.VolumeMountStatus.recursiveReadOnly": Constraint(values=("Disabled", "Enabled")),
    "core_v1.WeightedPodAffinityTerm.weight": Constraint(least=1, most=100),
    "core_v1.WindowsSecurityContextOptions.gmsaCredentialSpec": Constraint(some=True),
    "core_v1.WindowsSecurityContextOptions.gmsaCredentialSpecName": Constraint(format="dns-subdomain", some=True),
    "core_v1.WindowsSecurityContextOptions.hostProcess": Constraint(default="false"),
    "core_v1.WindowsSecurityContextOptions.runAsUserName": Constraint(some=True, default="the image's user"),
}

GROUPS: Final[Mapping[str, tuple[Group, ...]]] = {
    "core_v1.ContainerState": (Group(("running", "terminated", "waiting"), needed=False),),
    "core_v1.EnvFromSource": (Group(("configMapRef", "secretRef")),),
    # An empty `value` beside `valueFrom` is accepted.
    "core_v1.EnvVar": (Group(("value", "valueFrom"), needed=False),),
    "core_v1.EnvVarSource": (Group(("configMapKeyRef", "fieldRef", "fileKeyRef", "resourceFieldRef", "secretKeyRef")),),
    "core_v1.LifecycleHandler": (Group(("exec", "httpGet", "sleep", "tcpSocket")),),
    "core_v1.PodResourceClaim": (Group(("resourceClaimName", "resourceClaimTemplateName")),),
    "core_v1.PodSpec": (
        Group(("nodeName", "schedulingGates"), needed=False),
        Group(("evictionResponders", "schedulingGroup"), needed=False),
    ),
    "core_v1.Probe": (Group(("exec", "grpc", "httpGet", "tcpSocket")),),
    "core_v1.VolumeMount": (Group(("subPath", "subPathExpr"), needed=False),),
}
