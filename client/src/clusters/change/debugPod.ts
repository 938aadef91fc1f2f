import * as vscode from 'vscode';
import { carryOutAll, tryOut, warningsOf } from '../../cluster/change/plan.ts';
import { previewFor } from '../../cluster/change/preview.ts';
import type { DebugWish } from '../../cluster/change/operations/debug.ts';
import { debugRuns, planDebug } from '../../cluster/change/operations/debug.ts';
import type { Target } from '../../cluster/change/operations/target.ts';
import type { Pod } from '../../cluster/models.ts';
import type { Session } from '../../cluster/session.ts';
import type { Memory } from '../../explorer/choices.ts';
import { ShellTerminal } from '../shellTerminal.ts';
import type { Tools } from './tools.ts';
import { confirm } from './confirm.ts';
import { howElse } from './howElse.ts';
import { withStop } from './withStop.ts';

/** Adds a debug container to a Pod and opens a terminal in it. */
export async function debugPod(
  { journal }: Tools,
  memory: Memory,
  session: Session,
  target: Target,
  container: string | undefined,
): Promise<void> {
  const wish = await askWish(memory, session, target, container);
  if (!wish) return;
  const plan = await planDebug(session, target, wish);
  const warnings = warningsOf(await tryOut(session, plan)).map((text) => `The server warns: ${text}`);
  const details = [...plan.about.details, ...warnings, ...howElse(session, plan)];
  const changes = plan.steps.map(({ change }) => change);
  const approval = await confirm(previewFor(session, { ...plan.about, details, changes }));
  if (!approval) return;
  const [outcome] = await carryOutAll(session, journal, plan, approval);
  if (outcome?.failure) throw outcome.failure;
  await remember(memory, wish.image);
  const runs = await withStop(`Starting ${plan.container} in Pod ${target.name}`, (signal, report) =>
    debugRuns(session, target, plan.container, { signal, report }),
  );
  const place = { namespace: target.namespace ?? '', pod: target.name, container: plan.container };
  if (!runs) return;
  const isShell = true;
  ShellTerminal.show(session.connection, { ...place, isShell, tty: true, stdin: true, approval });
}

async function askWish(
  memory: Memory,
  { connection }: Session,
  { path, name }: Target,
  container: string | undefined,
): Promise<DebugWish | undefined> {
  const { spec } = await connection.json<Pod>({ path });
  const names = (spec?.containers ?? []).map((one) => one.name);
  const chosen = container ?? (names.length > 1 ? await askContainer(names, name) : names[0]);
  if (chosen === undefined) return undefined;
  const image = await askImage(memory, name);
  return image === undefined ? undefined : { image, container: chosen === '' ? undefined : chosen };
}

/** '' for none of them. */
async function askContainer(names: readonly string[], pod: string): Promise<string | undefined> {
  const none = { label: 'None of them', detail: 'Only the network of the Pod is shared.', name: '' };
  const items = [...names.map((label) => ({ label, name: label })), none];
  const title = `Debug ${pod}: whose processes do you want to see?`;
  return (await vscode.window.showQuickPick(items, { title }))?.name;
}

const RECENT = 'debug.images';
const MOST_RECENT = 5;
const OTHER = 'Another image…';

function recent(memory: Memory): readonly string[] {
  return (memory.get(RECENT) as readonly string[] | undefined) ?? [];
}

async function remember(memory: Memory, image: string): Promise<void> {
  const others = recent(memory).filter((one) => one !== image);
  await memory.update(RECENT, [image, ...others].slice(0, MOST_RECENT));
}

async function askImage(memory: Memory, pod: string): Promise<string | undefined> {
  const usual = vscode.workspace.getConfiguration('kubeGuardrails').get('debugImage', '');
  const images = [...new Set([...(usual === '' ? [] : [usual]), ...recent(memory)])];
  const items = [
    ...images.map((label) => ({ label, description: label === usual ? 'by the settings' : 'used before' })),
    { label: OTHER },
  ];
  const title = `Debug ${pod}: with which image?`;
  const picked = await vscode.window.showQuickPick(items, { title });
  if (picked?.label !== OTHER) return picked?.label;
  const prompt = 'It has to begin with a shell. The node pulls it.';
  const typed = await vscode.window.showInputBox({
    title,
    prompt,
    placeHolder: 'registry.example.com/tools:1.2',
  });
  return typed?.trim() || undefined;
}
