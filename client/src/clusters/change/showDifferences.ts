import type { ApplyPlan, Planned } from '../../cluster/change/apply/planApply.ts';
import { nameOf } from '../../cluster/change/apply/readManifests.ts';
import { maskBoth, withoutServerFields } from '../../cluster/look/comparable.ts';
import { yamlText } from '../../explorer/objectText.ts';
import type { ShownText, ShownTexts } from '../look/shownTexts.ts';

/** Shows how the objects are and how the server would make them, the values of Secrets as numbers. */
export async function showDifferences(texts: ShownTexts, plan: ApplyPlan, file: string): Promise<void> {
  const pairs = plan.planned.filter(({ fate }) => fate === 'created' || fate === 'changed').map(sidesOf);
  if (pairs.length > 0) await texts.changes(pairs, `${plan.context} ↔ ${file}`);
}

function sidesOf({ manifest, step, result }: Planned): readonly [ShownText, ShownText] {
  const [left, right] = maskBoth(
    step?.before && withoutServerFields(step.before),
    result && withoutServerFields(result),
  );
  const name = `${nameOf(manifest)}.yaml`;
  return [
    { name, text: left ? yamlText(left) : '' },
    { name, text: right ? yamlText(right) : '' },
  ];
}
