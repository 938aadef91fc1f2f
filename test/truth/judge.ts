import type { ApiServer } from '../harness/cluster/apiServer.ts';
import type { Sample } from './objects.ts';

/** One thing that the API server objects to. */
export interface Cause {
  /** Its word for the kind of cause (`FieldValueRequired`), or ours where it refuses to decode. */
  readonly reason: string;
  /** In its own notation; `undefined` where it does not say. */
  readonly field: string | undefined;
  readonly message: string;
}

/** What the API server says of an object. */
export interface Verdict {
  readonly accepted: boolean;
  readonly causes: readonly Cause[];
  readonly warnings: readonly string[];
}

interface Endpoint {
  readonly path: string;
  readonly resource: string;
  readonly namespaced: boolean;
}

interface ResourceList {
  readonly resources: readonly {
    readonly name: string;
    readonly kind: string;
    readonly namespaced: boolean;
    readonly verbs: readonly string[];
  }[];
}

/** Asks an API server for its verdict on objects, without keeping them. */
export class Judge {
  readonly #server: ApiServer;
  readonly #endpoints = new Map<string, Endpoint>();

  constructor(server: ApiServer) {
    this.#server = server;
  }

  /** Learns which kinds the server has. */
  async discover(): Promise<void> {
    const { groups } = (await this.#get('/apis')) as {
      readonly groups: readonly { readonly versions: readonly { readonly groupVersion: string }[] }[];
    };
    const versions = groups.flatMap((group) => group.versions.map(({ groupVersion }) => groupVersion));
    await Promise.all(['v1', ...versions].map((apiVersion) => this.#discover(apiVersion)));
  }

  async #discover(apiVersion: string): Promise<void> {
    const path = apiVersion === 'v1' ? '/api/v1' : `/apis/${apiVersion}`;
    const { resources } = (await this.#get(path)) as ResourceList;
    for (const { name, kind, namespaced, verbs } of resources) {
      if (name.includes('/') || !verbs.includes('create')) continue;
      this.#endpoints.set(key(apiVersion, kind), { path, resource: name, namespaced });
    }
  }

  async #get(path: string): Promise<unknown> {
    return JSON.parse((await this.#server.send('GET', path)).body);
  }

  /** `apiVersion kind` of everything that can be created. */
  get kinds(): string[] {
    return [...this.#endpoints.keys()].toSorted();
  }

  serves(apiVersion: string, kind: string): boolean {
    return this.#endpoints.has(key(apiVersion, kind));
  }

  /** The verdict on an object as it is written (https://kubernetes.io/docs/reference/using-api/api-concepts/#dry-run). */
  async verdict({ apiVersion, kind, namespace, text }: Sample): Promise<Verdict> {
    const endpoint = this.#endpoints.get(key(apiVersion, kind));
    if (!endpoint) throw new Error(`The API server has no ${apiVersion} ${kind}.`);
    const { path, resource, namespaced } = endpoint;
    const folder = namespaced ? `${path}/namespaces/${encodeURIComponent(namespace)}` : path;
    const reply = await this.#server.send('POST', `${folder}/${resource}?dryRun=All&fieldValidation=Strict`, {
      type: 'application/yaml',
      text,
    });
    const accepted = reply.status < 300 || reply.status === 409; // 409: there is one of that name, which is valid, too
    return {
      accepted,
      causes: accepted ? [] : causesOf(JSON.parse(reply.body) as Status),
      warnings: reply.warnings,
    };
  }
}

/** https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.36/#status-v1-meta */
interface Status {
  readonly reason?: string;
  readonly message?: string;
  readonly details?: {
    readonly causes?: readonly {
      readonly reason?: string;
      readonly message?: string;
      readonly field?: string;
    }[];
  };
}

function causesOf(status: Status): Cause[] {
  const message = status.message ?? '';
  if (status.reason === 'Invalid' && status.details?.causes) {
    return status.details.causes.map(({ reason = '?', message = '', field }) => ({ reason, message, field }));
  }
  const strict = [...message.matchAll(/(unknown|duplicate) field "([^"]+)"/g)].map(([text, what, field]) => ({
    reason: what === 'unknown' ? 'UnknownField' : 'DuplicateField',
    message: text,
    field,
  }));
  if (strict.length > 0) return strict;
  const duplicate = /key "([^"]*)" already set in map/.exec(message);
  if (duplicate) return [{ reason: 'DuplicateField', message, field: undefined }];
  const type = /cannot unmarshal \S+ into Go struct field [^. ]+\.(\S+) of type/.exec(message);
  if (type) return [{ reason: 'WrongType', message, field: type[1] }];
  if (
    /cannot unmarshal|unmarshalerDecoder|cannot restore|quantities must match|unable to parse/.test(message)
  ) {
    return [{ reason: 'WrongType', message, field: undefined }];
  }
  return [{ reason: status.reason ?? '?', message, field: undefined }];
}

function key(apiVersion: string, kind: string): string {
  return `${apiVersion} ${kind}`;
}
