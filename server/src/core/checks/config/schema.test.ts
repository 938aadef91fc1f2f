import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../../../../scripts/build.ts';
import { ManifestDocument } from '../../manifest/document.ts';
import { CHECKS } from '../index.ts';
import { readConfig } from './read.ts';
import { configSchema } from './schema.ts';
import { STARTER_CONFIG } from './starter.ts';

const validate = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true })
  .addVocabulary(['enumDescriptions'])
  .compile(configSchema(CHECKS));

function problems(text: string): { read: string[]; schema: string[] } {
  const document = new ManifestDocument(text);
  const { findings } = readConfig(document, CHECKS);
  validate(document.root.toJSON());
  return {
    read: findings.map(({ path }) => path),
    schema: (validate.errors ?? []).map(({ instancePath }) => instancePath),
  };
}

/** A config file without the comment signs in front of its settings. */
function uncommented(text: string): string {
  return text.replaceAll(/^# (?=\s*(?:- )?["\w-]+(?::|\/|$))/gm, '');
}

describe('the schema of the config file', () => {
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
  const example = /```yaml\n(kubernetesVersion: .*?)```/s.exec(readme)?.[1] ?? '';

  it.each([
    ['an empty file', ''],
    ['the example of the README', example],
    ['the starter', STARTER_CONFIG],
    ['the starter with all of its settings', uncommented(STARTER_CONFIG)],
    ['a preset without a list', 'extends: strict'],
  ])('and the reader accept %s', (_, text) => {
    expect(problems(text === '' ? '{}' : text)).toEqual({ read: [], schema: [] });
  });

  it('is what the starter shows in full', () => {
    const keys = Array.from(uncommented(STARTER_CONFIG).matchAll(/^(\w+):/gm), ([, key]) => key);
    expect(new Set(keys)).toEqual(new Set(Object.keys(configSchema(CHECKS).properties ?? {})));
  });

  it.each([
    'chekcs: {}',
    'extends: [strickt]',
    'checks: { host-port: eror }',
    'checks: { image-registry-not-allowed: { registries: 3 } }',
    'checks: { host-port: { registries: [] } }',
    'overrides: [{ kind: [Job] }]',
    'overrides: {}',
    'ignore: [3]',
  ])('and the reader both refuse %s', (text) => {
    const { read, schema } = problems(text);
    expect(read.length).toBeGreaterThan(0);
    expect(schema.length).toBeGreaterThan(0);
  });
});
