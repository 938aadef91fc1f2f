import type { Field } from '../../manifest/field.ts';
import type { ObjectContext } from '../check.ts';
import { defineCheck } from '../check.ts';

export default defineCheck({
  id: 'warn-volume-paths',
  title: 'No file of a volume lies over another',
  category: 'storage',
  severity: 'warning',
  basis: 'api',
  scope: 'object',
  on: 'pod',
  fix: null,
  check({ target, environment, report }) {
    for (const volume of target.at('volumes').items()) {
      for (const kind of ['configMap', 'secret', 'downwardAPI']) checkPaths(pathsIn(volume.at(kind)), report);
      const sources = volume.at('projected', 'sources').items();
      checkPaths(
        sources.flatMap((source) => source.entries().flatMap(pathsIn)),
        report,
      );
      for (const source of environment.partial ? [] : sources)
        if (source.isMap && source.entries().every(({ exists }) => !exists))
          report(source, 'this source is empty: say what it projects, or remove it');
    }
  },
});

/** Where a source puts its files, as far as the manifest says. */
function pathsIn(source: Field): Field[] {
  return [...source.at('items').items(), source].map((one) => one.at('path'));
}

/** The same path, or a file where another needs a folder. */
function checkPaths(fields: readonly Field[], report: ObjectContext['report']): void {
  const seen: { readonly path: string; readonly field: Field }[] = [];
  for (const field of fields) {
    const path = field.string?.replace(/\/+$/, '');
    if (!path) continue;
    const other = seen.find((one) => isWithin(one.path, path) || isWithin(path, one.path));
    if (other) {
      const message =
        other.path === path
          ? `the file "${path}" is written twice: only the last one remains`
          : `"${path}" and "${other.path}" cannot both be there: one of them is the other's folder`;
      report(field, message, { related: [{ field: other.field, message: 'the other one' }] });
    }
    seen.push({ path, field });
  }
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}
