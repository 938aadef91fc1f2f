import type { Preview } from '../approval.ts';
import { previewFor } from '../preview.ts';
import type { Session } from '../../session.ts';
import type { ApplyPlan, Fate, Planned } from './planApply.ts';
import { nameOf } from './readManifests.ts';
import { refusedText } from './refusedText.ts';

/** So many names or lines are in a preview; the report has all. */
const MOST = 8;

/** What is shown before a file is applied: how many objects change where, whose they are, and what the server warns of. */
export function applyPreview(session: Session, file: string, plan: ApplyPlan): Preview {
  const { planned } = plan;
  const sent = toSend(plan);
  const namespaces = [...new Set(sent.flatMap(({ address }) => address?.namespace ?? []))].toSorted();
  return previewFor(session, {
    title: `Apply ${file} to ${plan.context}?`,
    name: plan.context,
    isGrave: sent.length > MANY,
    ...(namespaces.length > 0 ? { namespace: namespaces.join(', ') } : {}),
    details: detailsOf(plan),
    action:
      planned.length === sent.length || sent.length === 0 || !hasRefused(plan) ? 'Apply' : 'Apply the Rest',
    changes: sent.map(({ step }) => step?.change).filter((change) => change !== undefined),
  });
}

/** From so many objects on, the name of the context is typed. */
const MANY = 10;

/** What applying will send. */
export function toSend({ planned }: ApplyPlan): readonly Planned[] {
  return planned.filter(({ fate }) => fate !== 'unchanged' && fate !== 'refused');
}

function hasRefused({ planned, leftOut }: ApplyPlan): boolean {
  return leftOut.length > 0 || planned.some(({ fate }) => fate === 'refused');
}

const FATES: readonly (readonly [Fate, string])[] = [
  ['created', 'To be created'],
  ['changed', 'To be changed'],
  ['later', 'To be tried, then made or changed, once what they need from this file is there'],
  ['adopted', 'Unchanged, but their fields will belong to Kube Guardrails, too'],
  ['unchanged', 'Unchanged, so not sent'],
  ['refused', 'NOT applied'],
];

function detailsOf({ planned, leftOut }: ApplyPlan): string[] {
  const counts = FATES.flatMap(([fate, words]) => {
    const names = planned.filter((one) => one.fate === fate).map(({ manifest }) => nameOf(manifest));
    return names.length === 0 ? [] : [`${words} (${names.length}): ${shortened(names, ', ')}`];
  });
  const problems = [
    ...planned.flatMap(({ manifest, failure }) =>
      failure ? [`Line ${manifest.line}, ${nameOf(manifest)}: ${refusedText(failure)}`] : [],
    ),
    ...leftOut.map(({ line, reason }) => `Line ${line}: ${reason}`),
  ];
  const notes = planned.flatMap(({ manifest, owners, warnings }) => [
    ...owners.map(({ text }) => `${nameOf(manifest)}: ${text}`),
    ...warnings.map((text) => `${nameOf(manifest)}: the server warns: ${text}`),
  ]);
  return [...counts, ...paragraph(problems), ...paragraph(notes)];
}

function paragraph(lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', ...shortened(lines, '\n').split('\n')];
}

function shortened(texts: readonly string[], between: string): string {
  const more = texts.length - MOST;
  return [...texts.slice(0, MOST), ...(more > 0 ? [`${more} more`] : [])].join(between);
}
