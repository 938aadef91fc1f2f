import type { Container, PodTemplate } from '../../manifest/pods.ts';
import { mayBePatched } from '../../references/patched.ts';
import type { ServicePort } from '../../references/ports.ts';
import { findPort, podPorts, runningContainers, servicePorts } from '../../references/ports.ts';
import { servicesOf } from '../../references/selection.ts';
import type { Slot } from '../../workspace.ts';
import { defineCheck } from '../check.ts';
import { containerField, containerName } from '../resources/containerResources.ts';
import { isLongRunning } from '../workload/appsKinds.ts';
import { probeFix } from './probeFix.ts';

export default defineCheck({
  id: 'readiness-probe-missing',
  title: 'Containers behind a Service have a readiness probe',
  category: 'probes',
  severity: 'warning',
  scope: 'workspace',
  on: 'pod',
  fix: { kind: 'placeholder', safe: false },
  aliases: {
    'kube-linter': ['no-readiness-probe'],
    'kube-score': ['pod-probes'],
    polaris: ['readinessProbeMissing'],
    checkov: ['CKV_K8S_9'],
  },
  check({ resource, pod, environment, workspace, slot, report }) {
    if (!pod || environment.partial || !isLongRunning(resource, pod)) return;
    const unprobed = runningContainers(pod).filter(
      ({ field }) => !field.at('readinessProbe').exists && !field.at('startupProbe').exists,
    );
    if (unprobed.length === 0) return;
    const serving = servingContainers(pod, servicesOf(workspace, slot));
    for (const container of unprobed) {
      const service = serving.get(container);
      if (!service || mayBePatched(workspace, slot.uri, 'readinessProbe')) continue;
      const { field } = container;
      const name = service.resource.root.at('metadata', 'name');
      const message = `${containerName(field)} has no readiness probe: Service ${name.written} sends it requests before it can answer`;
      report(field.at('readinessProbe'), message, {
        at: containerField(field),
        related: [{ field: name, message: 'the Service that selects this pod', origin: service }],
        fixes: [probeFix(container, 'readinessProbe')],
      });
    }
  },
});

/** The containers to which Services send requests, each with the first that does. */
function servingContainers(pod: PodTemplate, services: readonly Slot[]): Map<Container, Slot> {
  const serving = new Map<Container, Slot>();
  for (const slot of services) {
    const { root } = slot.resource;
    if (root.at('spec', 'publishNotReadyAddresses').value === true) continue;
    for (const port of servicePorts(root)) {
      const container = isForMetrics(port, slot) ? undefined : containerOf(pod, port);
      if (container && !serving.has(container)) serving.set(container, slot);
    }
  }
  return serving;
}

/** The container that declares the port; where none does, the only one that there is. */
function containerOf(pod: PodTemplate, { target, protocol }: ServicePort): Container | undefined {
  const declared = target === undefined ? undefined : findPort(podPorts(pod), target, protocol);
  if (declared) return declared.container;
  const apps = pod.containers.filter(({ role }) => role === 'app');
  return apps.length === 1 ? apps[0] : undefined;
}

/** What is scraped is found by its pods, ready or not, and nobody waits for the answer. */
function isForMetrics({ name, target }: ServicePort, { resource }: Slot): boolean {
  return (
    [name, String(target)].some((word) => /metrics|prometheus/.test(word ?? '')) ||
    (resource.name ?? '').endsWith('-metrics')
  );
}
