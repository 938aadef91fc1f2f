import { expect, it } from 'vitest';
import { SCHEMAS } from '../../../../test/harness/schemas.ts';
import { ManifestDocument } from '../manifest/document.ts';
import { BuiltInSchemas } from './builtIn.ts';
import { ANYTHING } from './schema.ts';
import type { Schema } from './schema.ts';
import { validate } from './validate.ts';

const VERSION = 36;

/** Every object type below the kinds that the newest version serves. */
function objectTypes(): Set<Schema> {
  const pack = SCHEMAS.builtIn();
  const builtIn = pack && new BuiltInSchemas(pack, VERSION);
  const found = new Set<Schema>();
  const visit = (schema: Schema | undefined): void => {
    if (!schema || found.has(schema)) return;
    if (schema.fields) found.add(schema);
    for (const { schema: inner } of schema.fields?.values() ?? []) visit(inner);
    visit(schema.items);
    visit(schema.values);
  };
  for (const { apiVersion, kind } of builtIn?.kinds() ?? []) visit(builtIn?.kind(apiVersion, kind));
  return found;
}

/** One letter left out, doubled, swapped with the next, replaced, or of the other case. */
function misspellings(name: string, at: number): Set<string> {
  const before = name.slice(0, at);
  const letter = name.charAt(at);
  const after = name.slice(at + 1);
  return new Set([
    before + after,
    before + letter + letter + after,
    before + after.slice(0, 1) + letter + after.slice(1),
    `${before}${letter === 'q' ? 'w' : 'q'}${after}`,
    before + (letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase()) + after,
  ]);
}

it(
  'finds every field of every kind misspelt by one letter, and names the right one',
  { timeout: 60_000 },
  () => {
    const wrong: string[] = [];
    let count = 0;
    for (const schema of objectTypes()) {
      for (const [index, name] of [...(schema.fields?.keys() ?? [])].entries()) {
        for (const word of misspellings(name, (index * 7 + count) % name.length)) {
          if (word === '' || schema.fields?.has(word)) continue;
          count++;
          const [problem] = problemsOf(word, schema);
          if (!problem?.endsWith(`did you mean "${name}"?`)) {
            wrong.push(`${schema.name}.${name}: ${word}: ${problem}`);
          }
        }
      }
    }
    expect(count).toBeGreaterThan(10_000);
    expect(wrong.length / count, wrong.join('\n')).toBeLessThan(0.005);
  },
);

function problemsOf(key: string, schema: Schema): string[] {
  const document = new ManifestDocument(
    `apiVersion: v1\nkind: X\nmetadata: { name: x }\nspec: { ${JSON.stringify(key)}: }\n`,
  );
  const [resource] = document.resources;
  if (!resource) throw new Error('no object');
  const root: Schema = {
    type: 'object',
    open: true,
    fields: new Map([['spec', { name: 'spec', schema, required: false, description: undefined }]]),
    values: ANYTHING,
  };
  return validate(resource, root, { version: VERSION, partial: true }).map(({ message }) => message);
}
