import { locksOf } from '../change/locks.ts';

/** The server's own rendering of a list (https://kubernetes.io/docs/reference/using-api/api-concepts/#receiving-resources-as-tables). */
export const TABLE = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json';

export interface TableBody {
  readonly kind?: string;
  readonly metadata?: { readonly resourceVersion?: string; readonly continue?: string };
  readonly columnDefinitions?: readonly Column[] | null;
  readonly rows?: readonly TableRow[] | null;
}

export interface Column {
  readonly name: string;
  readonly type: string;
  readonly format?: string;
  readonly description?: string;
  /** 0: always shown; above: only in wide output. */
  readonly priority?: number;
}

export interface TableRow {
  readonly cells: readonly unknown[];
  readonly object?: { readonly metadata?: ObjectMeta };
}

export interface ObjectMeta {
  readonly name?: string;
  readonly namespace?: string;
  readonly uid?: string;
  readonly resourceVersion?: string;
  readonly creationTimestamp?: string;
  readonly deletionTimestamp?: string;
  readonly finalizers?: readonly string[];
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly ownerReferences?: readonly {
    readonly uid: string;
    readonly kind: string;
    readonly name: string;
    readonly controller?: boolean;
  }[];
}

/** What is kept of a row; 10,000 of them take some megabytes. */
export interface Row {
  readonly uid: string;
  readonly name: string;
  readonly namespace: string | undefined;
  readonly cells: readonly (string | number | boolean | null)[];
  readonly resourceVersion: string;
  /** Milliseconds since 1970. */
  readonly created: number;
  readonly deleting: boolean;
  /** Finalizers that keep it from going, if it is being deleted (https://kubernetes.io/docs/concepts/overview/working-with-objects/finalizers/). */
  readonly heldBy?: readonly string[];
  /** When its cells were printed, in milliseconds since 1970: some of them say how long ago something was. */
  readonly printed?: number;
  /** Uid of the controlling owner. */
  readonly owner: string | undefined;
  readonly labels: Readonly<Record<string, string>> | undefined;
  /** Whether something says that it is not to be deleted. */
  readonly locked: boolean;
}

export function rowOf({ cells, object }: TableRow): Row {
  const { metadata = {} } = object ?? {};
  return {
    uid: metadata.uid ?? `${metadata.namespace ?? ''}/${metadata.name ?? String(cells[0])}`,
    name: metadata.name ?? String(cells[0]),
    namespace: metadata.namespace,
    cells: cells.map(cellOf),
    resourceVersion: metadata.resourceVersion ?? '',
    created: Date.parse(metadata.creationTimestamp ?? ''),
    deleting: metadata.deletionTimestamp !== undefined,
    ...(metadata.deletionTimestamp && metadata.finalizers ? { heldBy: metadata.finalizers } : {}),
    printed: Date.now(),
    owner: metadata.ownerReferences?.find(({ controller }) => controller)?.uid,
    labels: metadata.labels,
    locked: locksOf({ ...metadata, takesOthers: true }).length > 0,
  };
}

function cellOf(value: unknown): string | number | boolean | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? value
    : JSON.stringify(value);
}
