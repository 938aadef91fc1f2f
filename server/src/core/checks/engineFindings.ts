import type { Basis, Severity } from './check.ts';

/** Findings that no check reports but the engine itself. Their pages lie in `engine/`. */
export interface EngineFinding {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly basis: Basis;
  readonly fix: { readonly kind: 'edit'; readonly safe: boolean } | null;
}

export const ENGINE_FINDINGS: readonly EngineFinding[] = [
  {
    id: 'yaml-syntax',
    title: 'A manifest is valid YAML',
    severity: 'error',
    basis: 'yaml',
    fix: null,
  },
  {
    id: 'duplicate-key',
    title: 'A mapping holds each key once',
    severity: 'error',
    basis: 'yaml',
    fix: null,
  },
  {
    id: 'unknown-field',
    title: 'Every field is one that its type has',
    severity: 'error',
    basis: 'schema',
    fix: { kind: 'edit', safe: true },
  },
  {
    id: 'wrong-type',
    title: 'Every value is of the type that its field takes',
    severity: 'error',
    basis: 'schema',
    fix: { kind: 'edit', safe: true },
  },
  {
    id: 'required-field',
    title: 'Required fields are there',
    severity: 'error',
    basis: 'schema',
    fix: { kind: 'edit', safe: false },
  },
  {
    id: 'invalid-value',
    title: 'Values are among those that their field takes',
    severity: 'error',
    basis: 'schema',
    fix: { kind: 'edit', safe: false },
  },
  {
    id: 'unknown-kind',
    title: 'The apiVersion and kind are ones that Kubernetes has',
    severity: 'error',
    basis: 'schema',
    fix: { kind: 'edit', safe: false },
  },
  {
    id: 'api-immutable',
    title: 'Fields that keep their value are as the cluster has them',
    severity: 'error',
    basis: 'api',
    fix: null,
  },
  {
    id: 'server-set-field',
    title: 'Manifests leave out what the cluster fills in',
    severity: 'information',
    basis: 'schema',
    fix: { kind: 'edit', safe: true },
  },
  {
    id: 'invalid-config',
    title: 'The config file says only what Kube Guardrails understands',
    severity: 'error',
    basis: 'guardrail',
    fix: { kind: 'edit', safe: false },
  },
  {
    id: 'unknown-version',
    title: 'The Kubernetes version is one that Kube Guardrails knows',
    severity: 'warning',
    basis: 'guardrail',
    fix: null,
  },
  {
    id: 'unused-waiver',
    title: 'A waiver silences something',
    severity: 'information',
    basis: 'guardrail',
    fix: { kind: 'edit', safe: true },
  },
  {
    id: 'invalid-waiver',
    title: 'A waiver is spelt right, in time, and one that the config file allows',
    severity: 'warning',
    basis: 'guardrail',
    fix: { kind: 'edit', safe: false },
  },
  {
    id: 'file-too-large',
    title: 'A manifest is small enough to be checked',
    severity: 'information',
    basis: 'guardrail',
    fix: null,
  },
];
