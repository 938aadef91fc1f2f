import { isMap, isScalar, isSeq } from 'yaml';
import type { Node } from 'yaml';
import type { PlacedFinding } from '../checks/finding.ts';
import { ignoreAnnotation, nextLineComment, waiversOf } from '../checks/waivers.ts';
import { ManifestDocument } from '../manifest/document.ts';
import { set } from '../manifest/edit.ts';
import { placeholder } from '../manifest/render.ts';
import { splitDocuments } from '../manifest/split.ts';
import type { TextEdit } from '../text.ts';
import { lineEnding, lineStart } from '../text.ts';

const WHY = 'say why';

/** Edits of the finding's document, counted from its start; `undefined` where the waiver cannot be written. */
export function waiveLine(document: ManifestDocument, { id, span }: PlacedFinding): TextEdit[] | undefined {
  const known = waiversOf(document).find(
    ({ scope, covers, tool }) =>
      scope === 'line' &&
      tool === undefined &&
      covers &&
      span.start >= covers.start &&
      span.start <= covers.end,
  );
  if (known) return known.keepOnly([...known.ids, id]);
  const { text } = document;
  const bom = text.startsWith('\uFEFF') ? 1 : 0;
  const at = Math.max(lineStart(text, span.start), bom);
  if (isInside(document.root.node, at) || /^(?:---|\.\.\.|%)/.test(text.slice(at, at + 3))) return undefined;
  const indent = /^[ \t]*/.exec(text.slice(at))?.[0] ?? '';
  const comment = nextLineComment([id], '');
  const eol = lineEnding(text);
  const line = {
    text: `${indent}${comment}TODO: ${WHY}${eol}`,
    snippet: `${indent}${comment}\${1:${WHY}}${eol}`,
  };
  return [{ start: at, end: at, ...line }];
}

/** Whether an offset lies inside a scalar of several lines or a flow collection, where a comment line is none or in the way. */
function isInside(node: unknown, offset: number): boolean {
  const range = (node as Node | null | undefined)?.range;
  if (isScalar(node) || ((isMap(node) || isSeq(node)) && node.flow)) {
    return range ? range[0] < offset && offset < range[1] : false;
  }
  if (isMap(node))
    return node.items.some((pair) => isInside(pair.key, offset) || isInside(pair.value, offset));
  return isSeq(node) && node.items.some((item) => isInside(item, offset));
}

/** Waives a check for the finding's object, by annotation. */
export function waiveObject(
  document: ManifestDocument,
  { id, resource }: PlacedFinding,
): TextEdit[] | undefined {
  if (!resource) return undefined;
  const known = waiversOf(document).find(
    ({ scope, tool, resource: own }) => scope === 'object' && tool === undefined && own === resource,
  );
  const edits = known
    ? known.keepOnly([...known.ids, id])
    : set(ignoreAnnotation(resource), placeholder(WHY, { before: `${id} -- `, hint: WHY }));
  return edits.length > 0 ? edits : undefined;
}

/** Switches a check off in a config file, given its text; `undefined` where the file is broken. Edits count from its start. */
export function waiveInConfig(text: string, id: string): TextEdit[] | undefined {
  const { start, end } = splitDocuments(text)[0] ?? { start: 0, end: text.length };
  const document = new ManifestDocument(text.slice(start, end));
  if (document.problems.length > 0) return undefined;
  const { root } = document;
  if (!root.exists) {
    const eol = lineEnding(text);
    const gap = text === '' || text.endsWith('\n') ? '' : eol;
    return [{ start: text.length, end: text.length, text: `${gap}checks:${eol}  ${id}: off${eol}` }];
  }
  const setting = root.at('checks', id);
  const edits = set(setting.isMap ? setting.at('severity') : setting, 'off');
  return edits.length > 0
    ? edits.map((edit) => ({ ...edit, start: edit.start + start, end: edit.end + start }))
    : undefined;
}
