import { set } from '../../manifest/edit.ts';
import type { Field } from '../../manifest/field.ts';
import { placeholder } from '../../manifest/render.ts';
import type { Fix, ObjectContext } from '../check.ts';
import { containerField, containerName } from '../resources/containerResources.ts';
import { everySecurityContext, isSilent, runsOnWindows, setting } from './securityContexts.ts';

/** An id that no user of an ordinary node or image has. */
export const SAFE_ID = 10_001;

/** What users and groups have in common. */
interface IdKind {
  readonly key: 'runAsUser' | 'runAsGroup';
  readonly word: 'user' | 'group';
  /** The check that speaks of id 0. */
  readonly ofRoot: string;
}

/** Reports ids below a minimum, and containers whose id is left to their image. */
export function reportLowIds(context: ObjectContext, { key, word, ofRoot }: IdKind, minimum: number): void {
  const { target: spec, pod, environment, report } = context;
  if (!pod || runsOnWindows(context)) return;
  for (const settings of everySecurityContext(pod)) {
    const field = settings.at(key);
    const id = field.number;
    if (id === undefined || id >= minimum || (id === 0 && environment.isOn(ofRoot))) continue;
    const message = `${word} ${id} may be one of the node, too: use an id of ${minimum} or more`;
    report(field, message, { fixes: [idFix(field, word, minimum)] });
  }
  for (const { field } of pod.containers) {
    const own = { ...context, target: field };
    if (setting(own, key).exists || isSilent(own)) continue;
    const message = `${containerName(field)} runs as whatever ${word} its image names: set \`${key}\` to ${minimum} or more`;
    report(field.at('securityContext', key), message, {
      at: containerField(field),
      fixes: [idFix(spec.at('securityContext', key), word, minimum)],
    });
  }
}

function idFix(field: Field, word: string, minimum: number): Fix {
  const id = Math.max(SAFE_ID, minimum);
  const value = placeholder(id, { hint: `use a ${word} that the image can run as` });
  return { title: `Use ${word} ${id}`, safe: false, edits: () => set(field, value) };
}
