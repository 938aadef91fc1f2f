// Written by `npm run gen` from the files of this folder.
import type { AnyCheck } from './check.ts';
import apiEnvResourceDivisor from './resources/api-env-resource-divisor.ts';
import apiHostNetworkPort from './services/api-host-network-port.ts';
import apiHostPortConflict from './services/api-host-port-conflict.ts';
import apiHugepages from './resources/api-hugepages.ts';
import apiImagePullPolicy from './images/api-image-pull-policy.ts';
import apiImageRequired from './images/api-image-required.ts';
import apiIngressBackend from './services/api-ingress-backend.ts';
import apiLimitrange from './resources/api-limitrange.ts';
import apiNetpolEndport from './services/api-netpol-endport.ts';
import apiNonOvercommit from './resources/api-non-overcommit.ts';
import apiProtocol from './services/api-protocol.ts';
import apiQuantityInteger from './resources/api-quantity-integer.ts';
import apiQuantityNegative from './resources/api-quantity-negative.ts';
import apiQuantitySyntax from './resources/api-quantity-syntax.ts';
import apiRequestExceedsLimit from './resources/api-request-exceeds-limit.ts';
import apiServiceNodeportClusterip from './services/api-service-nodeport-clusterip.ts';
import apiServiceNodeportRange from './services/api-service-nodeport-range.ts';
import apiServicePortDup from './services/api-service-port-dup.ts';
import apiServicePortNames from './services/api-service-port-names.ts';
import apiServicePorts from './services/api-service-ports.ts';
import cpuLimitMissing from './resources/cpu-limit-missing.ts';
import cpuRequestLimitMismatch from './resources/cpu-request-limit-mismatch.ts';
import cpuRequestMissing from './resources/cpu-request-missing.ts';
import danglingIngress from './workload/dangling-ingress.ts';
import deprecatedApi from './deprecation/deprecated-api.ts';
import deprecatedImageRegistry from './images/deprecated-image-registry.ts';
import dockerfileExposeMismatch from './services/dockerfile-expose-mismatch.ts';
import duplicatePortName from './services/duplicate-port-name.ts';
import ephemeralStorageMismatch from './resources/ephemeral-storage-mismatch.ts';
import ephemeralStorageUnset from './resources/ephemeral-storage-unset.ts';
import exposedServiceType from './services/exposed-service-type.ts';
import hostPort from './services/host-port.ts';
import imageDigestMissing from './images/image-digest-missing.ts';
import imagePullPolicyNotAlways from './images/image-pull-policy-not-always.ts';
import imageRegistryNotAllowed from './images/image-registry-not-allowed.ts';
import imageTagLatest from './images/image-tag-latest.ts';
import ingressNginxSnippet from './services/ingress-nginx-snippet.ts';
import ingressTlsMissing from './services/ingress-tls-missing.ts';
import ingressWildcardHost from './services/ingress-wildcard-host.ts';
import invalidCrd from './metadata/invalid-crd.ts';
import invalidPort from './services/invalid-port.ts';
import livenessPort from './probes/liveness-port.ts';
import loadBalancerOpenToWorld from './services/load-balancer-open-to-world.ts';
import memoryLimitMissing from './resources/memory-limit-missing.ts';
import memoryRequestLimitMismatch from './resources/memory-request-limit-mismatch.ts';
import memoryRequestMissing from './resources/memory-request-missing.ts';
import namespaceWithoutQuota from './resources/namespace-without-quota.ts';
import privilegedPort from './services/privileged-port.ts';
import readinessPort from './probes/readiness-port.ts';
import resourceRange from './resources/resource-range.ts';
import resourcesMissing from './resources/resources-missing.ts';
import sensitivePortExposed from './services/sensitive-port-exposed.ts';
import serviceExternalIps from './services/service-external-ips.ts';
import serviceTargetPortMissing from './services/service-target-port-missing.ts';
import sshPort from './services/ssh-port.ts';
import startupPort from './probes/startup-port.ts';
import suspiciousQuantity from './resources/suspicious-quantity.ts';
import warnDuplicatePort from './services/warn-duplicate-port.ts';
import warnFractionalMemory from './resources/warn-fractional-memory.ts';
import warnHostipNoHostport from './services/warn-hostip-no-hostport.ts';

/** All checks of ours, by id. */
export const CHECKS: readonly AnyCheck[] = [
  apiEnvResourceDivisor,
  apiHostNetworkPort,
  apiHostPortConflict,
  apiHugepages,
  apiImagePullPolicy,
  apiImageRequired,
  apiIngressBackend,
  apiLimitrange,
  apiNetpolEndport,
  apiNonOvercommit,
  apiProtocol,
  apiQuantityInteger,
  apiQuantityNegative,
  apiQuantitySyntax,
  apiRequestExceedsLimit,
  apiServiceNodeportClusterip,
  apiServiceNodeportRange,
  apiServicePortDup,
  apiServicePortNames,
  apiServicePorts,
  cpuLimitMissing,
  cpuRequestLimitMismatch,
  cpuRequestMissing,
  danglingIngress,
  deprecatedApi,
  deprecatedImageRegistry,
  dockerfileExposeMismatch,
  duplicatePortName,
  ephemeralStorageMismatch,
  ephemeralStorageUnset,
  exposedServiceType,
  hostPort,
  imageDigestMissing,
  imagePullPolicyNotAlways,
  imageRegistryNotAllowed,
  imageTagLatest,
  ingressNginxSnippet,
  ingressTlsMissing,
  ingressWildcardHost,
  invalidCrd,
  invalidPort,
  livenessPort,
  loadBalancerOpenToWorld,
  memoryLimitMissing,
  memoryRequestLimitMismatch,
  memoryRequestMissing,
  namespaceWithoutQuota,
  privilegedPort,
  readinessPort,
  resourceRange,
  resourcesMissing,
  sensitivePortExposed,
  serviceExternalIps,
  serviceTargetPortMissing,
  sshPort,
  startupPort,
  suspiciousQuantity,
  warnDuplicatePort,
  warnFractionalMemory,
  warnHostipNoHostport,
];
