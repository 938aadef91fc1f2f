/** What the editor and the language server say to each other beyond LSP. Data and types only: the client imports it. */

/** `initializationOptions` of the `initialize` request; every member may be missing. */
export interface InitializationOptions {
  /** Link to a check's page, `{id}` stands for the check. Without it: the `file:` address of the page beside the server. */
  readonly pageLink?: string;
  /**
   * How findings reach the editor. Without it the editor asks for them (`pull`) if it says that it can
   * (`textDocument.diagnostic`), else they are sent (`push`).
   */
  readonly diagnostics?: 'push' | 'pull';
  /** The editor answers for a cluster: `CLUSTER_SCHEMAS` and `CLUSTER_NAMES`. */
  readonly clusters?: boolean;
}

/** Notification to the client after findings or settings changed. Counts cover every file that is known. */
export const STATUS = 'kubeGuardrails/status';
export interface StatusParams {
  readonly errors: number;
  readonly warnings: number;
  readonly informations: number;
  /** Version in force for the files at the root, such as `1.36`. */
  readonly kubernetesVersion: string;
  /** The context whose version it is, where a cluster says it. */
  readonly context?: string;
  /** What to know of it: which schemas are used, where its own are not known. */
  readonly notice?: string;
}

/** Request: the Kubernetes version in force for the YAML document at a position. `null` where nothing is checked. */
export const DOCUMENT_VERSION = 'kubeGuardrails/documentVersion';
export interface DocumentVersion {
  /** Such as `1.36`. */
  readonly kubernetesVersion: string;
  /** The context whose version it is, where a cluster says it. */
  readonly context?: string;
  /** A comment in the document says so, and not a setting. */
  readonly isOwn: boolean;
  /** What to know of it: which schemas are used, where its own are not known. */
  readonly notice?: string;
}

/** Request: scan the whole workspace now, whatever the settings say. Shows progress and can be cancelled. */
export const CHECK_WORKSPACE = 'kubeGuardrails/checkWorkspace';
export interface CheckWorkspaceResult {
  readonly files: number;
  readonly objects: number;
  readonly errors: number;
  readonly warnings: number;
  readonly informations: number;
  readonly cancelled: boolean;
}

/** Request: check objects of a cluster. Nothing of them is kept, and they are no part of the workspace. */
export const CHECK_OBJECTS = 'kubeGuardrails/checkObjects';
export interface CheckObjectsParams {
  /** Each the JSON of one object, without values of Secrets, status and what the cluster fills in. */
  readonly texts: readonly string[];
  /** Of the cluster, such as `1.36`. */
  readonly kubernetesVersion?: string;
}
export interface ObjectFinding {
  /** Which of the texts. */
  readonly object: number;
  readonly id: string;
  readonly severity: 'error' | 'warning' | 'information';
  readonly message: string;
  /** The field, as the API server writes it; '' for the object as a whole. */
  readonly path: string;
}

/**
 * Request to the client: what the cluster that was chosen for the workspace says of its kinds. The server itself reaches no
 * cluster; it reads the files that it is told of.
 */
export const CLUSTER_SCHEMAS = 'kubeGuardrails/clusterSchemas';
export interface ClusterSchemasParams {
  /** Versions of API groups of which something is to be known, such as `v1` and `apps/v1`. */
  readonly groupVersions: readonly string[];
  /** Ask the cluster again, whenever it was asked last. */
  readonly refresh: boolean;
}
export interface ClusterSchemasResult {
  /** The chosen context; missing if there is none. */
  readonly context?: string;
  /** Of the cluster, such as `1.36`. */
  readonly kubernetesVersion?: string;
  /** By version of an API group: OpenAPI v3 in JSON. What the cluster does not serve is missing. */
  readonly files: Readonly<Record<string, SchemaFile>>;
  /** What the cluster serves, as `[apiVersion, kind]`. */
  readonly kinds: readonly (readonly [apiVersion: string, kind: string])[];
  /** What to know of it: why there is nothing, or that it is from before. */
  readonly notice?: string;
}
export interface SchemaFile {
  readonly path: string;
  /** Of the content. */
  readonly hash: string;
}

/** Notification to the server: another cluster was chosen, or it is to be asked again. */
export const CLUSTER_CHANGED = 'kubeGuardrails/clusterChanged';

/** Request to the client: what the chosen cluster has under a name. Values are never part of it. */
export const CLUSTER_NAMES = 'kubeGuardrails/clusterNames';
export interface ClusterNamesParams {
  /** `keys`: those of one ConfigMap or Secret. `images`: those that workloads use. */
  readonly what: 'objects' | 'keys' | 'images';
  /** Of the objects; Kubernetes' own kinds only. */
  readonly kind?: string;
  /** Missing: that of the context. */
  readonly namespace?: string;
  /** Of the object whose keys are meant. */
  readonly name?: string;
}
export interface ClusterNamesResult {
  /** The chosen context; missing if there is none. */
  readonly context?: string;
  readonly names: readonly string[];
}
