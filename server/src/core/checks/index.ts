// Written by `npm run gen` from the files of this folder.
import type { AnyCheck } from './check.ts';
import apiHostNetworkPort from './services/api-host-network-port.ts';
import apiHostPortConflict from './services/api-host-port-conflict.ts';
import apiIngressBackend from './services/api-ingress-backend.ts';
import apiNetpolEndport from './services/api-netpol-endport.ts';
import apiProtocol from './services/api-protocol.ts';
import apiServiceNodeportClusterip from './services/api-service-nodeport-clusterip.ts';
import apiServiceNodeportRange from './services/api-service-nodeport-range.ts';
import apiServicePortDup from './services/api-service-port-dup.ts';
import apiServicePortNames from './services/api-service-port-names.ts';
import apiServicePorts from './services/api-service-ports.ts';
import danglingIngress from './workload/dangling-ingress.ts';
import dockerfileExposeMismatch from './services/dockerfile-expose-mismatch.ts';
import duplicatePortName from './services/duplicate-port-name.ts';
import exposedServiceType from './services/exposed-service-type.ts';
import hostPort from './services/host-port.ts';
import imageTagLatest from './images/image-tag-latest.ts';
import ingressNginxSnippet from './services/ingress-nginx-snippet.ts';
import ingressTlsMissing from './services/ingress-tls-missing.ts';
import ingressWildcardHost from './services/ingress-wildcard-host.ts';
import invalidPort from './services/invalid-port.ts';
import livenessPort from './probes/liveness-port.ts';
import loadBalancerOpenToWorld from './services/load-balancer-open-to-world.ts';
import privilegedPort from './services/privileged-port.ts';
import readinessPort from './probes/readiness-port.ts';
import sensitivePortExposed from './services/sensitive-port-exposed.ts';
import serviceExternalIps from './services/service-external-ips.ts';
import serviceTargetPortMissing from './services/service-target-port-missing.ts';
import sshPort from './services/ssh-port.ts';
import startupPort from './probes/startup-port.ts';
import warnDuplicatePort from './services/warn-duplicate-port.ts';
import warnHostipNoHostport from './services/warn-hostip-no-hostport.ts';

/** All checks of ours, by id. */
export const CHECKS: readonly AnyCheck[] = [
  apiHostNetworkPort,
  apiHostPortConflict,
  apiIngressBackend,
  apiNetpolEndport,
  apiProtocol,
  apiServiceNodeportClusterip,
  apiServiceNodeportRange,
  apiServicePortDup,
  apiServicePortNames,
  apiServicePorts,
  danglingIngress,
  dockerfileExposeMismatch,
  duplicatePortName,
  exposedServiceType,
  hostPort,
  imageTagLatest,
  ingressNginxSnippet,
  ingressTlsMissing,
  ingressWildcardHost,
  invalidPort,
  livenessPort,
  loadBalancerOpenToWorld,
  privilegedPort,
  readinessPort,
  sensitivePortExposed,
  serviceExternalIps,
  serviceTargetPortMissing,
  sshPort,
  startupPort,
  warnDuplicatePort,
  warnHostipNoHostport,
];
