import { describe, expect, it } from 'vitest';
import { SCHEMAS } from '../../../../../test/harness/schemas.ts';
import { BuiltInSchemas } from '../builtIn.ts';
import type { Schema } from '../schema.ts';
import { RETIRED_APIS } from './apis.ts';
import { DEFAULTS } from './defaults.ts';
import { LIST_RULES } from './listRules.ts';
import { UNENFORCED } from './unenforced.ts';

const pack = SCHEMAS.builtIn();
if (!pack) throw new Error('there is no schema pack');
const { minors } = pack;
const byMinor = new Map(minors.map((minor) => [minor, new BuiltInSchemas(pack, minor)]));

/** Whether a minor serves `apiVersion/kind`. */
function serves(minor: number, key: string): boolean {
  const slash = key.lastIndexOf('/');
  return byMinor.get(minor)?.kind(key.slice(0, slash), key.slice(slash + 1)) !== undefined;
}

describe('retired APIs', () => {
  it.each([...RETIRED_APIS].filter(([key]) => key !== 'v1/ComponentStatus'))(
    '%s is served until it is removed, and its replacement from when it is said to be',
    (key, { removedIn = Infinity, replacement }) => {
      const kind = key.slice(key.lastIndexOf('/') + 1);
      const last = minors.findLast((minor) => minor < removedIn);
      if (last !== undefined) expect(serves(last, key), `1.${last}`).toBe(true);
      for (const minor of minors.filter((one) => one >= removedIn)) {
        expect(serves(minor, key), `1.${minor}`).toBe(false);
      }
      if (!replacement) return;
      for (const minor of minors) {
        const isThere = serves(minor, `${replacement.apiVersion}/${replacement.kind ?? kind}`);
        expect(isThere, `${replacement.apiVersion} in 1.${minor}`).toBe(minor >= replacement.since);
      }
    },
  );

  it('covers every version of a kind that the pack has seen go', () => {
    const gone = Object.keys(pack.kinds).filter((key) => {
      const first = minors.findIndex((minor) => serves(minor, key));
      return first >= 0 && minors.slice(first).some((minor) => !serves(minor, key));
    });
    const missing = gone.filter((key) => !RETIRED_APIS.has(key));
    // Alpha versions come and go with every release.
    expect(missing.filter((key) => !/alpha/.test(key))).toEqual([]);
  });
});

describe('facts about fields', () => {
  const fields = new Map<string, Schema>();
  for (const schemas of byMinor.values()) {
    for (const name of Object.keys(pack.definitions)) {
      const owner = schemas.definition(name);
      for (const field of owner.fields?.values() ?? [])
        fields.set(`${owner.name}.${field.name}`, field.schema);
    }
  }

  it.each([...LIST_RULES])('%s is a list whose items have the keys', (place, { keys }) => {
    const schema = fields.get(place);
    expect(schema?.type).toBe('list');
    for (const key of keys) expect(schema?.items?.fields?.has(key), key).toBe(true);
  });

  it.each([...UNENFORCED])('%s is a field', (place) => {
    expect(fields.has(place)).toBe(true);
  });

  it.each(Object.entries(DEFAULTS))('%s takes its default', (place, value) => {
    const schema = fields.get(place);
    const types =
      typeof value === 'number'
        ? ['integer', 'intOrString']
        : typeof value === 'boolean'
          ? ['boolean']
          : ['string', 'intOrString'];
    expect(types).toContain(schema?.type);
    if (schema?.enum) expect(schema.enum).toContain(value);
  });
});
