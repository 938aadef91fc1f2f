import { set } from '../../manifest/edit.ts';
import type { Field } from '../../manifest/field.ts';
import { belongTogether } from '../../references/belonging.ts';
import { inReach, keptBeside } from '../../references/beside.ts';
import { named } from '../../references/lookup.ts';
import { hasOwner, mayBeElsewhere } from '../../references/makers.ts';
import { titleOf } from '../../references/objects.ts';
import type { Slot } from '../../workspace.ts';
import type { Fix } from '../check.ts';
import { defineCheck } from '../check.ts';
import { isFilledIn } from '../../syntax/names.ts';
import { nearName } from '../nearName.ts';

/** Built-in kinds that can be scaled (https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/). */
const SCALABLE = ['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController', 'DeploymentConfig'];

export default defineCheck({
  id: 'dangling-hpa',
  title: 'Autoscalers scale workloads that exist',
  category: 'workload',
  severity: 'warning',
  scope: 'workspace',
  kinds: ['HorizontalPodAutoscaler'],
  on: 'object',
  fix: { kind: 'edit', safe: false },
  aliases: {
    'kube-linter': ['dangling-horizontalpodautoscaler'],
    'kube-score': ['horizontalpodautoscaler-has-target'],
  },
  check({ target, resource, environment, workspace, slot, report }) {
    const reference = target.at('spec', 'scaleTargetRef');
    const kind = reference.at('kind').string;
    const field = reference.at('name');
    const name = field.string;
    if (resource.group !== 'autoscaling' || environment.partial || !kind || !name || isFilledIn(name)) return;
    // What other kinds there are only the cluster knows.
    if (!SCALABLE.includes(kind) || named(workspace, slot, kind, name).length > 0) return;
    if (mayBeElsewhere(workspace, slot, name) || hasOwner(workspace, name)) return;
    const [other] = SCALABLE.flatMap((one) => named(workspace, slot, one, name));
    if (other) {
      const message = `there is no ${kind} "${name}" among these manifests, but a ${other.resource.kind}: change the kind`;
      report(reference.at('kind'), message, {
        fixes: changeKind(reference, other),
        related: [
          {
            field: other.resource.root.at('metadata', 'name'),
            message: titleOf(other.resource),
            origin: other,
          },
        ],
      });
      return;
    }
    const beside = inReach(workspace, slot, scalableBeside(workspace, slot));
    const near = nearName(
      field,
      beside.filter((one) => one.resource.kind === kind),
      `the ${kind} of this name`,
    );
    if (!near?.isSlip && !belongTogether(workspace, slot, beside)) return;
    const hint = near ? `did you mean "${near.name}"?` : `correct the name, or add the ${kind}`;
    report(field, `there is no ${kind} "${name}" among these manifests: ${hint}`, {
      fixes: near?.fixes ?? [],
      related: near?.related ?? [],
    });
  },
});

const scalableBeside = keptBeside(SCALABLE, () => true);

function changeKind(reference: Field, { resource }: Slot): Fix[] {
  const { kind, apiVersion } = resource;
  const edits = (): ReturnType<typeof set> => [
    ...set(reference.at('kind'), kind),
    ...(reference.at('apiVersion').value === apiVersion ? [] : set(reference.at('apiVersion'), apiVersion)),
  ];
  return [{ title: `Change to \`${kind}\``, safe: false, edits }];
}
