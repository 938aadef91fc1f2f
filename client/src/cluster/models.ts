/** Kubernetes' own types, as JSON. */
export type {
  V1Container as Container,
  V1ContainerStatus as ContainerStatus,
  CoreV1Event as Event,
  V1Pod as Pod,
} from '@kubernetes/client-node';
