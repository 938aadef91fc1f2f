/** Kubernetes' own types, as JSON. */
export type {
  V1Container as Container,
  V1ContainerStatus as ContainerStatus,
  CoreV1Event as Event,
  V1LabelSelector as LabelSelector,
  V1Pod as Pod,
  V1Service as Service,
} from '@kubernetes/client-node';
