import { count, Report } from '../../look/report.ts';
import { collectionPath, withQuery } from '../../resources/address.ts';
import type { ResourceType } from '../../resources/discovery.ts';
import type { Session } from '../../session.ts';
import { podsOf } from '../../streams/podsOf.ts';
import type { PodOwner } from '../../streams/podsOf.ts';
import type { Quantities } from '../../usage/amounts.ts';
import { amountsOf, cpuText, memoryText } from '../../usage/amounts.ts';

/** What the Pods of workloads use, where the cluster measures it; `undefined` where it does not. */
export async function usageReport(
  session: Session,
  owners: readonly PodOwner[],
): Promise<Report | undefined> {
  const { types } = await session.discovery();
  const metrics = types.find(({ group, kind }) => group === 'metrics.k8s.io' && kind === 'PodMetrics');
  if (!metrics) return undefined;
  const found = await Promise.all(
    owners.map(async (owner) => ({ owner, pods: await measured(session, metrics, owner) })),
  );
  const report = new Report();
  for (const { owner, pods } of found) {
    report.line(`# What ${owner.kind} ${owner.name} uses`).line('');
    report.line(`${count(pods.length, 'Pod')} measured. A new Pod is measured after a minute or so.`);
    report.line('');
    for (const pod of pods) for (const line of linesOf(pod)) report.line(line);
    if (pods.length > 0) report.line('');
  }
  return report;
}

async function measured(
  { connection }: Session,
  metrics: ResourceType,
  owner: PodOwner,
): Promise<readonly Measured[]> {
  const { labelSelector, fieldSelector } = await podsOf(connection, owner);
  const path = withQuery(collectionPath(metrics, owner.namespace), { labelSelector, fieldSelector });
  const { items } = await connection.json<{ items?: readonly Measured[] | null }>({ path });
  return items ?? [];
}

function linesOf({ metadata, containers = [] }: Measured): string[] {
  return containers.map(({ name, usage }) => {
    const { cpu, memory } = amountsOf(usage);
    const said = [
      cpu === undefined ? '' : `CPU ${cpuText(cpu)}`,
      memory === undefined ? '' : `memory ${memoryText(memory)}`,
    ];
    return `- ${metadata?.name ?? ''}, ${name}: ${said.filter((text) => text !== '').join(', ')}`;
  });
}

interface Measured {
  readonly metadata?: { readonly name?: string };
  readonly containers?: readonly { readonly name: string; readonly usage?: Quantities }[];
}
