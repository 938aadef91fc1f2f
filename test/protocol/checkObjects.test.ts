import { afterEach, expect, it } from 'vitest';
import type { ObjectFinding } from '../../server/src/core/protocol.ts';
import { CHECK_OBJECTS } from '../../server/src/core/protocol.ts';
import { Server } from '../harness/server.ts';

let server: Server;
afterEach(async () => {
  await server.stop();
});

const pod = (image: string): string =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web' },
    spec: { containers: [{ name: 'web', image }] },
  });

it('checks objects of a cluster by the settings of the folder, and publishes nothing of them', async () => {
  server = await Server.start({ settings: { checks: { 'image-tag-latest': 'error' } } });
  const texts = [pod('nginx:1.27.0'), pod('nginx')];
  const found = await server.request<ObjectFinding[]>(CHECK_OBJECTS, { texts, kubernetesVersion: '1.34' });
  expect(found.filter(({ id }) => id === 'image-tag-latest')).toEqual([
    {
      object: 1,
      id: 'image-tag-latest',
      severity: 'error',
      message: expect.any(String) as string,
      path: 'spec.containers[0].image',
    },
  ]);
  expect(await server.request(CHECK_OBJECTS, { texts: ['{', 'kind: [', ''] })).toEqual(expect.any(Array));
});
