import { afterEach, describe, expect, it } from 'vitest';
import type { DocumentVersion } from '../../server/src/core/protocol.ts';
import { DOCUMENT_VERSION } from '../../server/src/core/protocol.ts';
import { pod, Server } from '../harness/server.ts';

let server: Server;
afterEach(async () => {
  await server.stop();
});

async function versionAt(uri: string, line: number): Promise<DocumentVersion | null> {
  return server.request(DOCUMENT_VERSION, { textDocument: { uri }, position: { line, character: 0 } });
}

describe('the version at a place', () => {
  it('is that of the folder, else of a comment in the document', async () => {
    server = await Server.start({ settings: { kubernetesVersion: '1.34' } });
    const text = `${pod('nginx:1')}---\n# kube-guardrails-kubernetes-version: 1.99\n${pod('nginx:1')}`;
    const uri = server.open('a.yaml', text);
    await server.version(uri, 1);
    expect(await versionAt(uri, 0)).toEqual({ kubernetesVersion: '1.34', isOwn: false });
    expect(await versionAt(uri, 12)).toEqual({
      kubernetesVersion: '1.99',
      isOwn: true,
      notice: 'the schemas of 1.99 are not known: fields are checked as in 1.36, the newest known version',
    });
    expect(await versionAt(server.uri('none.yaml'), 0)).toBeNull();
  });
});
