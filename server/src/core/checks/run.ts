import type { Field } from '../manifest/field.ts';
import type { Container, PodTemplate } from '../manifest/pods.ts';
import { podTemplate } from '../manifest/pods.ts';
import type { Resource } from '../manifest/resource.ts';
import type { Slot, Workspace } from '../workspace.ts';
import type { AnyCheck, ContainerRoles, Environment, ReportDetails, Severity } from './check.ts';
import type { ResolvedConfig } from './config.ts';
import { documentVersion } from './documentVersion.ts';
import type { Finding } from './finding.ts';
import { pathIn } from './finding.ts';
import { limitRangeOf } from './limitRange.ts';
import { patchedResourcesOf } from './patchedResources.ts';

/** Told of every check that failed: a bug of ours, never of the manifest. */
export type OnError = (id: string, error: unknown) => void;

/** The checks that are on, prepared for one configuration. */
export class CheckRun {
  readonly #config: ResolvedConfig;
  readonly #onError: OnError;
  readonly #active: readonly AnyCheck[];
  readonly #on: ReadonlySet<string>;
  readonly #byKind = new Map<
    string,
    { readonly object: readonly AnyCheck[]; readonly workspace: readonly AnyCheck[] }
  >();
  readonly #environments = new Map<string, Environment>();
  readonly #memo = new WeakMap<
    Resource,
    { readonly environment: Environment; readonly findings: readonly Finding[] }
  >();

  constructor(checks: readonly AnyCheck[], config: ResolvedConfig, onError: OnError) {
    this.#config = config;
    this.#onError = onError;
    this.#active = checks.filter((check) => config.level(check) !== 'off');
    this.#on = new Set(this.#active.map(({ id }) => id));
  }

  /** The findings of all checks on one object. */
  findings(workspace: Workspace, slot: Slot): readonly Finding[] {
    const { object, workspace: crossing } = this.#checksFor(slot.resource);
    const environment = this.#environment(workspace, slot);
    let local = this.#memo.get(slot.resource);
    if (local?.environment !== environment) {
      const findings = object.flatMap((check) => this.#run(check, slot, environment, undefined));
      local = { environment, findings };
      this.#memo.set(slot.resource, local);
    }
    if (crossing.length === 0) return local.findings;
    return [
      ...local.findings,
      ...crossing.flatMap((check) => this.#run(check, slot, environment, workspace)),
    ];
  }

  isOn(id: string): boolean {
    return this.#on.has(id);
  }

  #checksFor({ kind, facts }: Resource): {
    readonly object: readonly AnyCheck[];
    readonly workspace: readonly AnyCheck[];
  } {
    const key = `${facts?.groups[0] ?? '?'}/${kind}`;
    let checks = this.#byKind.get(key);
    if (!checks) {
      const fitting = this.#active.filter(
        (check) =>
          (check.on === 'object' || facts?.podSpec !== undefined) && (check.kinds?.includes(kind) ?? true),
      );
      checks = {
        object: fitting.filter(({ scope }) => scope === 'object'),
        workspace: fitting.filter(({ scope }) => scope === 'workspace'),
      };
      this.#byKind.set(key, checks);
    }
    return checks;
  }

  #environment(workspace: Workspace, slot: Slot): Environment {
    const partial = workspace.isPartial(slot);
    const limitRange = slot.resource.facts?.podSpec ? limitRangeOf(workspace, slot) : undefined;
    const pinnedImages = workspace.pinnedImages(slot.uri);
    const patchedResources = patchedResourcesOf(workspace, slot);
    const defaults = limitRange ? [...limitRange.requests, '/', ...limitRange.limits] : [];
    const version = documentVersion(slot.document, this.#config.version);
    const key = [version, partial, ...defaults, '|', ...pinnedImages, '|', ...patchedResources].join(' ');
    let environment = this.#environments.get(key);
    if (!environment) {
      const isOn = (id: string): boolean => this.#on.has(id);
      environment = { version, partial, limitRange, patchedResources, pinnedImages, isOn };
      this.#environments.set(key, environment);
    }
    return environment;
  }

  #run(check: AnyCheck, slot: Slot, environment: Environment, workspace: Workspace | undefined): Finding[] {
    const found: Finding[] = [];
    const { resource } = slot;
    const level = this.#config.level(check) as Severity;
    const report = (field: Field, message: string, details: ReportDetails = {}): void => {
      const at = details.at ?? field;
      found.push({
        id: check.id,
        severity: level === check.severity ? (details.severity ?? level) : level,
        basis: check.basis ?? 'guardrail',
        message,
        span: (details.onKey && at.keySpan) || at.span,
        path: pathIn(resource, field),
        resource,
        related: details.related ?? [],
        tags: details.tags ?? [],
        fixes: details.fixes ?? [],
      });
    };
    const options = this.#config.options(check);
    const run = (target: Field, pod?: PodTemplate, container?: Container): void => {
      const context = { target, resource, pod, container, environment, options, report };
      check.check((workspace ? { ...context, workspace, slot } : context) as never);
    };
    try {
      if (check.on === 'object') run(resource.root, podTemplate(resource));
      else {
        const pod = podTemplate(resource);
        if (pod && check.on === 'pod') run(pod.spec, pod);
        for (const container of check.on === 'container' ? (pod?.containers ?? []) : []) {
          if ((check.containers ?? ROLES).includes(container.role)) run(container.field, pod, container);
        }
      }
    } catch (error) {
      this.#onError(check.id, error);
    }
    return found;
  }
}

const ROLES: ContainerRoles = ['init', 'sidecar', 'app'];
