import type {
  ClusterNamesParams,
  ClusterNamesResult,
  ClusterSchemasParams,
  ClusterSchemasResult,
} from '../../../../server/src/core/protocol.ts';
import { KnownNames } from '../../cluster/names/knownNames.ts';
import { ClusterSchemas } from '../../cluster/openapi/clusterSchemas.ts';
import { ContentStore } from '../../cluster/openapi/contentStore.ts';
import type { Explorer } from '../../explorer/explorer.ts';

/** What the language server may ask of the cluster that was chosen for the workspace. It is given nothing else. */
export class Questions {
  readonly #explorer: Explorer;
  readonly #schemas: ClusterSchemas;
  readonly #names: KnownNames;

  /**
   * @param folder where schemas are kept.
   * @param onFailure told why names cannot be read, which is no reason to disturb anybody.
   */
  constructor(explorer: Explorer, folder: string, onFailure: (message: string) => void) {
    this.#explorer = explorer;
    this.#schemas = new ClusterSchemas(new ContentStore(folder));
    this.#names = new KnownNames((context, message) => onFailure(`${context}: no names: ${message}`));
  }

  /** Reads names anew next time. */
  forgetNames(): void {
    this.#names.forget();
  }

  async names(context: string, question: ClusterNamesParams): Promise<ClusterNamesResult> {
    try {
      return { context, names: await this.#names.of(await this.#explorer.session(context), question) };
    } catch {
      return { context, names: [] }; // the kubeconfig lacks a part of it, which the view tells
    }
  }

  async schemas(context: string, question: ClusterSchemasParams): Promise<ClusterSchemasResult> {
    try {
      const session = await this.#explorer.session(context);
      return { context, ...(await this.#schemas.read(session, question)) };
    } catch (error) {
      const reason = (error instanceof Error ? error.message : String(error)).replace(/\.$/, '');
      const notice = `the schemas of ${context} cannot be read (${reason}), so the latest known version is used`;
      return { context, files: {}, kinds: [], notice };
    }
  }
}
