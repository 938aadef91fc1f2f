import { set } from '../../manifest/edit.ts';
import type { PodTemplate } from '../../manifest/pods.ts';
import type { Resource } from '../../manifest/resource.ts';
import type { Value } from '../../manifest/render.ts';
import { belongTogether } from '../../references/belonging.ts';
import { servicesBeside, servicesNamed } from '../../references/ingress.ts';
import { hasOwner, mayBeElsewhere } from '../../references/makers.ts';
import { LABELS, mayBePatched } from '../../references/patched.ts';
import { podPorts } from '../../references/ports.ts';
import { knowable, labelsOfPods, serviceSelector } from '../../references/selection.ts';
import type { Slot } from '../../workspace.ts';
import type { Fix, WorkspaceContext } from '../check.ts';
import { defineCheck } from '../check.ts';
import { isFilledIn } from '../../syntax/names.ts';
import { nearName } from '../nearName.ts';
import { addDocuments, metadataBeside } from '../newDocument.ts';

export default defineCheck({
  id: 'statefulset-service-name',
  title: 'StatefulSets have the headless Service that they name',
  category: 'workload',
  severity: 'warning',
  scope: 'workspace',
  kinds: ['StatefulSet'],
  on: 'object',
  fix: { kind: 'document', safe: false },
  aliases: { 'kube-score': ['statefulset-has-servicename'] },
  check(context) {
    const { target, resource, environment, workspace, slot } = context;
    const name = target.at('spec', 'serviceName').string;
    if (resource.group !== 'apps' || environment.partial || !name || isFilledIn(name)) return;
    const services = servicesNamed(workspace, slot, name);
    if (services.length === 0) checkMissing(context, name);
    else if (services.every((service) => !workspace.isPartial(service)))
      checkServices(context, name, services);
  },
});

type Context = WorkspaceContext<Record<never, never>>;

/** A Service that is nowhere counts only where Services are kept with the StatefulSet. */
function checkMissing({ target, resource, pod, workspace, slot, report }: Context, name: string): void {
  if (mayBeElsewhere(workspace, slot, name) || hasOwner(workspace, name)) return;
  const others = servicesBeside(workspace, slot);
  const field = target.at('spec', 'serviceName');
  const headless = others.filter(isHeadless);
  const near = nearName(field, headless, 'the headless Service of this name');
  if (!near?.isSlip && !belongTogether(workspace, slot, others)) return;
  const hint = near ? `did you mean "${near.name}"?` : 'add it';
  const add = pod
    ? addDocuments(resource, `Add a headless Service ${name}`, [headlessService(resource, name, pod)])
    : [];
  const message = `there is no Service "${name}" among these manifests, so the pods get no names of their own: ${hint}`;
  report(field, message, { fixes: [...(near?.fixes ?? []), ...add], related: near?.related ?? [] });
}

/** The pods get names only by a Service that is headless and selects them (https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id). */
function checkServices(
  { target, resource, workspace, slot, report }: Context,
  name: string,
  services: readonly Slot[],
): void {
  const field = target.at('spec', 'serviceName');
  const [service] = services;
  if (!service) return;
  const labels = labelsOfPods(resource);
  if (!services.some(isHeadless)) {
    report(
      field,
      `Service ${name} is not headless, so the pods get no names of their own: set \`clusterIP: None\``,
      {
        severity: 'information',
        related: [{ field: service.resource.root.at('spec'), message: `Service ${name}`, origin: service }],
        fixes: makeHeadless(service, name),
      },
    );
    return;
  }
  const selects = services.some((one) => {
    const selector = serviceSelector(one.resource);
    return !selector || knowable(workspace, slot, selector).matches(labels);
  });
  if (selects || labels.size === 0 || mayBePatched(workspace, slot.uri, LABELS)) return;
  report(
    field,
    `Service ${name} does not select these pods, so they get no names of their own: correct its selector`,
    {
      related: [
        {
          field: service.resource.root.at('spec', 'selector'),
          message: `the selector of Service ${name}`,
          origin: service,
        },
      ],
    },
  );
}

function isHeadless({ resource }: Slot): boolean {
  return resource.root.at('spec', 'clusterIP').value === 'None';
}

/** Services of other types need an address in the cluster. */
function makeHeadless(service: Slot, name: string): Fix[] {
  const spec = service.resource.root.at('spec');
  const type = spec.at('type');
  if (type.exists && type.value !== 'ClusterIP') return [];
  const edits = (): ReturnType<Fix['edits']> =>
    set(spec.at('clusterIP'), 'None').map((edit) => ({ ...edit, origin: service }));
  return [{ title: `Make Service ${name} headless`, safe: false, edits }];
}

function headlessService(resource: Resource, name: string, pod: PodTemplate): Value {
  const labels = resource.root.at('spec', 'selector', 'matchLabels').entries();
  const selector = Object.fromEntries(labels.map((label) => [String(label.key), label.written ?? '']));
  const ports = podPorts(pod).flatMap((port) =>
    port.number === undefined ? [] : [{ ...(port.name ? { name: port.name } : {}), port: port.number }],
  );
  const list = ports.length > 1 && ports.some((port) => !('name' in port)) ? ports.slice(0, 1) : ports;
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadataBeside(resource, name),
    spec: { clusterIP: 'None', selector, ...(list.length > 0 ? { ports: list } : {}) },
  };
}
