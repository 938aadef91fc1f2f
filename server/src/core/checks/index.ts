// Written by `npm run gen` from the files of this folder.
import type { AnyCheck } from './check.ts';
import apiActiveDeadline from './workload/api-active-deadline.ts';
import apiActiveDeadlineRange from './workload/api-active-deadline-range.ts';
import apiAdmissionRules from './availability/api-admission-rules.ts';
import apiAffinityTopologyKey from './availability/api-affinity-topology-key.ts';
import apiAffinityWeight from './availability/api-affinity-weight.ts';
import apiAnnotationsSize from './metadata/api-annotations-size.ts';
import apiApePrivileged from './security/api-ape-privileged.ts';
import apiCelSyntax from './metadata/api-cel-syntax.ts';
import apiClaimRequest from './resources/api-claim-request.ts';
import apiConfigKey from './storage/api-config-key.ts';
import apiConfigmapDuplicateKey from './storage/api-configmap-duplicate-key.ts';
import apiContainerNameUnique from './workload/api-container-name-unique.ts';
import apiContainerRestartPolicy from './workload/api-container-restart-policy.ts';
import apiContainersRequired from './workload/api-containers-required.ts';
import apiCrdName from './metadata/api-crd-name.ts';
import apiCronConcurrency from './workload/api-cron-concurrency.ts';
import apiCronName from './workload/api-cron-name.ts';
import apiCronTz from './workload/api-cron-tz.ts';
import apiDnsLimits from './network/api-dns-limits.ts';
import apiDnsNone from './network/api-dns-none.ts';
import apiDsRolling from './availability/api-ds-rolling.ts';
import apiEnvFieldref from './workload/api-env-fieldref.ts';
import apiEnvName from './workload/api-env-name.ts';
import apiEnvResourceDivisor from './resources/api-env-resource-divisor.ts';
import apiEnvValueAndValuefrom from './workload/api-env-value-and-valuefrom.ts';
import apiEnvValuefromOne from './workload/api-env-valuefrom-one.ts';
import apiEnvfromOne from './workload/api-envfrom-one.ts';
import apiEphemeralCreate from './workload/api-ephemeral-create.ts';
import apiExecCommand from './probes/api-exec-command.ts';
import apiFlowQueues from './availability/api-flow-queues.ts';
import apiHostAliasIp from './network/api-host-alias-ip.ts';
import apiHostNetworkPort from './services/api-host-network-port.ts';
import apiHostPortConflict from './services/api-host-port-conflict.ts';
import apiHostUsers from './security/api-host-users.ts';
import apiHpaBehavior from './availability/api-hpa-behavior.ts';
import apiHpaMetric from './availability/api-hpa-metric.ts';
import apiHpaMinMax from './availability/api-hpa-min-max.ts';
import apiHpaScaleTarget from './availability/api-hpa-scale-target.ts';
import apiHpaTarget from './availability/api-hpa-target.ts';
import apiHpaZero from './availability/api-hpa-zero.ts';
import apiHugepages from './resources/api-hugepages.ts';
import apiImagePullPolicy from './images/api-image-pull-policy.ts';
import apiImageRequired from './images/api-image-required.ts';
import apiIngressBackend from './services/api-ingress-backend.ts';
import apiIngressClassAnnotation from './services/api-ingress-class-annotation.ts';
import apiIngressHost from './services/api-ingress-host.ts';
import apiIngressPath from './services/api-ingress-path.ts';
import apiIngressPathType from './services/api-ingress-path-type.ts';
import apiIngressRules from './services/api-ingress-rules.ts';
import apiInitProbes from './probes/api-init-probes.ts';
import apiIntOrPercent from './availability/api-int-or-percent.ts';
import apiJobIndexed from './workload/api-job-indexed.ts';
import apiJobPodFailurePolicy from './workload/api-job-pod-failure-policy.ts';
import apiJobSelector from './workload/api-job-selector.ts';
import apiLabelKey from './metadata/api-label-key.ts';
import apiLimitrange from './resources/api-limitrange.ts';
import apiMountPathUnique from './storage/api-mount-path-unique.ts';
import apiNameDnsLabel from './metadata/api-name-dns-label.ts';
import apiNameDnsSubdomain from './metadata/api-name-dns-subdomain.ts';
import apiNamePathSegment from './metadata/api-name-path-segment.ts';
import apiNameRequired from './metadata/api-name-required.ts';
import apiNamespaceOnClusterScoped from './metadata/api-namespace-on-cluster-scoped.ts';
import apiNetpolCidr from './network/api-netpol-cidr.ts';
import apiNetpolEndport from './services/api-netpol-endport.ts';
import apiNetpolPeer from './network/api-netpol-peer.ts';
import apiNetpolTypes from './network/api-netpol-types.ts';
import apiNodeAffinity from './availability/api-node-affinity.ts';
import apiNonOvercommit from './resources/api-non-overcommit.ts';
import apiObjectSize from './storage/api-object-size.ts';
import apiPdbBoth from './availability/api-pdb-both.ts';
import apiPercentOver100 from './availability/api-percent-over-100.ts';
import apiPriorityValue from './workload/api-priority-value.ts';
import apiProbeHandler from './probes/api-probe-handler.ts';
import apiProbeHttp from './probes/api-probe-http.ts';
import apiProbeNumbers from './probes/api-probe-numbers.ts';
import apiProbeSuccessThreshold from './probes/api-probe-success-threshold.ts';
import apiProgressDeadline from './workload/api-progress-deadline.ts';
import apiProjectedTokenSa from './security/api-projected-token-sa.ts';
import apiProtocol from './services/api-protocol.ts';
import apiPvcAccessModes from './storage/api-pvc-access-modes.ts';
import apiQuantityInteger from './resources/api-quantity-integer.ts';
import apiQuantityNegative from './resources/api-quantity-negative.ts';
import apiQuantitySyntax from './resources/api-quantity-syntax.ts';
import apiQuotaScopes from './resources/api-quota-scopes.ts';
import apiRbacGroups from './rbac/api-rbac-groups.ts';
import apiRbacNonresource from './rbac/api-rbac-nonresource.ts';
import apiRbacRoleref from './rbac/api-rbac-roleref.ts';
import apiRbacSubject from './rbac/api-rbac-subject.ts';
import apiRbacVerbs from './rbac/api-rbac-verbs.ts';
import apiReadinessGrace from './probes/api-readiness-grace.ts';
import apiRecreateRolling from './workload/api-recreate-rolling.ts';
import apiReplicasNegative from './workload/api-replicas-negative.ts';
import apiRequestExceedsLimit from './resources/api-request-exceeds-limit.ts';
import apiRestartPolicy from './workload/api-restart-policy.ts';
import apiRolloutBothZero from './availability/api-rollout-both-zero.ts';
import apiSeccompLocalhost from './security/api-seccomp-localhost.ts';
import apiSecretTypeKeys from './storage/api-secret-type-keys.ts';
import apiSelectorOperator from './metadata/api-selector-operator.ts';
import apiSelectorRequired from './workload/api-selector-required.ts';
import apiServiceAffinity from './services/api-service-affinity.ts';
import apiServiceEtp from './services/api-service-etp.ts';
import apiServiceExternalName from './services/api-service-external-name.ts';
import apiServiceHeadlessType from './services/api-service-headless-type.ts';
import apiServiceLbOnly from './services/api-service-lb-only.ts';
import apiServiceNameDns1035 from './metadata/api-service-name-dns1035.ts';
import apiServiceNodeportClusterip from './services/api-service-nodeport-clusterip.ts';
import apiServiceNodeportRange from './services/api-service-nodeport-range.ts';
import apiServicePortDup from './services/api-service-port-dup.ts';
import apiServicePortNames from './services/api-service-port-names.ts';
import apiServicePorts from './services/api-service-ports.ts';
import apiShareProcessNs from './security/api-share-process-ns.ts';
import apiSleepAction from './probes/api-sleep-action.ts';
import apiStsStrategy from './availability/api-sts-strategy.ts';
import apiSubpathExclusive from './storage/api-subpath-exclusive.ts';
import apiSysctl from './security/api-sysctl.ts';
import apiToleration from './availability/api-toleration.ts';
import apiUidRange from './security/api-uid-range.ts';
import apiVolumeDevice from './storage/api-volume-device.ts';
import apiVolumeMountNotFound from './storage/api-volume-mount-not-found.ts';
import apiVolumeName from './storage/api-volume-name.ts';
import apiVolumeOneSource from './storage/api-volume-one-source.ts';
import apiWebhookTimeout from './availability/api-webhook-timeout.ts';
import apiWindowsFields from './security/api-windows-fields.ts';
import apparmorProfile from './security/apparmor-profile.ts';
import capabilitiesBeyondBaseline from './security/capabilities-beyond-baseline.ts';
import capabilitiesDropAll from './security/capabilities-drop-all.ts';
import cpuLimitMissing from './resources/cpu-limit-missing.ts';
import cpuRequestLimitMismatch from './resources/cpu-request-limit-mismatch.ts';
import cpuRequestMissing from './resources/cpu-request-missing.ts';
import cronjobConcurrencyPolicy from './workload/cronjob-concurrency-policy.ts';
import cronjobDeadline from './workload/cronjob-deadline.ts';
import cronjobSchedule from './workload/cronjob-schedule.ts';
import dangerousCapabilities from './security/dangerous-capabilities.ts';
import danglingGatewayBackend from './workload/dangling-gateway-backend.ts';
import danglingHpa from './workload/dangling-hpa.ts';
import danglingIngress from './workload/dangling-ingress.ts';
import danglingNetworkpolicy from './network/dangling-networkpolicy.ts';
import danglingNetworkpolicyPeer from './network/dangling-networkpolicy-peer.ts';
import danglingService from './workload/dangling-service.ts';
import danglingServicemonitor from './workload/dangling-servicemonitor.ts';
import defaultServiceAccount from './security/default-service-account.ts';
import deprecatedApi from './deprecation/deprecated-api.ts';
import deprecatedImageRegistry from './images/deprecated-image-registry.ts';
import deprecatedServiceAccountField from './security/deprecated-service-account-field.ts';
import dnsconfigNdots from './workload/dnsconfig-ndots.ts';
import dockerSock from './security/docker-sock.ts';
import dockerfileExposeMismatch from './services/dockerfile-expose-mismatch.ts';
import dropNetRaw from './security/drop-net-raw.ts';
import duplicateEnvVar from './workload/duplicate-env-var.ts';
import duplicatePortName from './services/duplicate-port-name.ts';
import egressBlocksDns from './network/egress-blocks-dns.ts';
import envRefMissing from './workload/env-ref-missing.ts';
import envVarSecret from './security/env-var-secret.ts';
import ephemeralStorageMismatch from './resources/ephemeral-storage-mismatch.ts';
import ephemeralStorageUnset from './resources/ephemeral-storage-unset.ts';
import exposedCredential from './security/exposed-credential.ts';
import exposedServiceType from './services/exposed-service-type.ts';
import forbiddenAnnotation from './metadata/forbidden-annotation.ts';
import gatekeeperRepoPrefix from './security/gatekeeper-repo-prefix.ts';
import hostAliases from './security/host-aliases.ts';
import hostIpc from './security/host-ipc.ts';
import hostNetwork from './security/host-network.ts';
import hostPathVolume from './security/host-path-volume.ts';
import hostPid from './security/host-pid.ts';
import hostPort from './services/host-port.ts';
import hostUsersDefault from './security/host-users-default.ts';
import hpaMinEqualsMax from './availability/hpa-min-equals-max.ts';
import hpaMinimumReplicas from './availability/hpa-minimum-replicas.ts';
import hpaStaticReplicas from './availability/hpa-static-replicas.ts';
import imageDigestMissing from './images/image-digest-missing.ts';
import imagePullPolicyNotAlways from './images/image-pull-policy-not-always.ts';
import imageRegistryNotAllowed from './images/image-registry-not-allowed.ts';
import imageTagLatest from './images/image-tag-latest.ts';
import ingressNginxSnippet from './services/ingress-nginx-snippet.ts';
import ingressTlsMissing from './services/ingress-tls-missing.ts';
import ingressWildcardHost from './services/ingress-wildcard-host.ts';
import instanceLabelMismatch from './metadata/instance-label-mismatch.ts';
import invalidCrd from './metadata/invalid-crd.ts';
import invalidLabelValue from './metadata/invalid-label-value.ts';
import invalidPort from './services/invalid-port.ts';
import jobRestartPolicy from './workload/job-restart-policy.ts';
import jobTtl from './workload/job-ttl.ts';
import kubeSystemNamespace from './metadata/kube-system-namespace.ts';
import legacyClusterComponent from './security/legacy-cluster-component.ts';
import linuxHardening from './security/linux-hardening.ts';
import livenessPort from './probes/liveness-port.ts';
import livenessProbeMissing from './probes/liveness-probe-missing.ts';
import loadBalancerOpenToWorld from './services/load-balancer-open-to-world.ts';
import lowGid from './security/low-gid.ts';
import lowUid from './security/low-uid.ts';
import memoryLimitMissing from './resources/memory-limit-missing.ts';
import memoryRequestLimitMismatch from './resources/memory-request-limit-mismatch.ts';
import memoryRequestMissing from './resources/memory-request-missing.ts';
import minimumReplicas from './availability/minimum-replicas.ts';
import nakedPod from './availability/naked-pod.ts';
import namespacePssLabel from './security/namespace-pss-label.ts';
import namespaceWithoutQuota from './resources/namespace-without-quota.ts';
import networkpolicySelectors from './network/networkpolicy-selectors.ts';
import noAntiAffinity from './availability/no-anti-affinity.ts';
import nodeAffinityMissing from './availability/node-affinity-missing.ts';
import nonExistentServiceAccount from './workload/non-existent-service-account.ts';
import pdbMinAvailableBlocks from './availability/pdb-min-available-blocks.ts';
import pdbMissing from './availability/pdb-missing.ts';
import pdbNoPolicy from './availability/pdb-no-policy.ts';
import pdbUnhealthyEviction from './availability/pdb-unhealthy-eviction.ts';
import pdbZeroDisruptions from './availability/pdb-zero-disruptions.ts';
import podWithoutNetworkPolicy from './network/pod-without-network-policy.ts';
import prestopMissing from './probes/prestop-missing.ts';
import priorityClassNotAllowed from './availability/priority-class-not-allowed.ts';
import priorityClassUnset from './availability/priority-class-unset.ts';
import privilegeEscalation from './security/privilege-escalation.ts';
import privilegedContainer from './security/privileged-container.ts';
import privilegedPort from './services/privileged-port.ts';
import probeHostSet from './probes/probe-host-set.ts';
import probeThresholds from './probes/probe-thresholds.ts';
import probesIdentical from './probes/probes-identical.ts';
import pvEncryption from './storage/pv-encryption.ts';
import pvcStorageRequest from './storage/pvc-storage-request.ts';
import rbacAccessSecrets from './rbac/rbac-access-secrets.ts';
import rbacClusterAdminBinding from './rbac/rbac-cluster-admin-binding.ts';
import rbacCreateWorkloads from './rbac/rbac-create-workloads.ts';
import rbacCsrApprove from './rbac/rbac-csr-approve.ts';
import rbacDanglingRoleRef from './rbac/rbac-dangling-role-ref.ts';
import rbacDefaultSaBinding from './rbac/rbac-default-sa-binding.ts';
import rbacDeleteLogs from './rbac/rbac-delete-logs.ts';
import rbacEscalateBind from './rbac/rbac-escalate-bind.ts';
import rbacImpersonate from './rbac/rbac-impersonate.ts';
import rbacManageConfigmaps from './rbac/rbac-manage-configmaps.ts';
import rbacManageNetworking from './rbac/rbac-manage-networking.ts';
import rbacNodesProxy from './rbac/rbac-nodes-proxy.ts';
import rbacPodExec from './rbac/rbac-pod-exec.ts';
import rbacSystemGroupBinding from './rbac/rbac-system-group-binding.ts';
import rbacWebhookConfig from './rbac/rbac-webhook-config.ts';
import rbacWildcard from './rbac/rbac-wildcard.ts';
import readOnlyRootFs from './security/read-only-root-fs.ts';
import readinessPort from './probes/readiness-port.ts';
import readinessProbeMissing from './probes/readiness-probe-missing.ts';
import recommendedLabels from './metadata/recommended-labels.ts';
import requiredAnnotation from './metadata/required-annotation.ts';
import requiredLabel from './metadata/required-label.ts';
import resourceRange from './resources/resource-range.ts';
import resourcesMissing from './resources/resources-missing.ts';
import restartPolicy from './workload/restart-policy.ts';
import restrictedProcMount from './security/restricted-proc-mount.ts';
import restrictedVolumeTypes from './security/restricted-volume-types.ts';
import rollingUpdateStrategy from './availability/rolling-update-strategy.ts';
import runAsGroupRoot from './security/run-as-group-root.ts';
import runAsNonRoot from './security/run-as-non-root.ts';
import runAsUserRoot from './security/run-as-user-root.ts';
import sccPrivileged from './security/scc-privileged.ts';
import seccompProfileMissing from './security/seccomp-profile-missing.ts';
import seccompUnconfined from './security/seccomp-unconfined.ts';
import secretEnvRef from './security/secret-env-ref.ts';
import securityContextMissing from './security/security-context-missing.ts';
import selectorMismatch from './workload/selector-mismatch.ts';
import selinuxOptions from './security/selinux-options.ts';
import sensitiveConfigmap from './security/sensitive-configmap.ts';
import sensitiveHostMount from './security/sensitive-host-mount.ts';
import sensitivePortExposed from './services/sensitive-port-exposed.ts';
import serviceAccountTokenAutomount from './security/service-account-token-automount.ts';
import serviceExternalIps from './services/service-external-ips.ts';
import serviceTargetPortMissing from './services/service-target-port-missing.ts';
import sortedKeys from './metadata/sorted-keys.ts';
import sshPort from './services/ssh-port.ts';
import startupPort from './probes/startup-port.ts';
import statefulsetServiceName from './workload/statefulset-service-name.ts';
import sudoInEntrypoint from './security/sudo-in-entrypoint.ts';
import suspiciousQuantity from './resources/suspicious-quantity.ts';
import topologySpreadInvalid from './availability/topology-spread-invalid.ts';
import topologySpreadMissing from './availability/topology-spread-missing.ts';
import unsafeProcMount from './security/unsafe-proc-mount.ts';
import unsafeSysctls from './security/unsafe-sysctls.ts';
import useNamespace from './metadata/use-namespace.ts';
import vctAnnotation from './storage/vct-annotation.ts';
import volumeRefMissing from './workload/volume-ref-missing.ts';
import warnCsiTokens from './storage/warn-csi-tokens.ts';
import warnDeprecatedAnnotation from './deprecation/warn-deprecated-annotation.ts';
import warnDeprecatedNodeLabel from './deprecation/warn-deprecated-node-label.ts';
import warnDeprecatedVolume from './deprecation/warn-deprecated-volume.ts';
import warnDuplicatePort from './services/warn-duplicate-port.ts';
import warnFractionalMemory from './resources/warn-fractional-memory.ts';
import warnHostipNoHostport from './services/warn-hostip-no-hostport.ts';
import warnNegativeGrace from './workload/warn-negative-grace.ts';
import warnPortNameReused from './services/warn-port-name-reused.ts';
import warnPullSecrets from './images/warn-pull-secrets.ts';
import warnTlsSecret from './storage/warn-tls-secret.ts';
import warnTrafficDistribution from './services/warn-traffic-distribution.ts';
import warnTscNullSelector from './availability/warn-tsc-null-selector.ts';
import warnVolumePaths from './storage/warn-volume-paths.ts';
import windowsHostProcess from './security/windows-host-process.ts';
import windowsImageWithoutOs from './workload/windows-image-without-os.ts';
import writableHostMount from './security/writable-host-mount.ts';

