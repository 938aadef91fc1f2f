import type { Minor, Target } from '../kinds/versions.ts';
import type { Resource } from '../manifest/resource.ts';
import { derived } from '../workspace/derived.ts';
import type { Workspace } from '../workspace.ts';
import { sharedDepth, testFolderOf } from '../workspace/uris.ts';
import { BuiltInSchemas } from './builtIn.ts';
import type { CustomKind } from './custom.ts';
import { customKind, objectSchema } from './custom.ts';
import { readOpenApi } from './openApi.ts';
import type { Resolve } from './openApi.ts';
import type { CustomPack, Pack } from './pack.ts';
import type { Schema } from './schema.ts';

export interface Gvk {
  /** '' for the core group. */
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/** For which Kubernetes version and for which file a schema is asked: the nearest definition of a custom resource counts. */
export interface SchemaPlace extends Target {
  readonly uri: string;
}

/** Where schemas come from that do not lie in the workspace. Gives `undefined` while it has none. */
export interface SchemaSource {
  builtIn(): Pack | undefined;
  /** The bundled custom resources of a project, by the name that the pack has for their group. */
  custom(name: string): CustomPack | undefined;
}

/** Schemas that a cluster gives. What it has not given yet is not there; it is asked for, and somebody looks again later. */
export interface ClusterSchemas {
  get(gvk: Gvk): Schema | undefined;
  /** The kinds of a group that the cluster serves, as `[apiVersion, kind]`; without a group, all custom ones that are known. */
  kinds(group?: string): Iterable<readonly [apiVersion: string, kind: string]>;
}

/**
 * Gives the schema of a kind: that of a custom resource definition in the workspace, else the cluster's, else a bundled one,
 * else that of Kubernetes itself. Asking for the same twice gives the same value as long as nothing changed.
 */
export class SchemaProvider {
  /** Set where a cluster can be chosen. It is asked only for what is written for `cluster`. */
  cluster: ClusterSchemas | undefined;
  readonly #workspace: Workspace;
  readonly #source: SchemaSource;
  readonly #builtIn = new Map<Minor, BuiltInSchemas>();
  readonly #bundled = new Map<string, Schema | undefined>();
  readonly #read = new WeakMap<Resource, Map<string, Schema | undefined>>();

  constructor(workspace: Workspace, source: SchemaSource) {
    this.#workspace = workspace;
    this.#source = source;
  }

  get(gvk: Gvk, place: SchemaPlace): Schema | undefined {
    const { group, version, kind } = gvk;
    if (group.includes('.')) {
      const definition = this.definition(gvk, place);
      if (definition) return this.#custom(definition, version, place);
    }
    return (
      (place.isCluster ? this.cluster?.get(gvk) : undefined) ??
      this.#bundledKind(gvk, place) ??
      this.builtIn(place.version)?.kind(group === '' ? version : `${group}/${version}`, kind)
    );
  }

  /** Kubernetes' own kinds; `undefined` while they are not loaded. */
  builtIn(version: Minor): BuiltInSchemas | undefined {
    let schemas = this.#builtIn.get(version);
    if (!schemas) {
      const pack = this.#source.builtIn();
      if (!pack) return undefined;
      schemas = new BuiltInSchemas(pack, version);
      this.#builtIn.set(version, schemas);
    }
    return schemas;
  }

