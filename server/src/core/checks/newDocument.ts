import { renderBlock } from '../manifest/render.ts';
import type { Value } from '../manifest/render.ts';
import type { Resource } from '../manifest/resource.ts';
import { lineEnding } from '../text.ts';
import type { Edit, Fix } from './check.ts';

/** Whether documents can follow an object: not where it is an item of a `List`, nor in JSON. */
export function canBeFollowed({ root }: Resource): boolean {
  return root.parent === undefined && root.map !== undefined && !root.map.flow;
}

/** Documents with new objects behind the one of an object. */
export function newDocuments({ root }: Resource, objects: readonly Value[]): Edit {
  const { text } = root.source;
  const eol = lineEnding(text);
  const rendered = objects.map((one) => renderBlock(one, 0, 2, eol));
  const end = text.endsWith('\n') ? '' : eol;
  const join = (part: 'text' | 'snippet'): string =>
    end + rendered.map((one) => `---${eol}${one[part]}${eol}`).join('');
  return { start: text.length, end: text.length, text: join('text'), snippet: join('snippet') };
}

/** The fix that adds new objects behind one, where these can stand. */
export function addDocuments(resource: Resource, title: string, objects: readonly Value[]): Fix[] {
  if (!canBeFollowed(resource)) return [];
  return [{ title, safe: false, edits: () => [newDocuments(resource, objects)] }];
}

/** The metadata of a new object in the namespace of another. */
export function metadataBeside({ namespace }: Resource, name: string): Value {
  return namespace === undefined ? { name } : { name, namespace };
}
