import { set } from '../../manifest/edit.ts';
import { placeholder } from '../../manifest/render.ts';
import type { Value } from '../../manifest/render.ts';
import { defineCheck } from '../check.ts';
import { containerField, containerName } from '../resources/containerResources.ts';
import { isLongRunning } from '../workload/appsKinds.ts';

/** On by default since 1.30: https://kep.k8s.io/3960. */
const SLEEP_ACTION = 30;

export default defineCheck({
  id: 'prestop-missing',
  title: 'Containers finish their work before they stop',
  category: 'probes',
  severity: 'off',
  scope: 'object',
  on: 'container',
  containers: ['app'],
  fix: { kind: 'placeholder', safe: false },
  check({ target, resource, pod, environment, report }) {
    const hook = target.at('lifecycle', 'preStop');
    if (environment.partial || hook.exists || !isLongRunning(resource, pod)) return;
    const message = `${containerName(target)} has no \`preStop\` hook: give it some seconds in which no new requests come`;
    report(hook, message, {
      at: containerField(target),
      fixes: [
        {
          title: 'Sleep before it stops',
          safe: false,
          edits: () => set(hook, sleep(environment.version >= SLEEP_ACTION)),
        },
      ],
    });
  },
});

/** Without the sleep action the image has to bring along a `sleep`. */
function sleep(hasAction: boolean): Value {
  const hint = 'set the seconds until no new requests come';
  return hasAction
    ? { sleep: { seconds: placeholder(5, { hint }) } }
    : { exec: { command: ['sleep', placeholder('5', { hint })] } };
}
