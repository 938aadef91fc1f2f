import type { Json } from '../../look/comparable.ts';
import { asMap } from '../../look/comparable.ts';
import type { Session } from '../../session.ts';
import type { Plan } from '../plan.ts';
import type { Target } from './target.ts';
import { count, mergePatch, ownerLines, placeOf } from './target.ts';

/** A new value of a key; without one, the key is taken away. */
export interface SecretChange {
  readonly key: string;
  readonly value: Buffer | undefined;
}

/** The values of a Secret by their keys. They stay in memory. */
export function valuesOf(secret: Json): ReadonlyMap<string, Buffer> {
  const data = Object.entries(asMap(secret['data']) ?? {});
  return new Map(data.map(([key, value]) => [key, Buffer.from(String(value), 'base64')]));
}

/** Changes one value of a Secret and leaves the others alone; refused where the Secret has changed since it was read. */
export async function planSecretValue(
  session: Session,
  target: Target,
  before: Json,
  { key, value }: SecretChange,
): Promise<Plan> {
  const { name, path } = target;
  if (before['immutable'] === true)
    throw new Error(`Secret ${name} is immutable: make another one, and have its users name that`);
  const old = valuesOf(before).get(key);
  if (value !== undefined && old?.equals(value))
    throw new Error(`${key} has this value already: nothing to do`);
  const { resourceVersion } = asMap(before['metadata']) ?? {};
  const body = { metadata: { resourceVersion }, data: { [key]: value?.toString('base64') ?? null } };
  const was = old === undefined ? 'not there' : count(old.length, 'byte');
  const will = value === undefined ? 'not there' : count(value.length, 'byte');
  return {
    about: {
      title: value === undefined ? `Take ${key} out of Secret ${name}?` : `Save ${key} of Secret ${name}?`,
      ...placeOf(target),
      details: [
        `${key}: ${was} → ${will}. Its other values stay, and no value is shown.`,
        'Programs that read it as a variable get it when they start anew; mounted files follow after a minute or so.',
        ...(await ownerLines(session, before)),
      ],
      action: value === undefined ? 'Take Out' : 'Save',
    },
    steps: [mergePatch(path, body, { action: 'edited', before })],
  };
}

/** What is wrong with the name of a key (https://kubernetes.io/docs/concepts/configuration/secret/#restriction-names-data). */
export function keyProblem(key: string): string | undefined {
  return /^[-._a-zA-Z0-9]{1,253}$/.test(key) && key !== '.' && key !== '..'
    ? undefined
    : 'Letters, digits, dashes, underscores and dots.';
}
