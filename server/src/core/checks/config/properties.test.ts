import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { stringify } from 'yaml';
import { ManifestDocument } from '../../manifest/document.ts';
import { CHECKS } from '../index.ts';
import { readConfig } from './read.ts';
import { resolveConfig } from './resolve.ts';

const WORDS =
  'kubernetesVersion extends checks overrides waivers ignore customChecks files kinds containers names field required pattern values schema severity on value mine image-tag-latest resource-range minCpu strict off error forbidden spec.containers[*].image __proto__ constructor [ ( **'.split(
    ' ',
  );
const word = fc.constantFrom(...WORDS);
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 6, withCrossShrink: true },
    fc.oneof(word, fc.boolean(), fc.integer(), fc.constant(null)),
    fc.array(tie('tree'), { maxLength: 3 }),
    fc
      .array(fc.tuple(word, tie('tree')), { maxLength: 5 })
      .map((entries) => Object.fromEntries(entries) as unknown),
  ),
}));

const RESOURCE = { kind: 'Pod', namespace: undefined, name: 'web' };

it('no config file makes reading or applying it fail, and every fix can be worked out', () => {
  fc.assert(
    fc.property(tree, (value) => {
      const document = new ManifestDocument(stringify(value, { aliasDuplicateObjects: false }));
      const { config, findings } = readConfig(document, CHECKS);
      for (const { fixes } of findings) for (const fix of fixes) expect(fix.edits()).toBeInstanceOf(Array);
      const checks = [...CHECKS, ...config.customChecks];
      const resolved = resolveConfig(config, undefined, checks, 'file:///w');
      const profile = resolved.profile({ uri: 'file:///w/a.yaml', resource: RESOURCE });
      for (const one of [profile, profile.inContainer?.('web') ?? profile]) {
        for (const check of checks) {
          one.level(check);
          one.options(check);
          one.waivers(check.id);
        }
      }
    }),
    { numRuns: 150 },
  );
});
