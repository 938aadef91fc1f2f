import type {
  ClusterNamesParams,
  ClusterNamesResult,
  ClusterSchemasParams,
  ClusterSchemasResult,
} from '../../server/src/core/protocol.ts';
import type { Questions } from './clusters/forServer/questions.ts';
import type { WorkspaceContext } from './workspaceContext.ts';

/** The code that reaches clusters, as far as it answers. */
interface Loaded {
  readonly questions: Questions;
}

/**
 * Answers the language server for the cluster that was chosen for the workspace. What reaches clusters is loaded with the first
 * question while one is chosen.
 */
export class ClusterAnswers {
  readonly #chosen: WorkspaceContext;
  readonly #load: () => Promise<Loaded>;
  /** Fires when another cluster was chosen. */
  readonly onDidChange: WorkspaceContext['onDidChange'];

  constructor(chosen: WorkspaceContext, load: () => Promise<Loaded>) {
    this.#chosen = chosen;
    this.#load = load;
    this.onDidChange = chosen.onDidChange;
  }

  async schemas(question: ClusterSchemasParams): Promise<ClusterSchemasResult> {
    const { name } = this.#chosen;
    if (name === undefined) return { files: {}, kinds: [], notice: NONE_CHOSEN };
    return (await this.#load()).questions.schemas(name, question);
  }

  async names(question: ClusterNamesParams): Promise<ClusterNamesResult> {
    const { name } = this.#chosen;
    if (name === undefined) return { names: [] };
    return (await this.#load()).questions.names(name, question);
  }
}

const NONE_CHOSEN =
  'no cluster is chosen for this workspace (run "Choose the Cluster of This Workspace"), so the latest known version is used';
