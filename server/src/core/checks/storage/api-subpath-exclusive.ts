import { remove, set } from '../../manifest/edit.ts';
import { defineCheck } from '../check.ts';
import type { Fix } from '../check.ts';
import { descendingProblem } from './volumes.ts';

export default defineCheck({
  id: 'api-subpath-exclusive',
  title: 'A mount has one subPath, and it lies below the volume',
  category: 'storage',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  on: 'container',
  fix: { kind: 'edit', safe: false },
  check({ target, report }) {
    for (const mount of target.at('volumeMounts').items()) {
      const fields = ['subPath', 'subPathExpr'].map((key) => mount.at(key)).filter(({ string }) => string);
      for (const field of fields) {
        const path = field.string ?? '';
        const problem = descendingProblem(path);
        if (problem)
          report(field, `\`${field.key}\` is a path inside the volume: ${problem}`, {
            fixes: relative(path, (text) => set(field, text)),
          });
      }
      const [subPath, expression] = fields;
      if (!subPath || !expression) continue;
      report(expression, '`subPath` and `subPathExpr` cannot both be set: keep one of them', {
        onKey: true,
        fixes: [subPath, expression].map((field) => ({
          title: `Remove \`${field.key}\``,
          safe: false,
          edits: () => remove(field),
        })),
      });
    }
  },
});

function relative(path: string, edits: (text: string) => ReturnType<Fix['edits']>): Fix[] {
  const text = path.replace(/^\/+/, '');
  if (text === path || text === '' || descendingProblem(text)) return [];
  return [{ title: `Change to \`${text}\``, safe: false, edits: () => edits(text) }];
}
