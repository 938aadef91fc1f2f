import { expect, it } from 'vitest';
import { ManifestDocument } from '../../manifest/document.ts';
import { grantOf, READ, WRITE } from './grants.ts';

const EXEC = { verbs: ['create', 'get'], group: '', resources: ['pods/exec'] };
const SECRETS = { verbs: [...READ, ...WRITE], group: '', resources: ['secrets'] };

it.each([
  [EXEC, '{ apiGroups: [""], resources: [pods/exec], verbs: [create] }', 'pods/exec create'],
  [EXEC, '{ apiGroups: ["*"], resources: ["*/exec"], verbs: ["*"] }', '*/exec *'],
  [EXEC, '{ apiGroups: [""], resources: ["*"], verbs: [get] }', '* get'],
  [
    EXEC,
    '{ apiGroups: [""], resources: [pods/exec], verbs: [create], resourceNames: [web] }',
    'pods/exec create',
  ],
  [EXEC, '{ apiGroups: [""], resources: [pods], verbs: ["*"] }', undefined],
  [EXEC, '{ apiGroups: [""], resources: ["pods/*", "*/*"], verbs: ["*"] }', undefined],
  [EXEC, '{ apiGroups: [apps], resources: [pods/exec], verbs: [create] }', undefined],
  [EXEC, '{ apiGroups: [""], resources: [pods/exec], verbs: [delete] }', undefined],
  [EXEC, '{ nonResourceURLs: ["*"], verbs: ["*"] }', undefined],
  [
    SECRETS,
    '{ apiGroups: [""], resources: [secrets, secrets/status], verbs: [get, list] }',
    'secrets get list',
  ],
  [
    SECRETS,
    '{ apiGroups: [""], resources: [secrets], verbs: [get, create], resourceNames: [web] }',
    'secrets get',
  ],
  [SECRETS, '{ apiGroups: [""], resources: [secrets], verbs: [create], resourceNames: [web] }', undefined],
  [SECRETS, '{ apiGroups: "", resources: secrets, verbs: [[get], 1, null] }', undefined],
])('%o is allowed by %s: %s', (wanted, rule, expected) => {
  const grant = grantOf(new ManifestDocument(rule).root, wanted);
  const shown = grant && [...grant.resources, ...grant.verbs].map(({ string }) => string).join(' ');
  expect(shown).toBe(expected);
});
