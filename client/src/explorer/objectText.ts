import { Document, isMap, stringify } from 'yaml';

/** How an object is shown. */
export interface TextOptions {
  /** With `managedFields`, which say who set what. */
  readonly managedFields: boolean;
}

const MASK = '(hidden)';
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

type Json = Record<string, unknown>;

/** An object as YAML. The values of Secrets are masked, wherever they stand. */
export function objectText(object: unknown, { managedFields }: TextOptions): string {
  const copy = structuredClone(object) as Json;
  const metadata = copy['metadata'] as Json | undefined;
  if (metadata && !managedFields) delete metadata['managedFields'];
  if (copy['kind'] === 'Secret') mask(copy, metadata);
  const document = new Document(inOrder(copy), { aliasDuplicateObjects: false });
  if (!isMap(document.contents)) return stringify(copy);
  return document.toString({ lineWidth: 0 });
}

function mask(secret: Json, metadata: Json | undefined): void {
  for (const field of ['data', 'stringData']) {
    const values = secret[field];
    if (typeof values === 'object' && values !== null) {
      secret[field] = Object.fromEntries(Object.keys(values).map((key) => [key, MASK]));
    }
  }
  const annotations = metadata?.['annotations'] as Json | undefined;
  if (annotations && LAST_APPLIED in annotations) annotations[LAST_APPLIED] = MASK;
}

const ORDER = ['apiVersion', 'kind', 'metadata', 'type', 'spec', 'data'];

/** The usual order of fields; `status` stays last. */
function inOrder(object: Json): Json {
  const first = ORDER.filter((key) => key in object);
  const rest = Object.keys(object).filter((key) => !ORDER.includes(key) && key !== 'status');
  const last = 'status' in object ? ['status'] : [];
  return Object.fromEntries([...first, ...rest, ...last].map((key) => [key, object[key]]));
}
