/** A Go module whose source holds manifests: only that source is fetched, nothing of it is built or run. */
export interface CorpusModule {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  /** As in a go.sum file. */
  readonly sum: string;
  /** What it is good for here. */
  readonly holds: string;
}

export const MODULES: readonly CorpusModule[] = [
  {
    name: 'github.com/argoproj/argo-rollouts',
    version: 'v1.8.0',
    licence: 'Apache-2.0',
    sum: 'h1:a427nBeVPMEdYnO9YpELV1mc4yhO9BLZLuTvq2QX8Ps=',
    holds: 'Rollouts, their definitions and Kustomize installations, objects as they are in clusters',
  },
  {
    name: 'github.com/cert-manager/cert-manager',
    version: 'v1.21.2',
    licence: 'Apache-2.0',
    sum: 'h1:UWgoYM+KLNtRlqmoWOKjKBOBUPVHeepQ6/ac3ERJW68=',
    holds: 'a chart, definitions and YAML that scripts fill in',
  },
  {
    name: 'github.com/fluxcd/flux2/v2',
    version: 'v2.9.5',
    licence: 'Apache-2.0',
    sum: 'h1:jwCccxvkD+2QnsjN+pl5QqM8KnFUwA8pIoQ1Lf0avkA=',
    holds: 'custom resources of Flux, Secrets encrypted with SOPS, Kustomize bases',
  },
  {
    name: 'github.com/kedacore/keda/v2',
    version: 'v2.21.0',
    licence: 'Apache-2.0',
    sum: 'h1:R6z2HZvstK4RLUMxroNACzBj74xGxt3kG59b5Xc+Xps=',
    holds: 'an operator as controller-gen and Kustomize lay it out',
  },
  {
    name: 'github.com/prometheus-operator/prometheus-operator',
    version: 'v0.85.0',
    licence: 'Apache-2.0',
    sum: 'h1:M5xLCLEoaW2IJfnuCwFzzpL+jSVQu3KGT84Pye+fW8s=',
    holds: 'large definitions, examples of monitoring',
  },
  {
    name: 'k8s.io/ingress-nginx',
    version: 'v0.0.0-20240708192948-52c50467d67d',
    licence: 'Apache-2.0',
    sum: 'h1:tZui5g6S4GO1hxLm6yrEoIXLkl4QfeGytlmZqZ+DmdQ=',
    holds: 'a chart, what it renders to, and documentation',
  },
  {
    name: 'knative.dev/serving',
    version: 'v0.51.0',
    licence: 'Apache-2.0',
    sum: 'h1:yN2Q7eYqJgoPfZkATjoBZyGbZ2P1Qhns9HIMU4mF+to=',
    holds: 'images that ko builds, webhooks, definitions of others',
  },
  {
    name: 'sigs.k8s.io/gateway-api',
    version: 'v1.2.0',
    licence: 'Apache-2.0',
    sum: 'h1:LrToiFwtqKTKZcZtoQPTuo3FxhrrhTgzQG0Te+YGSo8=',
    holds: 'routes and gateways, valid and invalid on purpose',
  },
  {
    name: 'sigs.k8s.io/metrics-server',
    version: 'v0.9.0',
    licence: 'Apache-2.0',
    sum: 'h1:nlqqZ2H0Xfko8eJC/1qaNVVT17hu4rxndkOi22KTZ4w=',
    holds: 'a Kustomize base, components and overlays',
  },
];
