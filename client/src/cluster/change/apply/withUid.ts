import { isDeepStrictEqual } from 'node:util';
import { isMap } from 'yaml';
import { ManifestDocument } from '../../../../../server/src/core/manifest/document.ts';
import type { Json } from '../../look/comparable.ts';
import { asMap } from '../../look/comparable.ts';

/**
 * A manifest that means one object and no other of its name: `metadata.uid` is written into it, and every other byte stays as it is. The
 * API server keeps no owner of this field, and refuses the manifest where the object has another uid or is gone. As it is where it says
 * so itself, or where its metadata cannot be written into (an alias).
 */
export function withUid(text: string, uid: string | undefined): string {
  if (uid === undefined) return text;
  const { root } = new ManifestDocument(text);
  const metadata = root.at('metadata');
  const { node } = metadata;
  const start = metadata.alias ? undefined : node?.range?.[0];
  if (!isMap(node) || start === undefined || metadata.at('uid').exists) return text;
  const own = `"uid": ${JSON.stringify(uid)}`;
  const indent = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  const changed = node.flow
    ? `${text.slice(0, start + 1)}${own}${node.items.length > 0 ? ', ' : ''}${text.slice(start + 1)}`
    : `${text.slice(0, start)}${own}\n${indent}${text.slice(start)}`;
  return says(changed, uid, root.toJSON()) ? changed : text;
}

/** Whether nothing but the uid was added. */
function says(text: string, uid: string, before: unknown): boolean {
  const document = new ManifestDocument(text);
  const { uid: own, ...metadata } = asMap(document.root.at('metadata').toJSON()) ?? {};
  return own === uid && isDeepStrictEqual({ ...(document.root.toJSON() as Json), metadata }, before);
}
