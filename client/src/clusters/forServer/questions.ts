import type { ClusterSchemasParams, ClusterSchemasResult } from '../../../../server/src/core/protocol.ts';
import { ClusterSchemas } from '../../cluster/openapi/clusterSchemas.ts';
import { ContentStore } from '../../cluster/openapi/contentStore.ts';
import type { Explorer } from '../../explorer/explorer.ts';

/** What the language server may ask of the cluster that was chosen for the workspace. It is given nothing else. */
export class Questions {
  readonly #explorer: Explorer;
  readonly #schemas: ClusterSchemas;

  /** @param folder where schemas are kept. */
  constructor(explorer: Explorer, folder: string) {
    this.#explorer = explorer;
    this.#schemas = new ClusterSchemas(new ContentStore(folder));
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
