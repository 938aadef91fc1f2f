import type { ManifestDocument } from '../manifest/document.ts';
import { halfObject } from '../manifest/halfObject.ts';
import type { Finding } from './finding.ts';

/** What is said of a document that is an object but for its `apiVersion` or `kind`. Nothing else in it can be checked. */
export function halfObjectFindings({ text, root }: ManifestDocument): Finding[] {
  const half = root.isMap ? halfObject(text) : undefined;
  if (!half) return [];
  const { missing, written, span } = half;
  return [
    {
      id: 'required-field',
      severity: 'error',
      basis: 'schema',
      message:
        written === undefined
          ? `this object has no \`${missing}\`, so nothing in it is checked: add it`
          : `this object has no \`${missing}\`, so nothing in it is checked: \`${written}\` is written \`${missing}\``,
      span,
      path: missing,
      resource: undefined,
      related: [],
      tags: [],
      fixes: [],
    },
  ];
}