  /** The workspace's definition of a custom kind that is nearest to a file; of those with the version, where any has it. */
  definition({ group, version, kind }: Gvk, { uri }: SchemaPlace): Definition | undefined {
    let best: Definition | undefined;
    let closeness = -1;
    for (const definition of definitions(this.#workspace).get(`${group}/${kind}`) ?? []) {
      if (!uri.startsWith(definition.scope)) continue;
      const hasVersion = definition.custom.versions.some(({ name }) => name === version);
      const own = sharedDepth(uri, definition.uri) + (hasVersion ? DEEPER_THAN_ANY : 0);
      if (own <= closeness) continue;
      best = definition;
      closeness = own;
    }
    return best;
  }

  /** All kinds that the workspace's custom resource definitions define. */
  *customKinds(): Iterable<CustomKind> {
    for (const [first] of definitions(this.#workspace).values()) if (first) yield first.custom;
  }

  /** The kinds of bundled custom resources in the groups that begin with a text, as `[apiVersion, kind]`. */
  *bundledKinds(start: string): Iterable<readonly [apiVersion: string, kind: string]> {
    const groups = this.#source.builtIn()?.customGroups ?? {};
    const names = new Set(
      Object.keys(groups).flatMap((group) => (group.startsWith(start) ? [groups[group] ?? ''] : [])),
    );
    for (const name of names) {
      for (const key of Object.keys(this.#source.custom(name)?.kinds ?? {})) {
        const slash = key.lastIndexOf('/');
        if (key.startsWith(start)) yield [key.slice(0, slash), key.slice(slash + 1)];
      }
    }
  }

  #custom({ resource, custom }: Definition, version: string, place: SchemaPlace): Schema | undefined {
    let schemas = this.#read.get(resource);
    if (!schemas) this.#read.set(resource, (schemas = new Map()));
    const key = `${version} ${place.version}`;
    if (!schemas.has(key)) {
      const source = custom.versions.find(({ name }) => name === version)?.schema;
      schemas.set(key, source && objectSchema(source, custom.kind, this.#resolve(place.version)));
    }
    return schemas.get(key);
  }

  #bundledKind({ group, version, kind }: Gvk, place: SchemaPlace): Schema | undefined {
    const name = this.#source.builtIn()?.customGroups[group];
    if (name === undefined) return undefined;
    const key = `${group}/${version}/${kind} ${place.version}`;
    if (!this.#bundled.has(key)) {
      const pack = this.#source.custom(name);
      const id = pack?.kinds[`${group}/${version}/${kind}`];
      if (!pack) return undefined;
      this.#bundled.set(
        key,
        id === undefined ? undefined : bundledSchema(pack, id, this.#resolve(place.version)),
      );
    }
    return this.#bundled.get(key);
  }

  /** What custom resources refer to outside of their own definitions. */
  #resolve(version: Minor): Resolve {
    return (name) => (name === 'ObjectMeta' ? this.builtIn(version)?.definition('V1ObjectMeta') : undefined);
  }
}

/** A custom kind and the object in the workspace that defines it. */
export interface Definition {
  readonly uri: string;
  /** How the addresses of the files begin that it counts for. */
  readonly scope: string;
  readonly resource: Resource;
  readonly custom: CustomKind;
}

const DEEPER_THAN_ANY = 10_000;

/** A definition that lies among tests is for these: it may be old, cut down or wrong on purpose. */
function scopeOf(uri: string): string {
  const data = testFolderOf(uri);
  if (data === '') return /^.*?\/(?:tests?|e2e)\//.exec(uri)?.[0] ?? '';
  // Each folder of test data is a case of its own.
  return data + (/^[^/]+\//.exec(uri.slice(data.length))?.[0] ?? '');
}

const definitions = derived((workspace) => {
  const byKind = new Map<string, Definition[]>();
  for (const slot of workspace.ofKind('CustomResourceDefinition')) {
    const custom = workspace.isPartial(slot) ? undefined : customKind(slot.resource);
    if (!custom) continue;
    const key = `${custom.group}/${custom.kind}`;
    const { uri, resource } = slot;
    byKind.set(key, [...(byKind.get(key) ?? []), { uri, scope: scopeOf(uri), resource, custom }]);
  }
  return byKind;
});

function bundledSchema(pack: CustomPack, id: string, outside: Resolve): Schema {
  const read = new Map<string, Schema>();
  const resolve: Resolve = (name) => {
    const known = read.get(name);
    if (known) return known;
    const source = pack.definitions[name];
    if (source === undefined) return outside(name);
    const schema = readOpenApi(source, resolve, name.replace(/^.*V\d+(?:(?:alpha|beta)\d+)?(?=[A-Z])/, ''));
    read.set(name, schema);
    return schema;
  };
  return resolve(id) ?? outside(id) ?? { type: 'any' };
}
