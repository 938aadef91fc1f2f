import { object } from '../openApi.ts';
import type { Pack } from '../pack.ts';

const PREFIX = '#/components/schemas/';
const BUILT_IN =
  /^io\.k8s\.(?:api|kube-aggregator\.pkg\.apis|apiextensions-apiserver\.pkg\.apis|apimachinery\.pkg\.apis)\.([\w-]+)\.(v\w+)\.(\w+)$/;

/** Whether a schema is that of a type of Kubernetes itself. */
export function isBuiltIn(name: string): boolean {
  return BUILT_IN.test(name);
}

/** The name of a schema that a reference leads to. */
export function nameOfRef(reference: string): string {
  return reference.startsWith(PREFIX) ? reference.slice(PREFIX.length) : reference;
}

/**
 * The names that the type packages have for the schemas of a document: `V1DeploymentSpec` for `io.k8s.api.apps.v1.DeploymentSpec`,
 * and `CoreV1Event` where a name alone could be that of another group's type.
 */
export function definitionNames(
  names: readonly string[],
  bundled: Pick<Pack, 'definitions'> | undefined,
): (name: string) => string {
  const known = new Map<string, string>();
  const taken = new Set<string>();
  for (const name of names) {
    const [, group = '', version = '', kind = name] = BUILT_IN.exec(name) ?? [];
    const short = capital(version) + kind;
    const long = capital(group) + short;
    const own = bundled?.definitions[long] !== undefined || taken.has(short) ? long : short;
    taken.add(own);
    known.set(name, own);
  }
  return (name) => known.get(name) ?? name;
}

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}

/** A schema whose references are plain names. */
export function plainRef(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(plainRef);
  const source = object(schema);
  if (!source) return schema;
  return Object.fromEntries(
    Object.entries(source).map(([key, value]) => [
      key,
      key === '$ref' && typeof value === 'string' ? nameOfRef(value) : plainRef(value),
    ]),
  );
}
