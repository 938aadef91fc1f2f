/**
 * Our reading of custom resource definitions on public ones, which are kept outside of this repository. Their objects were made for
 * CEL rules, so their fields are right: we report none as unknown, missing or of a wrong type. With each of their fields left out,
 * misspelt or of another type, we report what an independent validator (ajv) reports, at the same places.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { ROOT } from '../../scripts/build.ts';
import { findingsInFiles } from '../truth/engine.ts';
import { broken, causes, compileStructure, structureOf } from './structure.ts';

type Json = Readonly<Record<string, unknown>>;

interface Case {
  readonly id: string;
  readonly schema: Json;
  readonly objects: readonly Json[];
}

const FOLDER = join(process.env['KUBE_GUARDRAILS_ORACLES'] ?? join(ROOT, '../shared/oracles'), 'policy');

let compared = 0;
afterAll(() => {
  if (compared > 0) console.log(`ajv: the same in ${compared} broken custom resources`);
});

describe.each(['crd-semantics', 'crd-realworld'])('%s', (name) => {
  const file = join(FOLDER, `${name}.json`);
  const { cases } = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as { readonly cases: readonly Case[] })
    : { cases: [] };

  it('has cases', (context) => {
    if (!existsSync(file)) context.skip(`there is no ${file}; KUBE_GUARDRAILS_ORACLES names another folder`);
    expect(cases.length).toBeGreaterThan(30);
  });

  it.each(cases)('$id', ({ schema, objects }) => {
    expect(objects.map((object) => ours(schema, [object])[0])).toEqual(objects.map(() => []));
    const mutants = objects.slice(0, 3).flatMap((object) => [...broken(object)]);
    const validate = compileStructure(schema);
    const theirs = mutants.map((mutant) => structureOf(validate, mutant));
    const our = ours(schema, mutants);
    const differing = mutants.flatMap((mutant, index) =>
      isDeepStrictEqual(our[index], theirs[index]) ? [] : [{ our: our[index], theirs: theirs[index] }],
    );
    expect(differing).toEqual([]);
    compared += mutants.length;
  });
});

/** What we find in each of these objects: `unknown-field spec.x` and the like, sorted. */
function ours(schema: Json, objects: readonly Json[]): string[][] {
  const definition = { uri: 'file:///oracle/crd.yaml', text: JSON.stringify(definitionOf(schema)) };
  const files = objects.map((object, index) => ({
    uri: `file:///oracle/object-${index}.yaml`,
    text: JSON.stringify({ ...object, apiVersion: 'example.com/v1', kind: 'Sample' }),
  }));
  const found = findingsInFiles([definition, ...files]);
  return files.map(({ uri }) =>
    causes(
      (found.get(uri) ?? [])
        .filter(({ id }) => ['unknown-field', 'required-field', 'wrong-type'].includes(id))
        .map(({ id, path }) => `${id} ${path}`),
    ),
  );
}

function definitionOf(openAPIV3Schema: unknown): unknown {
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'samples.example.com' },
    spec: {
      group: 'example.com',
      scope: 'Namespaced',
      names: { plural: 'samples', kind: 'Sample' },
      versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema } }],
    },
  };
}
