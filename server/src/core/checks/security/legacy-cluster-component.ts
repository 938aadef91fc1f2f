import type { Field } from '../../manifest/field.ts';
import type { PodTemplate } from '../../manifest/pods.ts';
import { isService, POD_KINDS } from '../../references/objects.ts';
import type { ObjectContext } from '../check.ts';
import { defineCheck } from '../check.ts';
import { envVars } from '../workload/envSources.ts';

export default defineCheck({
  id: 'legacy-cluster-component',
  title: 'Components that open the cluster are gone',
  category: 'security',
  severity: 'off',
  scope: 'object',
  kinds: [...POD_KINDS, 'Service'],
  on: 'object',
  fix: null,
  aliases: {
    trivy: ['KSV-0102'],
    checkov: ['CKV_K8S_33', 'CKV_K8S_34', 'CKV_K8S_44', 'CKV_K8S_45', 'CKV_K8S_159'],
  },
  check({ target, resource, pod, report }) {
    if (pod) checkPod(pod, report);
    else if (isService(resource)) {
      const selector = target.at('spec', 'selector');
      if (selector.at('name').string === 'tiller') report(selector.at('name'), TILLER);
      const dashboard = selector.at('k8s-app');
      if (dashboard.string === 'kubernetes-dashboard') report(dashboard, DASHBOARD);
    }
  },
});

const TILLER = 'Tiller does everything for everybody who reaches it, and Helm 3 needs none: remove it';
const DASHBOARD = 'the Kubernetes Dashboard is archived and has been a way into clusters: remove it';

const IMAGES: readonly (readonly [RegExp, string])[] = [
  [/(?:^|\/)tiller(?:[:@]|$)/, TILLER],
  [/(?:^|\/)(?:kubernetesui\/dashboard|kubernetes-dashboard)[\w-]*(?:[:@]|$)/, DASHBOARD],
];

function checkPod({ containers }: PodTemplate, report: ObjectContext['report']): void {
  for (const { field } of containers) {
    const image = field.at('image');
    for (const [pattern, message] of IMAGES) if (pattern.test(image.string ?? '')) report(image, message);
    if (!/(?:^|\/)git-sync(?:[:@]|$)/.test(image.string ?? '')) continue;
    for (const program of gitPrograms(field))
      report(program, 'git-sync runs whatever program stands here: let it use its own git');
  }
}

/** Where git-sync is told which program is git, which lets it run any (https://github.com/kubernetes/git-sync#flags-which-configure-what-data-is-synced). */
function gitPrograms(container: Field): Field[] {
  const args = [...container.at('command').items(), ...container.at('args').items()];
  return [
    ...envVars(container)
      .filter((entry) => /^(?:GITSYNC_GIT|GIT_SYNC_GIT)$/.test(entry.at('name').string ?? ''))
      .map((entry) => entry.at('name')),
    ...args.filter(({ string = '' }) => /^--?git(?:=|$)/.test(string)),
  ];
}
