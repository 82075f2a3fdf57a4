"""Workloads: Deployments and the like, Jobs, autoscaling, disruption budgets, priorities, and their status."""

from collections.abc import Mapping
from typing import Final

from bot.reference.constraints import Constraint, Group, When

FIELDS: Final[Mapping[str, Constraint]] = {
    "apps_v1.ControllerRevision.revision": Constraint(least=0),
    "apps_v1.DaemonSetCondition.status": Constraint(values=("True", "False", "Unknown")),
    "apps_v1.DaemonSetSpec.minReadySeconds": Constraint(default="0", least=0),
    "apps_v1.DaemonSetSpec.revisionHistoryLimit": Constraint(default="10", least=0),
    "apps_v1.DaemonSetSpec.selector": Constraint(some=True),
    "apps_v1.DaemonSetStatus.collisionCount": Constraint(least=0),
    "apps_v1.DaemonSetStatus.currentNumberScheduled": Constraint(least=0),
    "apps_v1.DaemonSetStatus.desiredNumberScheduled": Constraint(least=0),
    "apps_v1.DaemonSetStatus.numberAvailable": Constraint(least=0),
    "apps_v1.DaemonSetStatus.numberMisscheduled": Constraint(least=0),
    "apps_v1.DaemonSetStatus.numberReady": Constraint(least=0),
    "apps_v1.DaemonSetStatus.numberUnavailable": Constraint(least=0),
    "apps_v1.DaemonSetStatus.observedGeneration": Constraint(least=0),
    "apps_v1.DaemonSetStatus.updatedNumberScheduled": Constraint(least=0),
    "apps_v1.DaemonSetUpdateStrategy.type": Constraint(values=("RollingUpdate", "OnDelete"), default="RollingUpdate"),
    "apps_v1.DeploymentCondition.status": Constraint(values=("True", "False", "Unknown")),
    "apps_v1.DeploymentCondition.type": Constraint(open_values=("Available", "Progressing", "ReplicaFailure")),
    "apps_v1.DeploymentSpec.minReadySeconds": Constraint(default="0", least=0),
    "apps_v1.DeploymentSpec.paused": Constraint(default="false"),
    # It must exceed minReadySeconds.
    "apps_v1.DeploymentSpec.progressDeadlineSeconds": Constraint(default="600", least=1),
    "apps_v1.DeploymentSpec.replicas": Constraint(default="1", least=0),
    "apps_v1.DeploymentSpec.revisionHistoryLimit": Constraint(default="10", least=0),
    "apps_v1.DeploymentSpec.selector": Constraint(some=True),
    "apps_v1.DeploymentStatus.availableReplicas": Constraint(least=0),
    "apps_v1.DeploymentStatus.collisionCount": Constraint(least=0),
    "apps_v1.DeploymentStatus.observedGeneration": Constraint(least=0),
    "apps_v1.DeploymentStatus.readyReplicas": Constraint(least=0),
    "apps_v1.DeploymentStatus.replicas": Constraint(least=0),
    "apps_v1.DeploymentStatus.terminatingReplicas": Constraint(least=0),
    "apps_v1.DeploymentStatus.unavailableReplicas": Constraint(least=0),
    "apps_v1.DeploymentStatus.updatedReplicas": Constraint(least=0),
    "apps_v1.DeploymentStrategy.rollingUpdate": Constraint(only_when=When("type", ("", "RollingUpdate"))),
    "apps_v1.DeploymentStrategy.type": Constraint(values=("RollingUpdate", "Recreate"), default="RollingUpdate"),
    "apps_v1.ReplicaSetCondition.status": Constraint(values=("True", "False", "Unknown")),
    "apps_v1.ReplicaSetCondition.type": Constraint(open_values=("ReplicaFailure",)),
    "apps_v1.ReplicaSetSpec.minReadySeconds": Constraint(default="0", least=0),
    "apps_v1.ReplicaSetSpec.replicas": Constraint(default="1", least=0),
    "apps_v1.ReplicaSetSpec.selector": Constraint(some=True),
    "apps_v1.ReplicaSetSpec.template": Constraint(needed=True),
    "apps_v1.ReplicaSetStatus.availableReplicas": Constraint(least=0),
    "apps_v1.ReplicaSetStatus.fullyLabeledReplicas": Constraint(least=0),
    "apps_v1.ReplicaSetStatus.observedGeneration": Constraint(least=0),
    "apps_v1.ReplicaSetStatus.readyReplicas": Constraint(least=0),
    "apps_v1.ReplicaSetStatus.replicas": Constraint(least=0),
    "apps_v1.ReplicaSetStatus.terminatingReplicas": Constraint(least=0),
    # At most 100%; one of the two must be 0, and the other not: maxSurge needs maxUnavailable 0 written beside it.
    "apps_v1.RollingUpdateDaemonSet.maxSurge": Constraint(format="percent-or-integer", default="0", least=0),
    "apps_v1.RollingUpdateDaemonSet.maxUnavailable": Constraint(format="percent-or-integer", default="1", least=0),
    # More than 100% is accepted; not 0 together with maxUnavailable 0.
    "apps_v1.RollingUpdateDeployment.maxSurge": Constraint(format="percent-or-integer", default="25%", least=0),
    # At most 100%.
    "apps_v1.RollingUpdateDeployment.maxUnavailable": Constraint(format="percent-or-integer", default="25%", least=0),
    # At most 100%, and 0% is refused too.
    "apps_v1.RollingUpdateStatefulSetStrategy.maxUnavailable": Constraint(
        format="percent-or-integer", default="1", least=1
    ),
    "apps_v1.RollingUpdateStatefulSetStrategy.partition": Constraint(default="0", least=0),
    "apps_v1.StatefulSetCondition.status": Constraint(values=("True", "False", "Unknown")),
    "apps_v1.StatefulSetOrdinals.start": Constraint(default="0", least=0),
    "apps_v1.StatefulSetPersistentVolumeClaimRetentionPolicy.whenDeleted": Constraint(
        values=("Retain", "Delete"), default="Retain"
    ),
    "apps_v1.StatefulSetPersistentVolumeClaimRetentionPolicy.whenScaled": Constraint(
        values=("Retain", "Delete"), default="Retain"
    ),
    "apps_v1.StatefulSetSpec.minReadySeconds": Constraint(default="0", least=0),
    "apps_v1.StatefulSetSpec.podManagementPolicy": Constraint(
        values=("OrderedReady", "Parallel"), default="OrderedReady"
    ),
    "apps_v1.StatefulSetSpec.replicas": Constraint(default="1", least=0),
    "apps_v1.StatefulSetSpec.revisionHistoryLimit": Constraint(default="10", least=0),
    "apps_v1.StatefulSetSpec.selector": Constraint(some=True),
    "apps_v1.StatefulSetSpec.serviceName": Constraint(format="dns-label"),
    "apps_v1.StatefulSetStatus.availableReplicas": Constraint(least=0),
    "apps_v1.StatefulSetStatus.collisionCount": Constraint(least=0),
    "apps_v1.StatefulSetStatus.currentReplicas": Constraint(least=0),
    "apps_v1.StatefulSetStatus.observedGeneration": Constraint(least=0),
    "apps_v1.StatefulSetStatus.readyReplicas": Constraint(least=0),
    "apps_v1.StatefulSetStatus.replicas": Constraint(least=0),
    "apps_v1.StatefulSetStatus.updatedReplicas": Constraint(least=0),
    "apps_v1.StatefulSetUpdateStrategy.rollingUpdate": Constraint(only_when=When("type", ("", "RollingUpdate"))),
    # Recreate is an alpha feature of 1.37, which a cluster has to enable.
    "apps_v1.StatefulSetUpdateStrategy.type": Constraint(values=("RollingUpdate", "OnDelete"), default="RollingUpdate"),
    "autoscaling_v1.CrossVersionObjectReference.kind": Constraint(some=True),
    "autoscaling_v1.CrossVersionObjectReference.name": Constraint(some=True),
    "autoscaling_v1.HorizontalPodAutoscalerSpec.maxReplicas": Constraint(least=1),
    # 0 needs a metric of type Object or External, for which autoscaling/v1 has no field.
    "autoscaling_v1.HorizontalPodAutoscalerSpec.minReplicas": Constraint(default="1", least=0),
    "autoscaling_v1.HorizontalPodAutoscalerSpec.targetCPUUtilizationPercentage": Constraint(default="80", least=1),
    "autoscaling_v1.HorizontalPodAutoscalerStatus.currentReplicas": Constraint(least=0),
    "autoscaling_v1.HorizontalPodAutoscalerStatus.desiredReplicas": Constraint(least=0),
    "autoscaling_v1.ScaleSpec.replicas": Constraint(least=0),
    "autoscaling_v1.ScaleStatus.replicas": Constraint(least=0),
    "autoscaling_v2.ContainerResourceMetricSource.container": Constraint(format="dns-label", some=True),
    "autoscaling_v2.ContainerResourceMetricSource.name": Constraint(some=True, open_values=("cpu", "memory")),
    "autoscaling_v2.ContainerResourceMetricStatus.container": Constraint(format="dns-label", some=True),
    "autoscaling_v2.ContainerResourceMetricStatus.name": Constraint(some=True, open_values=("cpu", "memory")),
    "autoscaling_v2.CrossVersionObjectReference.kind": Constraint(some=True),
    "autoscaling_v2.CrossVersionObjectReference.name": Constraint(some=True),
    "autoscaling_v2.HPAScalingPolicy.periodSeconds": Constraint(least=1, most=1800),
    "autoscaling_v2.HPAScalingPolicy.type": Constraint(values=("Percent", "Pods")),
    "autoscaling_v2.HPAScalingPolicy.value": Constraint(least=1),
    "autoscaling_v2.HPAScalingRules.policies": Constraint(
        some=True, default="up: 100% or 4 Pods each 15 seconds; down: 100% each 15 seconds"
    ),
    "autoscaling_v2.HPAScalingRules.selectPolicy": Constraint(values=("Max", "Min", "Disabled"), default="Max"),
    "autoscaling_v2.HPAScalingRules.stabilizationWindowSeconds": Constraint(
        default="0 for scaleUp, 300 for scaleDown", least=0, most=3600
    ),
    "autoscaling_v2.HPAScalingRules.tolerance": Constraint(
        format="quantity-not-negative", default="0.1 (10%, unless the cluster is set otherwise)"
    ),
    "autoscaling_v2.HorizontalPodAutoscalerCondition.observedGeneration": Constraint(least=0),
    "autoscaling_v2.HorizontalPodAutoscalerCondition.status": Constraint(values=("True", "False", "Unknown")),
    "autoscaling_v2.HorizontalPodAutoscalerCondition.type": Constraint(
        open_values=("AbleToScale", "ScalingActive", "ScalingLimited")
    ),
    "autoscaling_v2.HorizontalPodAutoscalerSpec.maxReplicas": Constraint(least=1),
    "autoscaling_v2.HorizontalPodAutoscalerSpec.metrics": Constraint(default="80% of the requested CPU on average"),
    # 0 needs a metric of type Object or External.
    "autoscaling_v2.HorizontalPodAutoscalerSpec.minReplicas": Constraint(default="1", least=0),
    "autoscaling_v2.HorizontalPodAutoscalerStatus.currentReplicas": Constraint(least=0),
    "autoscaling_v2.HorizontalPodAutoscalerStatus.desiredReplicas": Constraint(least=0),
    "autoscaling_v2.MetricIdentifier.name": Constraint(some=True),
    "autoscaling_v2.MetricSpec.containerResource": Constraint(needed_when=When("type", ("ContainerResource",))),
    "autoscaling_v2.MetricSpec.external": Constraint(needed_when=When("type", ("External",))),
    "autoscaling_v2.MetricSpec.object": Constraint(needed_when=When("type", ("Object",))),
    "autoscaling_v2.MetricSpec.pods": Constraint(needed_when=When("type", ("Pods",))),
    "autoscaling_v2.MetricSpec.resource": Constraint(needed_when=When("type", ("Resource",))),
    "autoscaling_v2.MetricSpec.type": Constraint(
        values=("Resource", "ContainerResource", "Pods", "Object", "External")
    ),
    "autoscaling_v2.MetricStatus.type": Constraint(
        values=("Resource", "ContainerResource", "Pods", "Object", "External")
    ),
    # Resource and ContainerResource take averageUtilization or averageValue, Pods averageValue, Object and External
    # value or averageValue; the server does not compare the target's type with the field that is set.
    "autoscaling_v2.MetricTarget.averageUtilization": Constraint(least=1),
    # It must exceed 0.
    "autoscaling_v2.MetricTarget.averageValue": Constraint(format="quantity-not-negative"),
    "autoscaling_v2.MetricTarget.type": Constraint(values=("Utilization", "AverageValue", "Value")),
    "autoscaling_v2.MetricTarget.value": Constraint(format="quantity-not-negative"),
    "autoscaling_v2.ResourceMetricSource.name": Constraint(some=True, open_values=("cpu", "memory")),
    "autoscaling_v2.ResourceMetricStatus.name": Constraint(some=True, open_values=("cpu", "memory")),
    "batch_v1.CronJobSpec.concurrencyPolicy": Constraint(values=("Allow", "Forbid", "Replace"), default="Allow"),
    "batch_v1.CronJobSpec.failedJobsHistoryLimit": Constraint(default="1", least=0),
    "batch_v1.CronJobSpec.schedule": Constraint(format="cron", some=True),
    "batch_v1.CronJobSpec.startingDeadlineSeconds": Constraint(default="no deadline", least=0),
    "batch_v1.CronJobSpec.successfulJobsHistoryLimit": Constraint(default="3", least=0),
    "batch_v1.CronJobSpec.suspend": Constraint(default="false"),
    "batch_v1.CronJobSpec.timeZone": Constraint(
        format="time-zone", some=True, default="that of the controller manager, mostly UTC"
    ),
    "batch_v1.Job.spec": Constraint(needed=True),
    "batch_v1.JobCondition.status": Constraint(values=("True", "False", "Unknown")),
    "batch_v1.JobCondition.type": Constraint(
        open_values=("Complete", "Failed", "FailureTarget", "SuccessCriteriaMet", "Suspended")
    ),
    "batch_v1.JobSchedulingConfiguration.resourceClaims": Constraint(unique=("name",), most_items=4),
    # The reference asks for a positive number; the server takes 0.
    "batch_v1.JobSpec.activeDeadlineSeconds": Constraint(default="no deadline", least=0),
    "batch_v1.JobSpec.backoffLimit": Constraint(default="6 (2147483647 with backoffLimitPerIndex)", least=0),
    # maxFailedIndexes needs it; the Pods need restartPolicy Never.
    "batch_v1.JobSpec.backoffLimitPerIndex": Constraint(least=0, only_when=When("completionMode", ("Indexed",))),
    "batch_v1.JobSpec.completionMode": Constraint(values=("NonIndexed", "Indexed"), default="NonIndexed"),
    # Indexed needs it, unless parallelism is left out too: then the server fills in both.
    "batch_v1.JobSpec.completions": Constraint(default="1, where parallelism is left out too", least=0),
    "batch_v1.JobSpec.managedBy": Constraint(format="domain-path", default="kubernetes.io/job-controller"),
    "batch_v1.JobSpec.manualSelector": Constraint(default="false"),
    "batch_v1.JobSpec.maxFailedIndexes": Constraint(least=0, only_when=When("completionMode", ("Indexed",))),
    # At most 100000 with Indexed.
    "batch_v1.JobSpec.parallelism": Constraint(default="1", least=0),
    "batch_v1.JobSpec.podReplacementPolicy": Constraint(
        values=("TerminatingOrFailed", "Failed"),
        default="TerminatingOrFailed (Failed with podFailurePolicy, which allows no other)",
    ),
    "batch_v1.JobSpec.selector": Constraint(default="made by the server"),
    "batch_v1.JobSpec.successPolicy": Constraint(only_when=When("completionMode", ("Indexed",))),
    "batch_v1.JobSpec.suspend": Constraint(default="false"),
    "batch_v1.JobSpec.ttlSecondsAfterFinished": Constraint(default="never deleted", least=0),
    "batch_v1.JobStatus.active": Constraint(least=0),
    "batch_v1.JobStatus.failed": Constraint(least=0),
    "batch_v1.JobStatus.ready": Constraint(least=0),
    "batch_v1.JobStatus.succeeded": Constraint(least=0),
    "batch_v1.JobStatus.terminating": Constraint(least=0),
    "batch_v1.JobTemplateSpec.spec": Constraint(needed=True),
    "batch_v1.PodFailurePolicy.rules": Constraint(most_items=20),
    "batch_v1.PodFailurePolicyOnExitCodesRequirement.containerName": Constraint(default="every container"),
    "batch_v1.PodFailurePolicyOnExitCodesRequirement.operator": Constraint(values=("In", "NotIn")),
    # In ascending order; 0 is refused with In.
    "batch_v1.PodFailurePolicyOnExitCodesRequirement.values": Constraint(some=True, unique=("",), most_items=255),
    "batch_v1.PodFailurePolicyOnPodConditionsPattern.status": Constraint(
        values=("True", "False", "Unknown"), default="True"
    ),
    "batch_v1.PodFailurePolicyOnPodConditionsPattern.type": Constraint(
        format="label-key",
        some=True,
        open_values=("DisruptionTarget", "ContainersReady", "Initialized", "PodScheduled", "Ready"),
    ),
    # FailIndex needs backoffLimitPerIndex in the Job.
    "batch_v1.PodFailurePolicyRule.action": Constraint(values=("FailJob", "FailIndex", "Ignore", "Count")),
    "batch_v1.PodFailurePolicyRule.onPodConditions": Constraint(most_items=20),
    "batch_v1.SuccessPolicy.rules": Constraint(some=True, most_items=20),
    # At least one of the two fields is needed.
    "batch_v1.SuccessPolicyRule.succeededCount": Constraint(least=0, needed_when=When("succeededIndexes", ("",))),
    "core_v1.ReplicationController.spec": Constraint(needed=True),
    "core_v1.ReplicationControllerCondition.status": Constraint(values=("True", "False", "Unknown")),
    "core_v1.ReplicationControllerCondition.type": Constraint(open_values=("ReplicaFailure",)),
    "core_v1.ReplicationControllerSpec.minReadySeconds": Constraint(default="0", least=0),
    "core_v1.ReplicationControllerSpec.replicas": Constraint(default="1", least=0),
    "core_v1.ReplicationControllerSpec.selector": Constraint(
        format="label-value", key_format="label-key", default="the labels of the template"
    ),
    "core_v1.ReplicationControllerSpec.template": Constraint(needed=True),
    "core_v1.ReplicationControllerStatus.availableReplicas": Constraint(least=0),
    "core_v1.ReplicationControllerStatus.fullyLabeledReplicas": Constraint(least=0),
    "core_v1.ReplicationControllerStatus.observedGeneration": Constraint(least=0),
    "core_v1.ReplicationControllerStatus.readyReplicas": Constraint(least=0),
    "core_v1.ReplicationControllerStatus.replicas": Constraint(least=0),
    # Neither is accepted too; at most 100%.
    "policy_v1.PodDisruptionBudgetSpec.maxUnavailable": Constraint(format="percent-or-integer", least=0),
    "policy_v1.PodDisruptionBudgetSpec.minAvailable": Constraint(format="percent-or-integer", least=0),
    "policy_v1.PodDisruptionBudgetSpec.selector": Constraint(default="no Pod ({} means every Pod of the namespace)"),
    "policy_v1.PodDisruptionBudgetSpec.unhealthyPodEvictionPolicy": Constraint(
        values=("IfHealthyBudget", "AlwaysAllow"), default="IfHealthyBudget"
    ),
    "policy_v1.PodDisruptionBudgetStatus.currentHealthy": Constraint(least=0),
    "policy_v1.PodDisruptionBudgetStatus.desiredHealthy": Constraint(least=0),
    "policy_v1.PodDisruptionBudgetStatus.disruptionsAllowed": Constraint(least=0),
    "policy_v1.PodDisruptionBudgetStatus.expectedPods": Constraint(least=0),
    "scheduling_v1.PriorityClass.globalDefault": Constraint(default="false"),
    "scheduling_v1.PriorityClass.preemptionPolicy": Constraint(
        values=("PreemptLowerPriority", "Never"), default="PreemptLowerPriority"
    ),
    # Only the built-in system-cluster-critical and system-node-critical have more.
    "scheduling_v1.PriorityClass.value": Constraint(default="0", most=1000000000),
}

GROUPS: Final[Mapping[str, tuple[Group, ...]]] = {
    "autoscaling_v2.MetricSpec": (
        Group(("containerResource", "external", "object", "pods", "resource"), needed=False),
    ),
    "autoscaling_v2.MetricTarget": (Group(("averageUtilization", "averageValue", "value")),),
    "batch_v1.PodFailurePolicyRule": (Group(("onExitCodes", "onPodConditions")),),
    "policy_v1.PodDisruptionBudgetSpec": (Group(("maxUnavailable", "minAvailable"), needed=False),),
}
