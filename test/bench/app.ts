import { Random } from './random.ts';

/** An application of the generated workspace: its objects refer to each other and are right, but for a few faults. */
export interface App {
  readonly name: string;
  readonly team: string;
  readonly version: string;
  readonly image: string;
  readonly random: Random;
}

const TEAMS = ['accounts', 'billing', 'delivery', 'insights', 'media', 'search'] as const;
const PARTS = ['api', 'web', 'worker', 'gateway', 'importer', 'mailer', 'indexer', 'reports'] as const;
const REGISTRIES = ['registry.example.com/shop', 'ghcr.io/example', 'docker.io/example'] as const;

/** `part` makes the objects of one application differ, so that no two documents are equal. */
export function makeApp(serial: number, part: number): App {
  const random = new Random(serial + 1);
  const team = random.pick(TEAMS);
  const name = `${team}-${random.pick(PARTS)}-${serial}`;
  const version = `${random.int(1, 4)}.${random.int(0, 20)}.${random.int(0, 9)}`;
  const tag = random.percent(5) ? 'latest' : version; // a fault now and then, as in life
  const image = `${random.pick(REGISTRIES)}/${name}:${tag}`;
  return { name, team, version, image, random: new Random(serial * 16 + part + 1) };
}

export function metadata({ name, team, version }: App, suffix = ''): string {
  return `metadata:
  name: ${name}${suffix}
  namespace: ${team}
  labels:
    app.kubernetes.io/name: ${name}
    app.kubernetes.io/part-of: ${team}
    app.kubernetes.io/version: "${version}"
    app.kubernetes.io/managed-by: kubectl
`;
}

/** Moves every line that is not empty to the right. */
export function indent(width: number, text: string): string {
  return text.replaceAll(/^(?=.)/gm, ' '.repeat(width));
}

/** The texts that `make` gives for 0, 1, 2 ... */
export function repeat(count: number, make: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => make(index)).join('');
}
