import { expect, test } from 'vitest';
import { askClientGo } from '../clientgo/judge.ts';
import { hasGo } from '../harness/cluster/binaries.ts';

// After a change of the cases: npm run test:cluster -- clientGo -u
test.skipIf(!hasGo() && process.env['CI'] !== 'true')(
  'client-go says of kubeconfig files what the table says',
  async () => {
    const lines = Object.entries(askClientGo()).map((entry) => JSON.stringify(entry));
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('../clientgo/expected.jsonl');
  },
  120_000,
);
