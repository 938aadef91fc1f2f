import { stringify } from 'yaml';
import { expect } from 'vitest';
import { Approval } from '../../client/src/cluster/change/approval.ts';
import { impactOf } from '../../client/src/cluster/change/delete/impact.ts';
import type { Propagation } from '../../client/src/cluster/change/delete/plan.ts';
import { readTargets } from '../../client/src/cluster/change/delete/targets.ts';
import { Journal } from '../../client/src/cluster/change/journal.ts';
import { previewFor } from '../../client/src/cluster/change/preview.ts';
import { carryOutReplace, planReplace } from '../../client/src/cluster/change/replace.ts';
import { askServer, locatedOf } from '../../client/src/cluster/verdict/ask.ts';
import type { Pod } from '../../client/src/cluster/models.ts';
import { podTemplate, runDeployment, test } from '../harness/cluster/streamTest.ts';

test.for(['Background', 'Orphan'] satisfies Propagation[])(
  'replaces a Deployment whose selector changes: %s',
  async (propagation, { server, explorer }) => {
    const name = `selected-${propagation.toLowerCase()}`;
    const old = await runDeployment(server, name, 2, { script: 'sleep 600' });
    const labels = { app: name, tier: 'web' };
    const object = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name, namespace: 'default' },
      spec: {
        replicas: 1,
        selector: { matchLabels: labels },
        template: podTemplate({ script: 'sleep 600', labels }),
      },
    };
    const text = stringify(object);
    const session = await explorer.session('test');
    const asked = { apiVersion: 'apps/v1', kind: 'Deployment', name, namespace: 'default', text };
    const { sayings } = await askServer(session, asked, object);
    expect(sayings.filter(({ check }) => check === 'api-immutable').map(({ paths }) => paths)).toEqual([
      ['spec.selector.matchLabels.tier'],
    ]);
    const place = await locatedOf(session, asked);
    if (!place) throw new Error('no such kind');
    const { targets } = await readTargets(session, [place]);
    const plan = planReplace(await impactOf(session, targets), propagation, { text, object, file: 'a.yaml' });
    expect(plan.about.details.join('\n')).toMatch(
      propagation === 'Orphan' ? /What it owns stays: / : /With it go: 2 Pods/,
    );
    const changes = [...plan.steps, plan.undo].map(({ change }) => change);
    const preview = previewFor(session, { ...plan.about, changes });
    const approval = new Approval(preview, preview.mustType);
    const done = await carryOutReplace(session, new Journal(), plan, approval, { atMost: 20_000 });
    expect(done).toEqual({ isDone: true, text: `Deployment ${name} was replaced.` });
    const pods = async (selector: string): Promise<readonly Pod[]> => {
      const { body } = await server.send(
        'GET',
        `/api/v1/namespaces/default/pods?labelSelector=${encodeURIComponent(selector)}`,
      );
      return (JSON.parse(body) as { readonly items: readonly Pod[] }).items;
    };
    await expect.poll(async () => (await pods(`app=${name},tier=web`)).length, { timeout: 20_000 }).toBe(1);
    const left = async (): Promise<number> => {
      const names = new Set(
        (await pods(`app=${name},!tier`)).flatMap(({ metadata }) => metadata?.name ?? []),
      );
      return old.filter(({ metadata }) => names.has(metadata?.name ?? '')).length;
    };
    await expect.poll(left, { timeout: 20_000 }).toBe(propagation === 'Orphan' ? 2 : 0);
  },
);
