"""What kubectl 1.37 has, in the terms of its reference on kubernetes.io: commands with their flags, names of kinds."""

from collections.abc import Mapping
from typing import Final

BUILT_IN: Final = """
    pods pod po | services service svc | deployments deployment deploy | replicasets replicaset rs
    statefulsets statefulset sts | daemonsets daemonset ds | jobs job | cronjobs cronjob cj | nodes node no
    namespaces namespace ns | configmaps configmap cm | secrets secret | serviceaccounts serviceaccount sa
    persistentvolumes persistentvolume pv | persistentvolumeclaims persistentvolumeclaim pvc
    storageclasses storageclass sc | volumeattachments volumeattachment | csidrivers csidriver | csinodes csinode
    csistoragecapacities csistoragecapacity | volumeattributesclasses volumeattributesclass vac
    ingresses ingress ing | ingressclasses ingressclass | networkpolicies networkpolicy netpol
    endpoints ep | endpointslices endpointslice | events event ev | leases lease
    replicationcontrollers replicationcontroller rc | controllerrevisions controllerrevision
    horizontalpodautoscalers horizontalpodautoscaler hpa | poddisruptionbudgets poddisruptionbudget pdb
    resourcequotas resourcequota quota | limitranges limitrange limits | podtemplates podtemplate
    priorityclasses priorityclass pc | runtimeclasses runtimeclass | componentstatuses componentstatus cs
    roles role | rolebindings rolebinding | clusterroles clusterrole | clusterrolebindings clusterrolebinding
    customresourcedefinitions customresourcedefinition crd crds | apiservices apiservice
    mutatingwebhookconfigurations mutatingwebhookconfiguration
    validatingwebhookconfigurations validatingwebhookconfiguration
    validatingadmissionpolicies validatingadmissionpolicy
    validatingadmissionpolicybindings validatingadmissionpolicybinding
    mutatingadmissionpolicies mutatingadmissionpolicy
    mutatingadmissionpolicybindings mutatingadmissionpolicybinding
    certificatesigningrequests certificatesigningrequest csr | flowschemas flowschema
    prioritylevelconfigurations prioritylevelconfiguration | ipaddresses ipaddress ip
    servicecidrs servicecidr | resourceclaims resourceclaim | resourceslices resourceslice
    deviceclasses deviceclass | resourceclaimtemplates resourceclaimtemplate | all
"""
"""Names of the kinds that every cluster has, as `kubectl api-resources` lists them: plural, singular, short."""

ADD_ONS: Final = """
    gateways gateway gtw | gatewayclasses gatewayclass gc | httproutes httproute | grpcroutes grpcroute
    tcproutes tcproute | tlsroutes tlsroute | udproutes udproute | referencegrants referencegrant refgrant
    backendtlspolicies backendtlspolicy btlspolicy | listenersets listenerset
    volumesnapshots volumesnapshot vs | volumesnapshotclasses volumesnapshotclass
    volumesnapshotcontents volumesnapshotcontent | verticalpodautoscalers verticalpodautoscaler vpa
    certificates certificate cert certs | certificaterequests certificaterequest | issuers issuer
    clusterissuers clusterissuer | orders order | challenges challenge
    ipaddresspools ipaddresspool | l2advertisements l2advertisement | servicel2statuses servicel2status
    applications application app | kustomizations kustomization ks | helmreleases helmrelease hr
    gitrepositories gitrepository | externalsecrets externalsecret | clusters cluster
    scaledobjects scaledobject | servicemonitors servicemonitor | nodeclaims nodeclaim | nodepools nodepool
    virtualservices virtualservice | peerauthentications peerauthentication
    ciliumnetworkpolicies ciliumnetworkpolicy | servicebgpstatuses servicebgpstatus | httpproxies httpproxy
    clusterserviceversions clusterserviceversion csv | subscriptions subscription sub
    policyreports policyreport polr | constraints | constrainttemplates constrainttemplate
    backupstoragelocations backupstoragelocation bsl | schedules schedule | restores restore
"""
"""Names of kinds of add-ons about which the knowledge speaks."""

