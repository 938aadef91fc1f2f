import { Document, isMap, isScalar, stringify } from 'yaml';
import { API_DIALECT } from '../../../server/src/core/manifest/yamlDialect.ts';
import { maskSecrets } from '../cluster/look/mask.ts';

/** How an object is shown. */
export interface TextOptions {
  /** With `managedFields`, which say who set what. */
  readonly managedFields?: boolean;
  /** With the values of Secrets, because somebody asked to see those of this very object. */
  readonly secrets?: boolean;
}

type Json = Record<string, unknown>;

/** An object as YAML. The values of Secrets are masked, wherever they stand. */
export function objectText(object: unknown, options: TextOptions = {}): string {
  return yamlText(options.secrets ? structuredClone(object) : maskSecrets(object), options);
}

/** As `objectText`, of a copy that is masked already, or whose Secrets are to be seen. */
export function yamlText(
  copy: unknown,
  { managedFields = false, secrets = false }: TextOptions = {},
): string {
  if (typeof copy !== 'object' || copy === null) return stringify(copy);
  for (const one of [copy, ...itemsOf(copy as Json)]) {
    const metadata = (one as Json)['metadata'] as Json | undefined;
    if (metadata && !managedFields) delete metadata['managedFields'];
  }
  // What YAML 1.1 takes for something else stands in quotes, so that it is read back as it is.
  const document = new Document(inOrder(copy as Json), { ...API_DIALECT, aliasDuplicateObjects: false });
  if (secrets) explainData(document);
  return document.toString({ lineWidth: 0 });
}

function itemsOf({ items }: Json): readonly unknown[] {
  return Array.isArray(items) ? items.filter((item) => typeof item === 'object' && item !== null) : [];
}

/** Writes behind each base64 value of a Secret what it says, where that is a line of text. */
function explainData(document: Document): void {
  const data = document.get('kind') === 'Secret' ? document.get('data') : undefined;
  if (!isMap(data)) return;
  for (const { value } of data.items) {
    if (!isScalar(value) || typeof value.value !== 'string') continue;
    const text = Buffer.from(value.value, 'base64').toString('utf8');
    if (PRINTABLE.test(text)) value.comment = ` ${text}`;
  }
}

const PRINTABLE = /^[^\p{C}\p{Z}\u{FFFD}](?:[^\p{C}\p{Z}\u{FFFD}]| ){0,199}$/u;

const ORDER = ['apiVersion', 'kind', 'metadata', 'type', 'spec', 'data'];

/** The usual order of fields; `status` stays last. */
function inOrder(object: Json): Json {
  const first = ORDER.filter((key) => key in object);
  const rest = Object.keys(object).filter((key) => !ORDER.includes(key) && key !== 'status');
  const last = 'status' in object ? ['status'] : [];
  return Object.fromEntries([...first, ...rest, ...last].map((key) => [key, object[key]]));
}
