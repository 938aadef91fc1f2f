import { expect, test } from 'vitest';
import { bothManifests, bothValues } from './releaseDiff.ts';

const secret = (password: string, more = '') => `---
# Source: shop/templates/secret.yaml
apiVersion: v1
kind: Secret
metadata:
  name: database
stringData:
  password: ${password}
  user: till
${more}`;
const service = (port: number) => `---
# Source: shop/templates/service.yaml
apiVersion: v1
kind: Service
metadata:
  name: shop
spec:
  ports: [{port: ${port}}] # as it was
`;
const release = (version: number, manifest: string) => ({ name: 'shop', version, manifest });

test('keeps what Helm wrote, and shows of Secrets alone which values differ', () => {
  const [older, newer] = bothManifests(
    release(1, secret('opensesame') + service(80)),
    release(2, secret('correcthorse') + service(8080)),
  );
  expect(older).toBe(`apiVersion: v1
kind: Secret
metadata:
  name: database
stringData:
  password: (hidden value 1)
  user: (hidden value 2)
---
# Source: shop/templates/service.yaml
apiVersion: v1
kind: Service
metadata:
  name: shop
spec:
  ports: [{port: 80}] # as it was
`);
  expect(newer).toContain('password: (hidden value 3)\n  user: (hidden value 2)\n---\n# Source: shop');
  expect(newer).toContain('{port: 8080}');
});

test('hides Secrets in lists, and what cannot be read', () => {
  const list = `apiVersion: v1
kind: List
items:
  - {apiVersion: v1, kind: Secret, data: {password: b3BlbnNlc2FtZQ==}}
`;
  const broken = '---\nkind: Secret\nstringData: {password: "opensesame\n';
  const both = bothManifests(release(1, list), release(2, broken)).join('\n');
  expect(both).toContain('password: (hidden value 1)');
  expect(both).toContain('# This document cannot be read');
  expect(both).not.toMatch(/opensesame|b3BlbnNlc2FtZQ/);
});

test('has nothing of a release without a manifest, and the values as they were given', () => {
  expect(bothManifests({ name: 'a', version: 1 }, { name: 'a', version: 2 })).toEqual(['', '']);
  const config = { replicas: 2 };
  expect(bothValues({ name: 'a', version: 1 }, { name: 'a', version: 2, config })).toEqual([
    '{}\n',
    'replicas: 2\n',
  ]);
});
