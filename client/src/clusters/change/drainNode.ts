import * as vscode from 'vscode';
import type { Drained } from '../../cluster/change/operations/drain.ts';
import { drain, drainedText } from '../../cluster/change/operations/drain.ts';
import { planDrain, readDrain } from '../../cluster/change/operations/drainPlan.ts';
import { podName } from '../../cluster/change/operations/drainPods.ts';
import type { Target } from '../../cluster/change/operations/target.ts';
import { count } from '../../cluster/change/operations/target.ts';
import { previewFor } from '../../cluster/change/preview.ts';
import type { Pod } from '../../cluster/models.ts';
import type { Session } from '../../cluster/session.ts';
import type { Tools } from './tools.ts';
import { confirm } from './confirm.ts';
import { howElse } from './howElse.ts';
import { withStop } from './withStop.ts';
import { inform, warn } from '../../notice.ts';

const UNCORDON = 'Uncordon…';
const DETAILS = 'Show the Pods';

/** Empties a node; whether somebody wants it uncordoned afterwards. */
export async function drainNode(
  { journal, texts }: Tools,
  session: Session,
  target: Target,
): Promise<boolean> {
  const pods = await readDrain(session, target.name);
  const takesLost = await askForLost(pods.get('lost') ?? []);
  if (takesLost === undefined) return false;
  const plan = await planDrain(session, target, pods, takesLost);
  const details = [...plan.about.details, ...howElse(session, plan)];
  const changes = plan.steps.map(({ change }) => change);
  const approval = await confirm(previewFor(session, { ...plan.about, details, changes }));
  if (!approval) return false;
  const drained = await withStop(
    `Draining Node ${target.name} on ${session.context.name}`,
    (signal, report) => drain(session, journal, plan, approval, { signal, report }),
  );
  const say = drained.left.length === 0 ? inform : warn;
  const offers = drained.left.length > 0 ? [UNCORDON, DETAILS] : [UNCORDON];
  const text = drainedText(target.name, drained);
  const answer = await say(text, ...offers);
  if (answer !== DETAILS) return answer === UNCORDON;
  await texts.show({ name: `drain of ${target.name}.md`, text: report(target.name, drained) });
  return (await say(text, UNCORDON)) === UNCORDON;
}

/** Pods that nobody makes anew go only if somebody says so. Nothing where it is waved away. */
async function askForLost(lost: readonly Pod[]): Promise<boolean | undefined> {
  if (lost.length === 0) return false;
  const names = lost.slice(0, 5).map(podName).join(', ');
  const more = lost.length > 5 ? ` and ${lost.length - 5} more` : '';
  const [them, theyAre] = lost.length === 1 ? ['It', 'It is'] : ['Them', 'They are'];
  const items = [
    { label: `Leave ${them} on the Node`, detail: 'The node will not be empty.', takes: false },
    { label: `Evict ${them}, Too`, detail: `${theyAre} lost for good: ${names}${more}`, takes: true },
  ];
  const title = `${count(lost.length, 'Pod')} would not be made anew by anything`;
  return (await vscode.window.showQuickPick(items, { title, ignoreFocusOut: true }))?.takes;
}

function report(node: string, { gone, left }: Drained): string {
  const lines = left.map(({ pod, reason }) => `- ${pod}: ${reason}`);
  return [
    `# Drain of Node ${node}`,
    '',
    `${count(gone, 'Pod')} gone, ${left.length} left:`,
    '',
    ...lines,
    '',
  ].join('\n');
}