EXAMPLES: Final = "websites website | widgets widget | backups backup"
"""Names of kinds that the knowledge makes up, to show how a CustomResourceDefinition is used."""


_SELECTING: Final = "selector,l= field-selector= all all-namespaces,A"
_FILES: Final = "filename,f= kustomize,k= recursive,R"
_PRINTING: Final = "output,o= template= allow-missing-template-keys show-managed-fields"
_CHANGING: Final = "dry-run= field-manager= validate="
_CREATING: Final = f"{_CHANGING} {_PRINTING} save-config"

EVERYWHERE: Final = (
    "namespace,n= context= kubeconfig= as= as-group= as-uid= cluster= user= server,s= token= v= request-timeout="
    " cache-dir= certificate-authority= client-certificate= client-key= insecure-skip-tls-verify tls-server-name="
    " help,h warnings-as-errors kuberc="
)
"""Flags that every command takes; a comma stands before the short form, `=` after those with a value."""

TABLE: Final = f"""
get RESOURCE {_SELECTING} {_FILES} {_PRINTING} chunk-size= ignore-not-found label-columns,L= no-headers
    output-watch-events raw= server-print show-kind show-labels sort-by= subresource= watch,w watch-only
describe RESOURCE {_SELECTING} {_FILES} chunk-size= show-events
delete RESOURCE {_SELECTING} {_FILES} cascade= dry-run= force grace-period= ignore-not-found interactive,i now output,o=
    raw= timeout= wait
edit RESOURCE {_FILES} {_PRINTING} {_CHANGING} output-patch save-config subresource= windows-line-endings
patch RESOURCE {_FILES} {_PRINTING} {_CHANGING} local patch,p= patch-file= subresource= type=
label RESOURCE {_SELECTING} {_FILES} {_PRINTING} {_CHANGING} list local overwrite resource-version=
annotate RESOURCE {_SELECTING} {_FILES} {_PRINTING} {_CHANGING} list local overwrite resource-version=
scale RESOURCE {_SELECTING} {_FILES} {_PRINTING} dry-run= current-replicas= replicas= resource-version= timeout=
autoscale RESOURCE {_FILES} {_CREATING} cpu= cpu-percent= memory= max= min= name=
expose RESOURCE {_FILES} {_CREATING} {_SELECTING} cluster-ip= external-ip= labels= load-balancer-ip= name=
    override-type= overrides= port= protocol= session-affinity= target-port= type=
wait RESOURCE {_SELECTING} {_FILES} {_PRINTING} for= local timeout=
taint RESOURCE {_SELECTING} {_PRINTING} {_CHANGING} overwrite
explain FIELD api-version= output,o= recursive
logs WORKLOAD {_SELECTING} all-containers all-pods container,c= follow,f ignore-errors limit-bytes= max-log-requests=
    pod-running-timeout= prefix previous,p since= since-time= tail= timestamps insecure-skip-tls-verify-backend
exec WORKLOAD {_FILES} container,c= pod-running-timeout= quiet,q stdin,i tty,t
attach WORKLOAD container,c= pod-running-timeout= quiet,q stdin,i tty,t detach-keys=
port-forward WORKLOAD address= pod-running-timeout=
debug WORKLOAD {_FILES} arguments-only attach container,c= copy-to= custom= env= image= image-pull-policy=
    keep-annotations keep-init-containers keep-labels keep-liveness keep-readiness keep-startup profile= quiet,q replace
    same-node set-image= share-processes stdin,i target= tty,t
cp ANYTHING container,c= no-preserve retries=
run ANYTHING {_CREATING} annotations= attach command env= expose image= image-pull-policy= labels,l= leave-stdin-open
    override-type= overrides= pod-running-timeout= port= privileged quiet,q restart= rm stdin,i tty,t timeout=
    cascade= force grace-period= wait {_FILES} now
apply ANYTHING {_SELECTING} {_FILES} {_PRINTING} {_CHANGING} cascade= force force-conflicts grace-period= openapi-patch
    overwrite prune prune-allowlist= applyset= server-side subresource= timeout= wait
apply/view-last-applied RESOURCE {_SELECTING} {_FILES} output,o=
apply/set-last-applied ANYTHING {_FILES} {_PRINTING} create-annotation dry-run=
apply/edit-last-applied RESOURCE {_FILES} {_PRINTING} {_CHANGING} windows-line-endings
replace ANYTHING {_FILES} {_PRINTING} {_CREATING} cascade= force grace-period= raw= subresource= timeout= wait
diff ANYTHING {_SELECTING} {_FILES} concurrency= field-manager= force-conflicts prune prune-allowlist= server-side
create ANYTHING {_FILES} {_CREATING} {_SELECTING} edit raw= windows-line-endings
create/deployment ANYTHING {_CREATING} image= port= replicas=,r=
create/namespace ANYTHING {_CREATING}
create/configmap ANYTHING {_CREATING} append-hash from-env-file= from-file= from-literal=
create/secret ANYTHING {_CREATING}
create/secret/generic ANYTHING {_CREATING} append-hash from-env-file= from-file= from-literal= type=
create/secret/tls ANYTHING {_CREATING} append-hash cert= key=
create/secret/docker-registry ANYTHING {_CREATING} append-hash docker-email= docker-password= docker-server=
    docker-username= from-file=
create/service ANYTHING {_CREATING}
create/service/clusterip ANYTHING {_CREATING} clusterip= tcp=
create/service/nodeport ANYTHING {_CREATING} node-port= tcp=
create/service/loadbalancer ANYTHING {_CREATING} tcp=
create/service/externalname ANYTHING {_CREATING} external-name= tcp=
create/ingress ANYTHING {_CREATING} annotation= class= default-backend= rule=
create/job ANYTHING {_CREATING} from= image=
create/cronjob ANYTHING {_CREATING} image= restart= schedule=
create/serviceaccount ANYTHING {_CREATING}
create/token ANYTHING audience= bound-object-kind= bound-object-name= bound-object-uid= duration= output,o=
create/role ANYTHING {_CREATING} resource= resource-name= verb=
create/clusterrole ANYTHING {_CREATING} aggregation-rule= non-resource-url= resource= resource-name= verb=
create/rolebinding ANYTHING {_CREATING} clusterrole= group= role= serviceaccount= user=
create/clusterrolebinding ANYTHING {_CREATING} clusterrole= group= serviceaccount= user=
create/quota ANYTHING {_CREATING} hard= scopes=
create/poddisruptionbudget ANYTHING {_CREATING} max-unavailable= min-available= selector=
create/priorityclass ANYTHING {_CREATING} description= global-default preemption-policy= value=
rollout ANYTHING
rollout/status RESOURCE {_FILES} selector,l= revision= timeout= watch,w
rollout/history RESOURCE {_FILES} {_PRINTING} selector,l= revision=
rollout/undo RESOURCE {_FILES} {_PRINTING} dry-run= selector,l= to-revision=
rollout/restart RESOURCE {_FILES} {_PRINTING} field-manager= selector,l=
rollout/pause RESOURCE {_FILES} {_PRINTING} field-manager= selector,l=
rollout/resume RESOURCE {_FILES} {_PRINTING} field-manager= selector,l=
set ANYTHING
set/image RESOURCE {_SELECTING} {_FILES} {_PRINTING} {_CHANGING} local
set/env RESOURCE {_SELECTING} {_FILES} {_PRINTING} {_CHANGING} containers,c= env,e= from= keys= list local overwrite
    prefix= resolve
set/resources RESOURCE {_SELECTING} {_FILES} {_PRINTING} {_CHANGING} containers,c= limits= local requests=
set/selector RESOURCE {_FILES} {_PRINTING} {_CHANGING} all local resource-version=
set/serviceaccount RESOURCE {_FILES} {_PRINTING} {_CHANGING} all local
set/subject RESOURCE {_FILES} {_PRINTING} {_CHANGING} all group= local selector,l= serviceaccount= user=
top ANYTHING
top/pods ANYTHING all-namespaces,A containers field-selector= no-headers selector,l= sort-by= sum show-swap
    use-protocol-buffers
top/nodes ANYTHING no-headers selector,l= show-capacity show-swap sort-by= use-protocol-buffers
drain ANYTHING chunk-size= delete-emptydir-data disable-eviction dry-run= force grace-period= ignore-daemonsets
    pod-selector= selector,l= skip-wait-for-delete-timeout= timeout=
cordon ANYTHING dry-run= selector,l=
uncordon ANYTHING dry-run= selector,l=
events ANYTHING {_PRINTING} all-namespaces,A chunk-size= for= no-headers types= watch,w
auth ANYTHING
auth/can-i ANYTHING all-namespaces,A list no-headers quiet,q subresource=
auth/whoami ANYTHING {_PRINTING}
auth/reconcile ANYTHING {_FILES} {_PRINTING} dry-run= remove-extra-permissions remove-extra-subjects
config ANYTHING
config/view ANYTHING {_PRINTING} flatten merge minify raw
config/get-contexts ANYTHING no-headers output,o=
config/current-context ANYTHING
config/use-context ANYTHING
config/set-context ANYTHING current
config/set-cluster ANYTHING certificate-authority= embed-certs proxy-url= server=
config/set-credentials ANYTHING auth-provider= auth-provider-arg= embed-certs exec-api-version= exec-arg= exec-command=
    exec-env= password= username=
config/delete-context ANYTHING
config/delete-cluster ANYTHING
config/delete-user ANYTHING
config/get-clusters ANYTHING
config/get-users ANYTHING
config/rename-context ANYTHING
config/set ANYTHING set-raw-bytes
config/unset ANYTHING
certificate ANYTHING
certificate/approve ANYTHING {_FILES} {_PRINTING} force
certificate/deny ANYTHING {_FILES} {_PRINTING} force
cluster-info ANYTHING
cluster-info/dump ANYTHING {_PRINTING} all-namespaces,A namespaces= output-directory= pod-running-timeout=
api-resources ANYTHING api-group= cached categories= namespaced no-headers output,o= sort-by= verbs= show-managed-fields
api-versions ANYTHING
version ANYTHING client output,o=
proxy ANYTHING accept-hosts= accept-paths= address= api-prefix= append-server-path disable-filter keepalive= port,p=
    reject-methods= reject-paths= unix-socket,u= www,w= www-prefix,P=
kustomize ANYTHING as-current-user enable-alpha-plugins enable-helm env,e= helm-command= load-restrictor= mount= network
    network-name= output,o=
completion ANYTHING
plugin ANYTHING
plugin/list ANYTHING name-only
options ANYTHING
help ANYTHING
kuberc ANYTHING
"""
"""Commands with what their arguments say and their flags, from the reference of kubectl (kubernetes.io, 1.37)."""

ALIASES: Final[Mapping[str, str]] = {
    "top/pod": "top/pods",
    "top/po": "top/pods",
    "top/node": "top/nodes",
    "top/no": "top/nodes",
    "create/deploy": "create/deployment",
    "create/ns": "create/namespace",
    "create/cm": "create/configmap",
    "create/svc": "create/service",
    "create/ing": "create/ingress",
    "create/cj": "create/cronjob",
    "create/sa": "create/serviceaccount",
    "create/pdb": "create/poddisruptionbudget",
    "create/pc": "create/priorityclass",
    "create/resourcequota": "create/quota",
}

PLUGINS: Final = frozenset("krew convert neat tree who-can ctx ns cnpg argo cert-manager stern oidc-login".split())
"""Commands that come with plugins; what follows is the plugin's own affair."""

NAMED_AS_MISSING: Final = frozenset({"rolling-update", "stop", "restart", "get containers", "get volumes"})
"""Commands that kubectl has not, or has no longer, and that the knowledge names to say so."""
