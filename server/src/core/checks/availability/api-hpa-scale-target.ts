import { defineCheck } from '../check.ts';
import { isAutoscaler } from '../../references/objects.ts';

export default defineCheck({
  id: 'api-hpa-scale-target',
  title: 'An autoscaler says of which API group its target is',
  category: 'availability',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  kinds: ['HorizontalPodAutoscaler'],
  on: 'object',
  fix: null,
  check({ target, resource, environment, report }) {
    if (!isAutoscaler(resource)) return;
    const reference = target.at('spec', 'scaleTargetRef');
    const [apiVersion, kind] = [reference.at('apiVersion'), reference.at('kind').string];
    // Of the kinds without a group, only this one can be scaled.
    if (!kind || kind === 'ReplicationController' || /[${]/.test(kind + (apiVersion.string ?? ''))) return;
    if (apiVersion.string === undefined && (apiVersion.exists || environment.partial)) return;
    const [group, version] = (apiVersion.string ?? '').split('/');
    if (group && version !== undefined) return;
    const known = APPS.includes(kind) ? ': write `apps/v1`' : ', such as `apps/v1`';
    const details = apiVersion.string ? {} : { at: reference.at('kind') };
    report(apiVersion, `the \`apiVersion\` of a ${kind} has a group${known}`, details);
  },
});

const APPS = ['Deployment', 'ReplicaSet', 'StatefulSet'];
