import type { ManifestDocument } from '../../manifest/document.ts';
import { remove } from '../../manifest/edit.ts';
import { podTemplate } from '../../manifest/pods.ts';
import type { Resource } from '../../manifest/resource.ts';
import { lineEnd, lineStart } from '../../text.ts';
import type { Waiver } from '../waivers.ts';
import { blockAt, isComment, isFirstContent, nextLine, removeComment } from './comments.ts';

/** What every annotation or comment below holds, so that most documents are not looked at twice. */
export const FOREIGN_HINT =
  /kube-linter\.io\/|kube-score\/ignore|polaris\.fairwinds\.com\/|checkov\.io\/skip|trivy:ignore:/;

/** The waivers of other tools in a document, in their names. */
export function foreignWaivers(document: ManifestDocument): Waiver[] {
  return [...document.resources.flatMap(annotationWaivers), ...trivyComments(document)];
}

interface Read {
  readonly tool: string;
  /** None: every check of the tool. */
  readonly names: readonly string[];
  readonly reason: string;
}

function annotationWaivers(resource: Resource): Waiver[] {
  const own = resource.root.at('metadata', 'annotations');
  const template = podTemplate(resource)?.metadata.at('annotations');
  const fields = [...own.entries(), ...(template && template.node !== own.node ? template.entries() : [])];
  return fields.flatMap((field) => {
    const read = readAnnotation(String(field.key), field.written ?? '');
    if (!read) return [];
    const { tool, names, reason } = read;
    const waiver: Waiver = {
      scope: 'object',
      tool,
      ids: names,
      reason,
      span: field.span,
      resource,
      keepOnly: (left) => (left.length > 0 ? [] : remove(field)),
    };
    return [waiver];
  });
}

/**
 * https://docs.kubelinter.io/#/configuring-kubelinter?id=ignoring-violations-for-specific-cases,
 * https://github.com/zegl/kube-score#ignoring-a-test,
 * https://polaris.docs.fairwinds.com/customization/exemptions/,
 * https://www.checkov.io/2.Basics/Suppressing%20and%20Skipping%20Policies.html
 */
function readAnnotation(key: string, value: string): Read | undefined {
  const linter = /^ignore-check\.kube-linter\.io\/(.+)$/.exec(key)?.[1];
  if (linter !== undefined) return { tool: 'kube-linter', names: [linter], reason: value };
  if (key === 'kube-linter.io/ignore-all') return { tool: 'kube-linter', names: [], reason: value };
  if (key === 'kube-score/ignore') {
    const names = value.split(',').map((name) => name.trim());
    return { tool: 'kube-score', names: names.filter((name) => name !== ''), reason: '' };
  }
  const polaris = /^polaris\.fairwinds\.com\/(?:(.+)-)?exempt$/.exec(key);
  if (polaris && value === 'true')
    return { tool: 'polaris', names: polaris[1] === undefined ? [] : [polaris[1]], reason: '' };
  const checkov = key.startsWith('checkov.io/skip') ? /^\s*([A-Z0-9_]+)(?:=(.*))?$/s.exec(value) : null;
  if (checkov?.[1] !== undefined)
    return { tool: 'checkov', names: [checkov[1]], reason: checkov[2]?.trim() ?? '' };
  return undefined;
}

/** So many comments of a document are read: each one looks at the text around it. */
const MOST = 500;

const TRIVY = /#[ \t]*trivy:ignore:([^\s:#]+)(?::exp:(\S+))?[^\r\n#]*/g;

/**
 * `#trivy:ignore:KSV-0014` above a line holds for what is indented below it, at the top of a document for all of it
 * (https://trivy.dev/latest/docs/configuration/filtering/#by-inline-comments).
 */
function trivyComments(document: ManifestDocument): Waiver[] {
  const { text } = document;
  if (!text.includes('trivy:ignore:')) return [];
  const waivers: Waiver[] = [];
  for (const match of text.matchAll(TRIVY)) {
    if (waivers.length >= MOST) break;
    const [whole, name = '', until] = match;
    const start = match.index;
    if (!isComment(document, start) && !followsComment(text, start)) continue;
    const span = { start, end: start + whole.trimEnd().length };
    const line = { start: lineStart(text, start), end: lineEnd(text, start) };
    const isOwnLine = /^[\uFEFF\s#]*$/.test(text.slice(line.start, start).replaceAll(TRIVY, ''));
    const first = isOwnLine ? nextLine(text, start) : line;
    const isWhole = isFirstContent(text, first.start);
    waivers.push({
      scope: isWhole ? 'document' : 'line',
      tool: 'trivy',
      ids: name === '*' ? [] : [name],
      reason: '',
      ...(until === undefined ? {} : { until }),
      span,
      keepOnly: (left) => (left.length > 0 ? [] : [removeComment(text, span)]),
      ...(isWhole ? {} : { covers: blockAt(text, first) }),
    });
  }
  return waivers;
}

/** `#trivy:ignore:A #trivy:ignore:B` is one comment with two signs. */
function followsComment(text: string, offset: number): boolean {
  return /#[ \t]*trivy:ignore:[^\r\n]*$/.test(text.slice(lineStart(text, offset), offset));
}
