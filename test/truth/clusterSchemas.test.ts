import { expect, vi } from 'vitest';
import type { PlacedFinding } from '../../server/src/core/checks/finding.ts';
import { BuiltInSchemas } from '../../server/src/core/schema/builtIn.ts';
import type { Pack } from '../../server/src/core/schema/pack.ts';
import { SCHEMAS } from '../harness/schemas.ts';
import { clusterKinds } from './clusterKinds.ts';
import { Engine, findingsIn } from './engine.ts';
import { test } from './judgeTest.ts';
import { mutantsOf } from './mutate.ts';
import { validObjects } from './objects.ts';
import { schemaDifferences } from './schemaDifferences.ts';

test('a cluster says of its kinds what the bundled schemas say of them', async ({ server }) => {
  const cluster = await clusterKinds(server);
  const ours = new BuiltInSchemas(SCHEMAS.builtIn() as Pack, 36);

  const seen = new Set<string>();
  const differences: string[] = [];
  let kinds = 0;
  for (const { apiVersion, kind } of ours.kinds()) {
    const [version = '', group = ''] = apiVersion.split('/').toReversed();
    const theirs = cluster.get({ group, version, kind });
    const own = ours.kind(apiVersion, kind);
    if (!theirs || !own) continue; // an alpha version that is not switched on
    kinds++;
    differences.push(...schemaDifferences(own, theirs, kind, seen));
  }
  console.log(`${kinds} kinds, ${seen.size} types, ${differences.length} differences`);
  expect(kinds).toBeGreaterThan(80);
  expect(differences).toEqual([]);
});

test('the same is found by the schemas of a cluster as by the bundled ones', async ({ server, judge }) => {
  const cluster = await clusterKinds(server);
  const asked = vi.spyOn(cluster, 'get');
  const engine = new Engine(cluster);
  const valid = validObjects((apiVersion, kind) => judge.serves(apiVersion, kind));
  const samples = [...valid, ...valid.flatMap((one) => mutantsOf(one, 1))];
  const differing = samples.filter(({ text }) => said(findingsIn(text)) !== said(engine.findingsIn(text)));
  const share = (1 - differing.length / samples.length) * 100;
  expect(asked.mock.results.filter(({ value }) => value !== undefined).length).toBeGreaterThan(
    samples.length / 2,
  );
  console.log(`${samples.length} objects, the same findings in ${share.toFixed(2)} % of them`);
  expect(
    differing
      .slice(0, 20)
      .map(({ name, text }) => [name, said(findingsIn(text)), said(engine.findingsIn(text))]),
  ).toEqual([]);
});

function said(findings: readonly PlacedFinding[]): string {
  return findings.map(({ id, path, message }) => `${id} ${path}: ${message}`).join('\n');
}
