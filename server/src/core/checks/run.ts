import type { Field } from '../manifest/field.ts';
import type { Container, PodTemplate } from '../manifest/pods.ts';
import { podTemplate } from '../manifest/pods.ts';
import type { Resource } from '../manifest/resource.ts';
import { transformsOf } from '../references/kustomized.ts';
import type { Slot, Workspace } from '../workspace.ts';
import type { AnyCheck, ContainerRoles, Environment, ReportDetails } from './check.ts';
import type { Profile, ResolvedConfig, Subject } from './config.ts';
import { documentTarget } from './documentVersion.ts';
import type { Finding } from './finding.ts';
import { pathIn } from './finding.ts';
import { limitRangeOf } from './limitRange.ts';
import { patchedResourcesOf } from './patchedResources.ts';

/** Told of every check that failed: a bug of ours, never of the manifest. */
export type OnError = (id: string, error: unknown) => void;

/** The checks that are on, prepared for one configuration. */
export class CheckRun {
  readonly #checks: readonly AnyCheck[];
  readonly #config: ResolvedConfig;
  readonly #onError: OnError;
  readonly #active = new Map<Profile, ActiveChecks>();
  readonly #environments = new Map<string, Environment>();
  readonly #memo = new WeakMap<
    Resource,
    { readonly environment: Environment; readonly findings: readonly Finding[] }
  >();

  constructor(checks: readonly AnyCheck[], config: ResolvedConfig, onError: OnError) {
    this.#checks = checks;
    this.#config = config;
    this.#onError = onError;
  }

  /** The findings of all checks on one object. */
  findings(workspace: Workspace, slot: Slot): readonly Finding[] {
    const profile = this.#config.profile(slot);
    const { object, workspace: crossing } = this.#activeIn(profile).for(slot.resource);
    const environment = this.#environment(workspace, slot, profile);
    const run = (check: AnyCheck, all: Workspace | undefined): Finding[] =>
      this.#run(check, slot, profile, environment, all);
    let local = this.#memo.get(slot.resource);
    if (local?.environment !== environment) {
      const findings = object.flatMap((check) => run(check, undefined));
      local = { environment, findings };
      this.#memo.set(slot.resource, local);
    }
    if (crossing.length === 0) return local.findings;
    return [...local.findings, ...crossing.flatMap((check) => run(check, workspace))];
  }

  /** Whether a check is on for an object, or for a file as a whole. */
  isOn(id: string, subject: Subject): boolean {
    return this.#activeIn(this.#config.profile(subject)).ids.has(id);
  }

  #activeIn(profile: Profile): ActiveChecks {
    let active = this.#active.get(profile);
    if (!active) this.#active.set(profile, (active = new ActiveChecks(this.#checks, profile)));
    return active;
  }

  /** Of one profile each, so that what is kept for an environment holds for its profile only. */
  #environment(workspace: Workspace, slot: Slot, profile: Profile): Environment {
    const partial = workspace.isPartial(slot);
    const limitRange = slot.resource.facts?.podSpec ? limitRangeOf(workspace, slot) : undefined;
    const pinnedImages = workspace.pinnedImages(slot.uri);
    const patchedResources = patchedResourcesOf(workspace, slot);
    const defaults = limitRange ? [...limitRange.requests, '/', ...limitRange.limits] : [];
    const { version } = documentTarget(slot.document, slot.uri, this.#config);
    const { selectors: selectorsAreSet } = transformsOf(workspace, slot.uri);
    const key = [
      profile.key,
      version,
      partial,
      selectorsAreSet,
      ...defaults,
      '|',
      ...pinnedImages,
      '|',
      ...patchedResources,
    ].join(' ');
    let environment = this.#environments.get(key);
    if (!environment) {
      const isOn = this.#isOnIn(profile);
      environment = { version, partial, selectorsAreSet, limitRange, patchedResources, pinnedImages, isOn };
      this.#environments.set(key, environment);
    }
    return environment;
  }

  #isOnIn(profile: Profile): (id: string) => boolean {
    const { ids } = this.#activeIn(profile);
    return (id) => ids.has(id);
  }

  #run(
    check: AnyCheck,
    slot: Slot,
    profile: Profile,
    environment: Environment,
    workspace: Workspace | undefined,
  ): Finding[] {
    const found: Finding[] = [];
    const { resource } = slot;
    const report = (field: Field, message: string, details: ReportDetails = {}): void => {
      const at = details.at ?? field;
      const level = profileAt(profile, resource, field).level(check);
      if (level === 'off') return;
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
    const run = (target: Field, pod?: PodTemplate, container?: Container): void => {
      const own = container ? (profile.inContainer?.(container.name) ?? profile) : profile;
      if (own !== profile && own.level(check) === 'off') return;
      const around = own === profile ? environment : { ...environment, isOn: this.#isOnIn(own) };
      const context = {
        target,
        resource,
        pod,
        container,
        environment: around,
        options: own.options(check),
        report,
      };
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

/** The checks that are on in a profile, by kind. */
class ActiveChecks {
  readonly ids: ReadonlySet<string>;
  readonly #checks: readonly AnyCheck[];
  readonly #byKind = new Map<string, KindChecks>();

  constructor(checks: readonly AnyCheck[], profile: Profile) {
    this.#checks = checks.filter((check) => profile.isOnSomewhere(check));
    this.ids = new Set(this.#checks.map(({ id }) => id));
  }

  for({ kind, facts }: Resource): KindChecks {
    const key = `${facts?.groups[0] ?? '?'}/${kind}`;
    let checks = this.#byKind.get(key);
    if (!checks) {
      const fitting = this.#checks.filter(
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
}

interface KindChecks {
  readonly object: readonly AnyCheck[];
  readonly workspace: readonly AnyCheck[];
}

/** What holds at a place of an object: that of the container around it, if this makes a difference. */
export function profileAt(profile: Profile, resource: Resource, field: Field): Profile {
  if (!profile.inContainer) return profile;
  const containers = podTemplate(resource)?.containers ?? [];
  for (let at: Field | undefined = field; at; at = at.parent) {
    const { node } = at;
    const around = node && containers.find((container) => container.field.node === node);
    if (around) return profile.inContainer(around.name);
  }
  return profile.inContainer(undefined);
}

const ROLES: ContainerRoles = ['init', 'sidecar', 'app'];
