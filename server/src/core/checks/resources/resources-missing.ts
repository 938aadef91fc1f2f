import { placeholder } from '../../manifest/render.ts';
import { defineCheck } from '../check.ts';
import { addition, containerField, containerName, hasResources } from './containerResources.ts';

export default defineCheck({
  id: 'resources-missing',
  title: 'Containers say what they need and how much they may use',
  category: 'resources',
  severity: 'error',
  scope: 'object',
  on: 'container',
  fix: { kind: 'placeholder', safe: false },
  check(context) {
    const { target, environment, report } = context;
    if (environment.partial || hasResources(context)) return;
    const message = `${containerName(target)} requests no CPU or memory and has no limits: reserve what it needs and bound its memory`;
    const resources = target.at('resources');
    const fixes = [addition('Add requests and a memory limit', resources, AMOUNTS)];
    report(resources, message, { at: containerField(target), fixes });
  },
});

/** No CPU limit: it slows a container down even where the CPU is idle. */
const AMOUNTS = {
  requests: {
    cpu: placeholder('100m', { hint: 'set what it needs' }),
    memory: placeholder('128Mi', { hint: 'set what it needs' }),
  },
  limits: { memory: placeholder('128Mi', { hint: 'set the most it may use' }) },
};
