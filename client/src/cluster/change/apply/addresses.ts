import { objectPath } from '../../resources/address.ts';
import type { ResourceType } from '../../resources/discovery.ts';
import type { Session } from '../../session.ts';
import type { Manifest } from './readManifests.ts';

/** Where a manifest goes. */
export interface Address {
  readonly path: string;
  /** Where it lies in the version that the cluster prefers, if that is another one. */
  readonly preferredPath?: string;
  /** Missing where the kind lies in no namespace. */
  readonly namespace: string | undefined;
  /** The definition in the same text that has to be there first. */
  readonly definition?: Manifest;
  /** The cluster has an older form of this definition. */
  readonly isRedefined?: boolean;
  /** The namespace in the same text that has to be there first. */
  readonly within?: Manifest;
}

/** Finds out where manifests go, also where their kind or namespace is only defined beside them. */
export class Addresses {
  readonly #session: Session;
  readonly #all: readonly Manifest[];
  #isFresh = false;

  constructor(session: Session, all: readonly Manifest[]) {
    this.#session = session;
    this.#all = all;
  }

  /** `undefined` where the cluster does not know the kind. */
  async of(manifest: Manifest): Promise<Address | undefined> {
    const known = await this.#typeOf(manifest);
    const definition = this.#all.find((one) => defines(one, manifest));
    const type = known ?? (definition && typeBy(definition));
    if (!type) return undefined;
    const { version, name } = manifest;
    const namespace = type.namespaced ? (manifest.namespace ?? this.#session.context.namespace) : undefined;
    const within = type.namespaced && this.#all.find((one) => isNamespace(one) && one.name === namespace);
    const isPreferred = !known || known.version === version;
    return {
      path: objectPath({ ...type, version }, name, namespace),
      namespace,
      ...(isPreferred ? {} : { preferredPath: objectPath(known, name, namespace) }),
      ...(known ? {} : { definition: definition as Manifest }),
      ...(within ? { within } : {}),
    };
  }

  async #typeOf({ kind, group }: Manifest): Promise<ResourceType | undefined> {
    const find = async (): Promise<ResourceType | undefined> => {
      const { types } = await this.#session.discovery();
      return types.find((one) => one.kind === kind && one.group === group);
    };
    const found = await find();
    if (found || this.#isFresh) return found;
    // Somebody may have added it since the kinds were asked for.
    this.#session.forgetDiscovery();
    this.#isFresh = true;
    return find();
  }
}

/** Whether a manifest has the cluster serve the kind of another one, in its version. */
export function defines(definition: Manifest, { kind, group, version }: Manifest): boolean {
  if (!isDefinition(definition)) return false;
  const spec = definition.root.at('spec');
  if (spec.at('group').written !== group || spec.at('names', 'kind').written !== kind) return false;
  const versions = spec.at('versions').items();
  return versions.some((one) => one.at('name').written === version && one.at('served').value === true);
}

export function isDefinition({ group, kind }: Manifest): boolean {
  return group === 'apiextensions.k8s.io' && kind === 'CustomResourceDefinition';
}

type Addressed = Pick<ResourceType, 'group' | 'version' | 'resource' | 'namespaced'>;

function typeBy({ root }: Manifest): Addressed {
  const spec = root.at('spec');
  return {
    group: spec.at('group').written ?? '',
    version: '',
    resource: spec.at('names', 'plural').written ?? '',
    namespaced: spec.at('scope').written !== 'Cluster',
  };
}

/** Whether an object has to be there before those that need it. */
export function isFirst(one: Manifest): boolean {
  return isDefinition(one) || isNamespace(one);
}

function isNamespace({ group, kind }: Manifest): boolean {
  return group === '' && kind === 'Namespace';
}

function rank(one: Manifest): number {
  if (isNamespace(one)) return 0;
  return isDefinition(one) ? 1 : 2;
}

/** Namespaces and definitions first, everything else as it stands. */
export function inOrder(manifests: readonly Manifest[]): readonly Manifest[] {
  return manifests.toSorted((a, b) => rank(a) - rank(b));
}