/** All checks of ours, by id. */
export const CHECKS: readonly AnyCheck[] = [
  apiActiveDeadline,
  apiActiveDeadlineRange,
  apiAdmissionRules,
  apiAffinityTopologyKey,
  apiAffinityWeight,
  apiAnnotationsSize,
  apiApePrivileged,
  apiCelSyntax,
  apiClaimRequest,
  apiConfigKey,
  apiConfigmapDuplicateKey,
  apiContainerNameUnique,
  apiContainerRestartPolicy,
  apiContainersRequired,
  apiCrdName,
  apiCronConcurrency,
  apiCronName,
  apiCronTz,
  apiDnsLimits,
  apiDnsNone,
  apiDsRolling,
  apiEnvFieldref,
  apiEnvName,
  apiEnvResourceDivisor,
  apiEnvValueAndValuefrom,
  apiEnvValuefromOne,
  apiEnvfromOne,
  apiEphemeralCreate,
  apiExecCommand,
  apiFlowQueues,
  apiHostAliasIp,
  apiHostNetworkPort,
  apiHostPortConflict,
  apiHostUsers,
  apiHpaBehavior,
  apiHpaMetric,
  apiHpaMinMax,
  apiHpaScaleTarget,
  apiHpaTarget,
  apiHpaZero,
  apiHugepages,
  apiImagePullPolicy,
  apiImageRequired,
  apiIngressBackend,
  apiIngressClassAnnotation,
  apiIngressHost,
  apiIngressPath,
  apiIngressPathType,
  apiIngressRules,
  apiInitProbes,
  apiIntOrPercent,
  apiJobIndexed,
  apiJobPodFailurePolicy,
  apiJobSelector,
  apiLabelKey,
  apiLimitrange,
  apiMountPathUnique,
  apiNameDnsLabel,
  apiNameDnsSubdomain,
  apiNamePathSegment,
  apiNameRequired,
  apiNamespaceOnClusterScoped,
  apiNetpolCidr,
  apiNetpolEndport,
  apiNetpolPeer,
  apiNetpolTypes,
  apiNodeAffinity,
  apiNonOvercommit,
  apiObjectSize,
  apiPdbBoth,
  apiPercentOver100,
  apiPriorityValue,
  apiProbeHandler,
  apiProbeHttp,
  apiProbeNumbers,
  apiProbeSuccessThreshold,
  apiProgressDeadline,
  apiProjectedTokenSa,
  apiProtocol,
  apiPvcAccessModes,
  apiQuantityInteger,
  apiQuantityNegative,
  apiQuantitySyntax,
  apiQuotaScopes,
  apiRbacGroups,
  apiRbacNonresource,
  apiRbacRoleref,
  apiRbacSubject,
  apiRbacVerbs,
  apiReadinessGrace,
  apiRecreateRolling,
  apiReplicasNegative,
  apiRequestExceedsLimit,
  apiRestartPolicy,
  apiRolloutBothZero,
  apiSeccompLocalhost,
  apiSecretTypeKeys,
  apiSelectorOperator,
  apiSelectorRequired,
  apiServiceAffinity,
  apiServiceEtp,
  apiServiceExternalName,
  apiServiceHeadlessType,
  apiServiceLbOnly,
  apiServiceNameDns1035,
  apiServiceNodeportClusterip,
  apiServiceNodeportRange,
  apiServicePortDup,
  apiServicePortNames,
  apiServicePorts,
  apiShareProcessNs,
  apiSleepAction,
  apiStsStrategy,
  apiSubpathExclusive,
  apiSysctl,
  apiToleration,
  apiUidRange,
  apiVolumeDevice,
  apiVolumeMountNotFound,
  apiVolumeName,
  apiVolumeOneSource,
  apiWebhookTimeout,
  apiWindowsFields,
  apparmorProfile,
  capabilitiesBeyondBaseline,
  capabilitiesDropAll,
  cpuLimitMissing,
  cpuRequestLimitMismatch,
  cpuRequestMissing,
  cronjobConcurrencyPolicy,
  cronjobDeadline,
  cronjobSchedule,
  dangerousCapabilities,
  danglingGatewayBackend,
  danglingHpa,
  danglingIngress,
  danglingNetworkpolicy,
  danglingNetworkpolicyPeer,
  danglingService,
  danglingServicemonitor,
  defaultServiceAccount,
  deprecatedApi,
  deprecatedImageRegistry,
  deprecatedServiceAccountField,
  dnsconfigNdots,
  dockerSock,
  dockerfileExposeMismatch,
  dropNetRaw,
  duplicateEnvVar,
  duplicatePortName,
  egressBlocksDns,
  envRefMissing,
  envVarSecret,
  ephemeralStorageMismatch,
  ephemeralStorageUnset,
  exposedCredential,
  exposedServiceType,
  forbiddenAnnotation,
  gatekeeperRepoPrefix,
  hostAliases,
  hostIpc,
  hostNetwork,
  hostPathVolume,
  hostPid,
  hostPort,
  hostUsersDefault,
  hpaMinEqualsMax,
  hpaMinimumReplicas,
  hpaStaticReplicas,
  imageDigestMissing,
  imagePullPolicyNotAlways,
  imageRegistryNotAllowed,
  imageTagLatest,
  ingressNginxSnippet,
  ingressTlsMissing,
  ingressWildcardHost,
  instanceLabelMismatch,
  invalidCrd,
  invalidLabelValue,
  invalidPort,
  jobRestartPolicy,
  jobTtl,
  kubeSystemNamespace,
  legacyClusterComponent,
  linuxHardening,
  livenessPort,
  livenessProbeMissing,
  loadBalancerOpenToWorld,
  lowGid,
  lowUid,
  memoryLimitMissing,
  memoryRequestLimitMismatch,
  memoryRequestMissing,
  minimumReplicas,
  nakedPod,
  namespacePssLabel,
  namespaceWithoutQuota,
  networkpolicySelectors,
  noAntiAffinity,
  nodeAffinityMissing,
  nonExistentServiceAccount,
  pdbMinAvailableBlocks,
  pdbMissing,
  pdbNoPolicy,
  pdbUnhealthyEviction,
  pdbZeroDisruptions,
  podWithoutNetworkPolicy,
  prestopMissing,
  priorityClassNotAllowed,
  priorityClassUnset,
  privilegeEscalation,
  privilegedContainer,
  privilegedPort,
  probeHostSet,
  probeThresholds,
  probesIdentical,
  pvEncryption,
  pvcStorageRequest,
  rbacAccessSecrets,
  rbacClusterAdminBinding,
  rbacCreateWorkloads,
  rbacCsrApprove,
  rbacDanglingRoleRef,
  rbacDefaultSaBinding,
  rbacDeleteLogs,
  rbacEscalateBind,
  rbacImpersonate,
  rbacManageConfigmaps,
  rbacManageNetworking,
  rbacNodesProxy,
  rbacPodExec,
  rbacSystemGroupBinding,
  rbacWebhookConfig,
  rbacWildcard,
  readOnlyRootFs,
  readinessPort,
  readinessProbeMissing,
  recommendedLabels,
  requiredAnnotation,
  requiredLabel,
  resourceRange,
  resourcesMissing,
  restartPolicy,
  restrictedProcMount,
  restrictedVolumeTypes,
  rollingUpdateStrategy,
  runAsGroupRoot,
  runAsNonRoot,
  runAsUserRoot,
  sccPrivileged,
  seccompProfileMissing,
  seccompUnconfined,
  secretEnvRef,
  securityContextMissing,
  selectorMismatch,
  selinuxOptions,
  sensitiveConfigmap,
  sensitiveHostMount,
  sensitivePortExposed,
  serviceAccountTokenAutomount,
  serviceExternalIps,
  serviceTargetPortMissing,
  sortedKeys,
  sshPort,
  startupPort,
  statefulsetServiceName,
  sudoInEntrypoint,
  suspiciousQuantity,
  topologySpreadInvalid,
  topologySpreadMissing,
  unsafeProcMount,
  unsafeSysctls,
  useNamespace,
  vctAnnotation,
  volumeRefMissing,
  warnCsiTokens,
  warnDeprecatedAnnotation,
  warnDeprecatedNodeLabel,
  warnDeprecatedVolume,
  warnDuplicatePort,
  warnFractionalMemory,
  warnHostipNoHostport,
  warnNegativeGrace,
  warnPortNameReused,
  warnPullSecrets,
  warnTlsSecret,
  warnTrafficDistribution,
  warnTscNullSelector,
  warnVolumePaths,
  windowsHostProcess,
  windowsImageWithoutOs,
  writableHostMount,
];
