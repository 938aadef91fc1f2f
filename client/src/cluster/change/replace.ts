import { ClusterFailure } from '../failure.ts';
import type { Json } from '../look/comparable.ts';
import { collectionPath, withQuery } from '../resources/address.ts';
import type { Session } from '../session.ts';
import type { Approval, Change } from './approval.ts';
import type { Step } from './carryOut.ts';
import { carryOut } from './carryOut.ts';
import { remainingText, untilGone } from './delete/follow.ts';
import type { Impact } from './delete/impact.ts';
import { isNode, takesOthersAlong } from './delete/kinds.ts';
import type { Propagation } from './delete/plan.ts';
import { planDelete } from './delete/plan.ts';
import type { Journal } from './journal.ts';
import type { Target } from './metadata.ts';
import { metadataOf, titleOf } from './metadata.ts';
import type { Plan } from './plan.ts';
import { asNew } from './restore/asNew.ts';

/** A deletion and what is made in the place of what is gone. */
export interface Replacement extends Plan {
  readonly target: Target;
  /** Makes the object as it was, where the new one is refused after all. */
  readonly undo: Step;
  /** The new object under another name, to be tried while the old one is there. */
  readonly trial: Change;
}

/** What is to be made anew: a manifest as somebody wrote it, and as data. */
export interface Wanted {
  readonly text: string;
  readonly object: Json;
  /** Name of the file in which it stands. */
  readonly file: string;
}

/** Names end after 63 signs in the strictest kinds. */
const LONGEST_NAME = 63;

/** Deletes an object, only if it is still the one that was looked at, and makes it as a manifest has it. */
export function planReplace(impact: Impact, propagation: Propagation, wanted: Wanted): Replacement {
  const deletion = planDelete(impact, propagation);
  const [target] = impact.targets;
  const [gone] = deletion.steps;
  if (!target || !gone) throw new Error('there is nothing to replace');
  if (takesOthersAlong(target)) throw new Error(`${titleOf(target)} is not replaced: ${whyNot(target)}`);
  const { type, namespace, path, object, name } = target;
  const folder = withQuery(collectionPath(type, namespace), {
    fieldManager: 'kube-guardrails',
    fieldValidation: 'Strict',
  });
  const make = (body: unknown, contentType: string): Change => ({
    method: 'POST',
    path: folder,
    type: contentType,
    body,
  });
  const trialName = `${name.slice(0, LONGEST_NAME - 6)}-trial`;
  const trial = { ...wanted.object, metadata: { ...metadataOf(wanted.object), name: trialName } };
  const { about } = deletion;
  return {
    target,
    kubectl: ['replace', '--force', '-f', wanted.file],
    about: {
      ...about,
      title: `Replace ${titleOf(target)}?`,
      details: [
        'It is deleted and made anew as the manifest has it; in between it is not there.',
        propagation === 'Orphan'
          ? 'What it owns keeps running and is taken over where the new selector fits.'
          : 'What it owns ends with it and is started anew: expect an interruption.',
        ...about.details,
        'If the new one is refused after all, it is made again as it was, from memory: with another UID, and without its status.',
      ],
      action: propagation === 'Orphan' ? 'Replace, Keep What It Owns' : 'Replace',
    },
    steps: [
      gone,
      { change: make(wanted.text, 'application/yaml'), action: 'replaced', path, before: undefined },
    ],
    undo: {
      change: make(JSON.stringify(asNew(object, () => true).object), 'application/json'),
      action: 'restored',
      path,
      before: undefined,
    },
    trial: make(JSON.stringify(trial), 'application/json'),
  };
}

function whyNot(target: Target): string {
  if (!isNode(target))
    return 'all that is in it or of its kind would be lost, and would not come back with it';
  return 'its Pods would be ended without the time to end, and those that nothing makes anew lost. Drain it, delete it, and apply the manifest';
}

/** Has the server try both steps without keeping anything; what it warns of. Throws what it refuses. */
export async function rehearseReplace(
  { connection }: Session,
  { steps, trial }: Replacement,
): Promise<readonly string[]> {
  const [gone] = steps;
  const tried = await Promise.all(
    [trial, ...(gone ? [gone.change] : [])].map((change) => connection.dryRun(change)),
  );
  return [...new Set(tried.flatMap(({ warnings }) => warnings))];
}

/** How a replacement ended. */
export interface Replaced {
  /** One sentence that is true, whatever happened. */
  readonly text: string;
  readonly isDone: boolean;
}

/** Deletes, waits until the object is gone, and makes the new one; where that is refused, the old one again. */
export async function carryOutReplace(
  session: Session,
  journal: Journal,
  plan: Replacement,
  approval: Approval,
  { signal, atMost }: { readonly signal?: AbortSignal; readonly atMost: number },
): Promise<Replaced> {
  const { target, undo } = plan;
  const [gone, anew] = plan.steps;
  const title = titleOf(target);
  if (!gone || !anew) throw new Error('there is nothing to replace');
  await carryOut(session, journal, gone, approval);
  const rest = await untilGone(session, [target], { atMost, ...(signal ? { signal } : {}) });
  if (rest.length > 0) {
    const why = rest.map(remainingText).join(' ');
    return {
      isDone: false,
      text: `${title} was deleted, but the new one is not made yet: ${why} Apply the manifest once it is gone.`,
    };
  }
  try {
    await carryOut(session, journal, anew, approval);
    return { isDone: true, text: `${title} was replaced.` };
  } catch (error) {
    if (!(error instanceof ClusterFailure)) throw error;
    if (error.kind === 'uncertain') return { isDone: false, text: `${title} was deleted. ${error.message}` };
    return restored(session, journal, undo, approval, title, error);
  }
}

async function restored(
  session: Session,
  journal: Journal,
  undo: Step,
  approval: Approval,
  title: string,
  refusal: ClusterFailure,
): Promise<Replaced> {
  try {
    await carryOut(session, journal, undo, approval);
    return {
      isDone: false,
      text: `The new ${title} was refused, and the old one was made again: ${refusal.message}`,
    };
  } catch (error) {
    if (!(error instanceof ClusterFailure)) throw error;
    const text = `${title} was deleted, the new one was refused (${refusal.message}), and the old one could not be made again (${error.message}).`;
    return { isDone: false, text };
  }
}
