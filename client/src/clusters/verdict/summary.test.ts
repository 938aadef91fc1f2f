import { expect, test } from 'vitest';
import type { Mark } from './marks.ts';
import { summaryOf } from './summary.ts';

const mark = (severity: Mark['severity']): Mark => ({
  span: { start: 0, end: 1 },
  path: '',
  severity,
  message: '',
  isExact: true,
});

test('counts what came of a check', () => {
  const accepted = { verdict: { outcome: 'accepted', sayings: [] }, marks: [] } as const;
  expect(summaryOf('a.yaml', 'prod', [accepted], 0)).toBe('a.yaml against prod: 1 object, 1 accepted.');
  const refused = {
    verdict: { outcome: 'rejected', sayings: [] },
    marks: [mark('error'), mark('error'), mark('information')],
  } as const;
  const unasked = { verdict: { outcome: 'unasked', sayings: [] }, marks: [mark('warning')] } as const;
  expect(summaryOf('a.yaml', 'prod', [accepted, refused, unasked], 2)).toBe(
    'a.yaml against prod: 3 objects, 1 accepted, 1 refused, 1 not checked as a whole: 2 errors, 1 warning, 1 note. 2 documents cannot be sent as written.',
  );
});
