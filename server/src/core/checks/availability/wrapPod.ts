import { indentStep, indentsLists, set } from '../../manifest/edit.ts';
import { labelsOf } from '../../manifest/pods.ts';
import { renderBlock } from '../../manifest/render.ts';
import type { Value } from '../../manifest/render.ts';
import type { Resource } from '../../manifest/resource.ts';
import type { TextEdit } from '../../text.ts';
import { lineEnding, lineStart } from '../../text.ts';

/**
 * What makes a Deployment of a pod: its spec moves below `spec.template`, line by line, so that comments and style stay.
 * `undefined` for what a Deployment cannot have and for flow style.
 */
export function wrapInDeployment({ root, name }: Resource): (() => TextEdit[]) | undefined {
  const [metadata, spec] = [root.at('metadata'), root.at('spec')];
  const { text } = root.source;
  const start = spec.keySpan?.start;
  const end = spec.node?.range?.[1];
  if (
    start === undefined ||
    end === undefined ||
    !spec.map ||
    spec.map.flow ||
    spec.at('activeDeadlineSeconds').exists
  )
    return undefined;
  const first = lineStart(text, start);
  if (text.slice(first, start).trim() !== '' || name === undefined) return undefined;
  return () => {
    const labels = Object.fromEntries(labelsOf(metadata));
    const own = Object.keys(labels).length > 0 ? labels : { app: name };
    const annotations = metadata.at('annotations').toJSON() as Value | undefined;
    const step = indentStep(text);
    const eol = lineEnding(text);
    const render = (value: Value, levels: number): string =>
      renderBlock(value, start - first + levels * step, step, eol, indentsLists(text)).text + eol;
    const head =
      render({ spec: { selector: { matchLabels: own } } }, 0) +
      render({ template: { metadata: { labels: own, ...(annotations ? { annotations } : {}) } } }, 1);
    const pad = ' '.repeat(2 * step);
    const body = text.slice(first, end).replaceAll(/^(?=[^\r\n])/gm, pad);
    return [
      ...set(root.at('apiVersion'), 'apps/v1'),
      ...set(root.at('kind'), 'Deployment'),
      { start: first, end, text: head + body },
    ];
  };
}
