import type { Minor } from '../../kinds/versions.ts';
import { BuiltInSchemas } from '../builtIn.ts';
import { objectSchema } from '../custom.ts';
import type { Resolve } from '../openApi.ts';
import { object, readOpenApi } from '../openApi.ts';
import type { CustomPack, Pack } from '../pack.ts';
import type { ClusterSchemas, Gvk } from '../provider.ts';
import type { Schema } from '../schema.ts';
import type { ClusterDocument } from './readDocument.ts';

/** What a document is read for. */
export interface DocumentPlace {
  readonly groupVersion: string;
  readonly minor: Minor;
  /** Kubernetes' own kinds in all known versions. */
  readonly bundled: Pack | undefined;
}

/** The schemas of one version of an API group. */
export class DocumentKinds {
  readonly #place: DocumentPlace;
  readonly #builtIn: BuiltInSchemas | undefined;
  readonly #custom: CustomPack | undefined;
  readonly #read = new Map<string, Schema | undefined>();

  constructor({ builtIn, custom }: ClusterDocument, place: DocumentPlace) {
    this.#place = place;
    const { bundled, minor } = place;
    this.#builtIn = builtIn && new BuiltInSchemas(builtIn, minor, bundled);
    this.#custom = custom;
  }

  kind(kind: string): Schema | undefined {
    if (this.#builtIn) return this.#builtIn.kind(this.#place.groupVersion, kind);
    if (!this.#read.has(kind)) this.#read.set(kind, this.#readCustom(kind));
    return this.#read.get(kind);
  }

  /** The kinds of the document that are not Kubernetes' own. */
  get customKinds(): readonly string[] {
    return Object.keys(this.#custom?.kinds ?? {}).map((key) => key.slice(key.lastIndexOf('/') + 1));
  }

  #readCustom(kind: string): Schema | undefined {
    const name = this.#custom?.kinds[`${this.#place.groupVersion}/${kind}`];
    const source = name === undefined ? undefined : object(this.#custom?.definitions[name]);
    return source && objectSchema(source, kind, this.#resolve);
  }

  readonly #resolve: Resolve = (name) => {
    const { bundled, minor } = this.#place;
    if (name === 'ObjectMeta' || name.endsWith('.meta.v1.ObjectMeta'))
      return bundled && new BuiltInSchemas(bundled, minor).definition('V1ObjectMeta');
    const key = ` ${name}`; // no kind has a space in its name
    if (!this.#read.has(key)) {
      this.#read.set(key, undefined); // a reference that leads back here leads nowhere
      const source = this.#custom?.definitions[name];
      const plain = name.slice(name.lastIndexOf('.') + 1);
      this.#read.set(key, source === undefined ? undefined : readOpenApi(source, this.#resolve, plain));
    }
    return this.#read.get(key);
  };
}

/** What the chosen cluster has said so far of its kinds. */
export class ClusterKinds implements ClusterSchemas {
  readonly #documents = new Map<string, DocumentKinds | undefined>();
  readonly #onMissing: (groupVersion: string) => void;
  /** Custom kinds that the cluster serves, as `[apiVersion, kind]`. */
  served: readonly (readonly [apiVersion: string, kind: string])[] = [];

  /** @param onMissing told when a version of an API group is asked for of which the cluster has said nothing yet. */
  constructor(onMissing: (groupVersion: string) => void) {
    this.#onMissing = onMissing;
  }

  /** `undefined`: the cluster does not serve it. */
  set(groupVersion: string, document: DocumentKinds | undefined): void {
    this.#documents.set(groupVersion, document);
  }

  get({ group, version, kind }: Gvk): Schema | undefined {
    const groupVersion = group === '' ? version : `${group}/${version}`;
    if (!this.#documents.has(groupVersion) && GROUP_VERSION.test(groupVersion)) this.#onMissing(groupVersion);
    return this.#documents.get(groupVersion)?.kind(kind);
  }

  *kinds(group?: string): Iterable<readonly [apiVersion: string, kind: string]> {
    for (const one of this.served) if (group === undefined || one[0].startsWith(`${group}/`)) yield one;
  }

  /** Forgets all: another cluster was chosen. */
  clear(): void {
    this.#documents.clear();
    this.served = [];
  }
}

const GROUP_VERSION = /^(?:[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?\/)?v\d+(?:(?:alpha|beta)\d+)?$/;
