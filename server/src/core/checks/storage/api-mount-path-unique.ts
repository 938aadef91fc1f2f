import type { Field } from '../../manifest/field.ts';
import { defineCheck } from '../check.ts';

export default defineCheck({
  id: 'api-mount-path-unique',
  title: 'A container mounts one volume at a path',
  category: 'storage',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  on: 'container',
  fix: null,
  check({ target, report }) {
    const first = new Map<string, Field>();
    for (const mount of target.at('volumeMounts').items()) {
      const field = mount.at('mountPath');
      const path = field.string;
      if (path === '') report(field, 'a mount needs a path: write where the container finds it');
      if (!path) continue;
      const other = first.get(path);
      if (!other) first.set(path, field);
      else {
        report(field, `something is already mounted at ${path} in this container: choose another path`, {
          related: [{ field: other, message: 'it is mounted here first' }],
        });
      }
    }
  },
});
