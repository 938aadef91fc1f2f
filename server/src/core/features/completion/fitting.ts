import type { PlacedObject } from '../place/object.ts';
import type { Place } from '../place/place.ts';
import { labelsOf, podTemplate } from '../../manifest/pods.ts';
import type { Resource } from '../../manifest/resource.ts';
import { escapeSnippet, renderInline } from '../../manifest/render.ts';
import type { FeatureContext } from './context.ts';
import { neighboursAt } from './names/neighbours.ts';
import { APP } from './skeletons.ts';
import type { Suggestion } from './suggestion.ts';
import { linkStops, snippetEdit } from './suggestion.ts';

const STOP = `:${APP}}`;

/**
 * Suggestions with the names and labels of the object at hand in the place of invented ones; what has to be equal changes
 * together.
 */
export function fitting(
  suggestions: readonly Suggestion[],
  text: string,
  place: Place,
  object: PlacedObject,
  context: FeatureContext,
): Suggestion[] {
  if (!suggestions.some(({ edit }) => edit.snippet.includes(STOP))) return [...suggestions];
  const own = neighboursAt(text, place, object, context)?.own.resource;
  const labels = own && sharedLabels(own);
  const name = own?.name ?? APP;
  const isTaken = own && podTemplate(own)?.containers.some((container) => container.name === name);
  return suggestions.map((one) => {
    if (!one.edit.snippet.includes(STOP)) return one;
    const linked = linkStops(withLabels(one.edit.snippet, labels), APP);
    const { start, end } = one.edit;
    return {
      ...one,
      edit: snippetEdit(
        { start, end },
        isTaken && /\bimage: /.test(linked)
          ? linked
          : linked.replaceAll(STOP, () => `:${escapeSnippet(name)}}`),
      ),
    };
  });
}

/** The labels by which a workload finds its pods, as far as one side of them is written. */
function sharedLabels(resource: Resource): ReadonlyMap<string, string> | undefined {
  const template = podTemplate(resource);
  const selector = new Map(
    resource.root
      .at('spec', 'selector', 'matchLabels')
      .entries()
      .map((entry) => [String(entry.key), entry.written ?? '']),
  );
  const labels = selector.size > 0 || !template ? selector : labelsOf(template.metadata);
  return labels.size > 0 ? labels : undefined;
}

/** A line `app: my-app` becomes one for each label. */
function withLabels(snippet: string, labels: ReadonlyMap<string, string> | undefined): string {
  if (!labels) return snippet;
  const lines = (pad: string): string =>
    [...labels]
      .map(([key, value]) => `${pad}${renderInline({ [key]: value }, false, true).snippet}`)
      .join('');
  return snippet.replaceAll(/(\r?\n *)app: \$\{\d+:my-app\}/g, (_line, pad: string) => lines(pad));
}
