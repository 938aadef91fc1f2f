import { count, Report } from '../../look/report.ts';
import { collectionPath, withQuery } from '../../resources/address.ts';
import type { Session } from '../../session.ts';
import { podsOf } from '../../streams/podsOf.ts';
import type { PodOwner } from '../../streams/podsOf.ts';
import type { Quantities } from '../../usage/amounts.ts';
import { amountsOf, cpuText, memoryText } from '../../usage/amounts.ts';

/** What the Pods of a workload use, where the cluster measures it; `undefined` where it does not. */
export async function usageReport(session: Session, owner: PodOwner): Promise<Report | undefined> {
  const { types } = await session.discovery();
  const metrics = types.find(({ group, kind }) => group === 'metrics.k8s.io' && kind === 'PodMetrics');
  if (!metrics) return undefined;
  const { labelSelector, fieldSelector } = await podsOf(session.connection, owner);
  const path = withQuery(collectionPath(metrics, owner.namespace), { labelSelector, fieldSelector });
  const { items } = await session.connection.json<{ items?: readonly Measured[] | null }>({ path });
  const pods = items ?? [];
  const report = new Report().line(`# What ${owner.kind} ${owner.name} uses`).line('');
  report.line(`${count(pods.length, 'Pod')} measured. A new Pod is measured after a minute or so.`).line('');
  for (const { metadata, containers = [] } of pods) {
    for (const { name, usage } of containers) {
      const { cpu, memory } = amountsOf(usage);
      const said = [
        cpu === undefined ? '' : `CPU ${cpuText(cpu)}`,
        memory === undefined ? '' : `memory ${memoryText(memory)}`,
      ];
      report.line(`- ${metadata?.name ?? ''}, ${name}: ${said.filter((text) => text !== '').join(', ')}`);
    }
  }
  return report;
}

interface Measured {
  readonly metadata?: { readonly name?: string };
  readonly containers?: readonly { readonly name: string; readonly usage?: Quantities }[];
}
