import { setTimeout as pause } from 'node:timers/promises';
import type { Connection } from 'vscode-languageserver/node';
import type { Minor } from '../core/kinds/versions.ts';
import { parseVersion } from '../core/kinds/versions.ts';
import type { ClusterSchemasParams, ClusterSchemasResult, SchemaFile } from '../core/protocol.ts';
import { CLUSTER_CHANGED, CLUSTER_SCHEMAS } from '../core/protocol.ts';
import { ClusterKinds, DocumentKinds } from '../core/schema/cluster/clusterKinds.ts';
import type { Pack } from '../core/schema/pack.ts';
import { readSchemaFile } from '../io/schemaFile.ts';
import { logError } from './errors.ts';

interface Parts {
  readonly connection: Connection;
  readonly bundled: () => Pack | undefined;
  /** What was found for `cluster` no longer holds. */
  readonly onChange: () => void;
}

/**
 * What the cluster that was chosen in the editor says of its kinds. The editor is asked for what manifests need, and nothing waits
 * for it: until its answer is there, the bundled schemas count.
 */
export class ChosenCluster {
  readonly kinds = new ClusterKinds((groupVersion) => this.#want(groupVersion));
  readonly #parts: Parts;
  readonly #wanted = new Set<string>();
  readonly #hashes = new Map<string, string>();
  #answer: Omit<ClusterSchemasResult, 'files'> | undefined;
  #isAsking = false;
  #isDue = false;
  #mustRefresh = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
    parts.connection.onNotification(CLUSTER_CHANGED, () => this.#refresh());
  }

  /** `undefined` while it is not known. */
  get version(): Minor | undefined {
    return parseVersion(this.#answer?.kubernetesVersion ?? '');
  }

  /** The context whose schemas are used. */
  get context(): string | undefined {
    return this.version === undefined ? undefined : this.#answer?.context;
  }

  /** Why there is nothing of a cluster, or nothing new. */
  get notice(): string | undefined {
    return this.#answer?.notice;
  }

  #want(groupVersion: string): void {
    if (this.#wanted.has(groupVersion)) return;
    this.#wanted.add(groupVersion);
    this.#askSoon();
  }

  /** Asks the cluster again, if it was ever asked. */
  #refresh(): void {
    if (this.#wanted.size === 0) return;
    this.#mustRefresh = true;
    this.#askSoon();
  }

  /** What is wanted at about the same time is asked for at once. */
  #askSoon(): void {
    this.#isDue = true;
    if (this.#isAsking) return;
    this.#isAsking = true;
    void this.#ask()
      .catch((error: unknown) => logError(this.#parts.connection, CLUSTER_SCHEMAS, error))
      .finally(() => {
        this.#isAsking = false;
      });
  }

  async #ask(): Promise<void> {
    while (this.#isDue) {
      await pause(TOGETHER);
      this.#isDue = false;
      const params: ClusterSchemasParams = { groupVersions: [...this.#wanted], refresh: this.#mustRefresh };
      this.#mustRefresh = false;
      const result = await this.#request(params);
      const isNew = await this.#take(params.groupVersions, result);
      if (isNew) this.#parts.onChange();
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#refresh(), REFRESH).unref();
  }

  async #request(params: ClusterSchemasParams): Promise<ClusterSchemasResult> {
    try {
      return await this.#parts.connection.sendRequest<ClusterSchemasResult>(CLUSTER_SCHEMAS, params);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return { files: {}, kinds: [], notice: `the cluster could not be asked: ${reason}` };
    }
  }

  /** Says whether anything differs from before. */
  async #take(
    groupVersions: readonly string[],
    { files, ...answer }: ClusterSchemasResult,
  ): Promise<boolean> {
    const before = this.#answer;
    const isOther =
      before?.context !== answer.context || before?.kubernetesVersion !== answer.kubernetesVersion;
    this.#answer = answer;
    if (isOther) {
      this.kinds.clear();
      this.#hashes.clear();
    }
    if (answer.notice !== undefined && answer.notice !== before?.notice)
      this.#parts.connection.console.warn(`Kubernetes version "cluster": ${answer.notice}`);
    this.kinds.served = answer.kinds;
    let isNew = isOther || before?.notice !== answer.notice;
    for (const groupVersion of groupVersions) {
      isNew = (await this.#read(groupVersion, files[groupVersion])) || isNew;
    }
    return isNew;
  }

  async #read(groupVersion: string, file: SchemaFile | undefined): Promise<boolean> {
    const hash = file?.hash ?? '';
    if (this.#hashes.get(groupVersion) === hash) return false;
    const document = file && (await this.#document(groupVersion, file));
    // What could not be read is read again with the next answer.
    if (document || !file) this.#hashes.set(groupVersion, hash);
    this.kinds.set(groupVersion, document);
    return true;
  }

  async #document(groupVersion: string, { path }: SchemaFile): Promise<DocumentKinds | undefined> {
    const text = await readSchemaFile(path);
    const minor = this.version;
    if (text === undefined || minor === undefined) return undefined;
    const bundled = this.#parts.bundled();
    try {
      const { readDocument } = await import('../core/schema/cluster/readDocument.ts');
      const document = readDocument(text, groupVersion, minor, bundled);
      return document && new DocumentKinds(document, { groupVersion, minor, bundled });
    } catch (error) {
      logError(this.#parts.connection, `Reading the schemas of ${groupVersion}`, error);
      return undefined;
    }
  }
}

/** What is wanted within so many milliseconds is asked for together. */
const TOGETHER = 20;
/** After so many milliseconds the cluster is asked again. */
const REFRESH = 10 * 60_000;
