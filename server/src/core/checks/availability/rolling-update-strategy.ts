import { set } from '../../manifest/edit.ts';
import type { Field } from '../../manifest/field.ts';
import type { PodTemplate } from '../../manifest/pods.ts';
import { defineCheck } from '../check.ts';
import { takesNodePort } from './spread.ts';

export default defineCheck({
  id: 'rolling-update-strategy',
  title: 'Deployments replace their pods one after the other',
  category: 'availability',
  severity: 'information',
  kinds: ['Deployment', 'DeploymentConfig'],
  scope: 'object',
  on: 'pod',
  fix: { kind: 'edit', safe: false },
  aliases: { 'kube-linter': ['no-rolling-update-strategy'], 'kube-score': ['deployment-strategy'] },
  check({ resource, pod, environment, report }) {
    const type = resource.root.at('spec', 'strategy', 'type');
    if (!type.written || ROLLING.test(type.written) || environment.partial) return;
    if (!pod || excludesItself(pod)) return;
    const rolling = resource.kind === 'Deployment' ? 'RollingUpdate' : 'Rolling';
    const message = `with \`${type.written}\` all pods stop before new ones start, so each update is an outage: use \`${rolling}\``;
    const fix = { title: `Set \`${rolling}\``, safe: false, edits: () => set(type, rolling) };
    report(type, message, { fixes: [fix] });
  },
});

/** OpenShift says `Rolling`. */
const ROLLING = /^Rolling(?:Update)?$/;

/** Whether an old and a new pod cannot run side by side: they want the same volume, or the same port of a node. */
function excludesItself(pod: PodTemplate): boolean {
  return pod.spec.at('volumes').items().some(isClaim) || takesNodePort(pod);
}

function isClaim(volume: Field): boolean {
  return volume.at('persistentVolumeClaim').exists;
}
