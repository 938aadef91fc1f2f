import type { Plan } from '../../cluster/change/plan.ts';
import type { Json } from '../../cluster/look/comparable.ts';
import { maskBoth, withoutServerFields } from '../../cluster/look/comparable.ts';
import type { Changed } from '../../cluster/transport/connection.ts';
import { yamlText } from '../../explorer/objectText.ts';
import type { ShownText } from '../look/shownTexts.ts';

export interface Difference {
  readonly left: ShownText;
  readonly right: ShownText;
  readonly title: string;
}

/** What a plan of one request makes of its object, by the server's own word; nothing where it is not the object that is answered. */
export function differenceOf(
  { about, steps }: Plan,
  answers: readonly Changed<Json>[],
): Difference | undefined {
  const before = steps[0]?.before;
  const after = answers[0]?.object;
  if (steps.length !== 1 || !before || !after || before['kind'] !== after['kind']) return undefined;
  return difference(about.name, before, after);
}

/** Of an object as it is and as it will be; the values of Secrets are hidden. */
export function difference(name: string, before: Json, after: Json): Difference {
  const both = maskBoth(withoutServerFields(before), withoutServerFields(after));
  const [left = '', right = ''] = both.map((object) => object && yamlText(object));
  return {
    left: { name: `${name} now.yaml`, text: left },
    right: { name: `${name} then.yaml`, text: right },
    title: `${name}: now ↔ afterwards`,
  };
}
