import { remove } from '../../manifest/edit.ts';
import type { Field } from '../../manifest/field.ts';
import type { PodTemplate } from '../../manifest/pods.ts';
import { defineCheck } from '../check.ts';
import { securityContexts } from './securityContexts.ts';

/** Checked by default since 1.24: https://kep.k8s.io/2802. */
const POD_OS = 24;

export default defineCheck({
  id: 'api-windows-fields',
  title: 'Pods have no settings of the other operating system',
  category: 'security',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  on: 'pod',
  fix: { kind: 'edit', safe: false },
  check({ target, pod, environment, report }) {
    const os = target.at('os', 'name');
    if (!pod || environment.version < POD_OS || (os.value !== 'windows' && os.value !== 'linux')) return;
    const [foreign, what] =
      os.value === 'windows' ? [linuxFields(pod), 'Windows'] : [windowsFields(pod), 'Linux'];
    for (const field of foreign) {
      report(field, `a pod for ${what} cannot have \`${field.key}\`: remove it`, {
        onKey: true,
        related: [{ field: os, message: 'the operating system is set here' }],
        fixes: [{ title: `Remove \`${field.key}\``, safe: false, edits: () => remove(field) }],
      });
    }
  },
});

/** Source: https://kubernetes.io/docs/concepts/windows/intro/#compatibility-v1-pod-spec. */
const OF_PODS = [
  'appArmorProfile',
  'seLinuxOptions',
  'seccompProfile',
  'fsGroup',
  'fsGroupChangePolicy',
  'runAsUser',
  'runAsGroup',
  'supplementalGroups',
  'supplementalGroupsPolicy',
  'seLinuxChangePolicy',
];
const OF_CONTAINERS = [
  'appArmorProfile',
  'seLinuxOptions',
  'seccompProfile',
  'capabilities',
  'readOnlyRootFilesystem',
  'privileged',
  'allowPrivilegeEscalation',
  'procMount',
  'runAsUser',
  'runAsGroup',
];

function linuxFields(pod: PodTemplate): Field[] {
  const { spec } = pod;
  const context = spec.at('securityContext');
  const sysctls = context.at('sysctls');
  return [
    ...['hostUsers', 'shareProcessNamespace'].map((key) => spec.at(key)).filter(({ exists }) => exists),
    ...['hostPID', 'hostIPC'].map((key) => spec.at(key)).filter(({ value }) => value === true),
    ...OF_PODS.map((key) => context.at(key)).filter(({ exists }) => exists),
    ...(sysctls.items().length > 0 ? [sysctls] : []),
    ...securityContexts(pod)
      .filter(({ path }) => path !== context.path)
      .flatMap((own) => OF_CONTAINERS.map((key) => own.at(key)))
      .filter(({ exists }) => exists),
  ];
}

function windowsFields(pod: PodTemplate): Field[] {
  return securityContexts(pod)
    .map((context) => context.at('windowsOptions'))
    .filter(({ exists }) => exists);
}
