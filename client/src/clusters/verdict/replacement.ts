import { impactOf } from '../../cluster/change/delete/impact.ts';
import { canOrphan, lockedBy, lockedFailure } from '../../cluster/change/delete/plan.ts';
import { readTargets } from '../../cluster/change/delete/targets.ts';
import { refusal } from '../../cluster/change/policy.ts';
import { previewFor } from '../../cluster/change/preview.ts';
import type { Replacement } from '../../cluster/change/replace.ts';
import { carryOutReplace, planReplace, rehearseReplace } from '../../cluster/change/replace.ts';
import type { Json } from '../../cluster/look/comparable.ts';
import type { Session } from '../../cluster/session.ts';
import { locatedOf } from '../../cluster/verdict/ask.ts';
import type { Tools } from '../change/tools.ts';
import { howElse } from '../change/howElse.ts';
import { confirmOneOf } from '../change/confirm.ts';
import { withStop } from '../change/withStop.ts';
import type { Askable } from './askable.ts';
import { inform } from '../../notice.ts';

/** How long is waited until the old object is gone, in milliseconds. */
const GONE_WITHIN = 60_000;

/** Deletes a live object and makes it anew as a manifest has it, after a preview of what that means. */
export async function replaceLive(
  { journal }: Tools,
  session: Session,
  { asked, root }: Askable,
  file: string,
): Promise<void> {
  if (session.policy === 'readOnly') throw refusal(session.context.name);
  const place = await locatedOf(session, asked);
  if (!place) throw new Error(`"${session.context.name}" has no ${asked.kind} of this name to replace`);
  const { targets } = await readTargets(session, [place]);
  if (targets.length === 0)
    throw new Error(`${asked.kind} ${place.name} is not in "${session.context.name}": apply it instead`);
  const impact = await withStop(`Looking at what goes with ${asked.kind} ${place.name}`, (signal) =>
    impactOf(session, targets, signal),
  );
  const wanted = { text: asked.text, object: root.toJSON() as Json, file };
  const ways = (['Background', 'Orphan'] as const).filter(
    (way) => lockedBy(impact, way).length === 0 && (way === 'Background' || canOrphan(impact)),
  );
  if (ways.length === 0) throw lockedFailure(impact.locked);
  const plans = ways.map((way) => planReplace(impact, way, wanted));
  const previews = await Promise.all(plans.map((plan) => previewOf(session, plan)));
  const choice = await confirmOneOf(previews);
  const plan = plans[choice?.index ?? -1];
  if (!choice || !plan) return;
  const { text, isDone } = await withStop(plan.about.title.replace(/\?$/, ''), (signal) =>
    carryOutReplace(session, journal, plan, choice.approval, { signal, atMost: GONE_WITHIN }),
  );
  if (isDone) void inform(text);
  else throw new Error(text);
}

async function previewOf(session: Session, plan: Replacement): Promise<ReturnType<typeof previewFor>> {
  const warnings = await rehearseReplace(session, plan);
  const details = [
    ...plan.about.details,
    ...warnings.map((text) => `The server warns: ${text}`),
    ...howElse(session, plan),
  ];
  const changes = [...plan.steps, plan.undo].map(({ change }) => change);
  return previewFor(session, { ...plan.about, details, changes });
}
