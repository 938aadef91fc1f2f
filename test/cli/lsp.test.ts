import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { SERVER, folder } from './harness.ts';

it('kube-guardrails lsp --stdio answers an editor', async () => {
  const child = spawn(process.execPath, [join(SERVER, 'bin/kube-guardrails.js'), 'lsp', '--stdio'], {
    cwd: folder(),
  });
  const ended = once(child, 'exit');
  const send = (message: object): void => {
    const text = JSON.stringify({ jsonrpc: '2.0', ...message });
    child.stdin.write(`Content-Length: ${text.length}\r\n\r\n${text}`);
  };
  let output = '';
  const answered = new Promise<void>((resolve) => {
    child.stdout.on('data', (part: Buffer) => {
      output += part.toString();
      if (output.includes('"id":2')) resolve();
    });
  });
  send({ id: 1, method: 'initialize', params: { processId: null, rootUri: null, capabilities: {} } });
  send({ id: 2, method: 'shutdown' });
  await answered;
  send({ method: 'exit' });
  expect((await ended)[0]).toBe(0);
  expect(output).toMatch(/^Content-Length: \d+\r\n/);
  expect(output).toContain('"capabilities"');
});
