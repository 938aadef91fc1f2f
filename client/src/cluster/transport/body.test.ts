import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { readAll } from './body.ts';

it('gives up an answer that does not end', async () => {
  let given = 0;
  const endless = Readable.from(
    (function* () {
      for (;;) yield Buffer.alloc(1024 * 1024, String(given++));
    })(),
  );
  await expect(readAll(endless, 1000, 3 * 1024 * 1024)).rejects.toMatchObject({
    kind: 'server',
    message: 'The answer has more than 3 MB.',
  });
  expect(given).toBeLessThan(30);
  expect(endless.destroyed).toBe(true);
});
