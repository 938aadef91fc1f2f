import { expect, it } from 'vitest';
import { mixedSamples, singleSamples } from '../../../../../test/truth/podSecurity/pods.ts';
import { idsWith } from '../../../../../test/truth/podSecurity/ours.ts';

/** Checks that say the same of a pod, or something worse, so that one of a standard keeps quiet. */
const INSTEAD: Readonly<Record<string, readonly string[]>> = {
  'capabilities-beyond-baseline': ['dangerous-capabilities'],
  'capabilities-drop-all': ['dangerous-capabilities', 'security-context-missing'],
  'host-path-volume': ['docker-sock', 'sensitive-host-mount'],
  'privilege-escalation': ['security-context-missing'],
  'run-as-non-root': ['security-context-missing'],
  'seccomp-profile-missing': ['security-context-missing', 'linux-hardening'],
};

it('a check of a standard keeps quiet only where another one speaks', () => {
  const alone = idsWith(({ pss }) => pss !== undefined, 36);
  const among = idsWith(({ category, pss }) => category === 'security' || pss !== undefined, 36);
  const samples = [...singleSamples().filter((_, index) => index % 3 === 0), ...mixedSamples(100)];
  const silent = samples.flatMap(({ name, text }) => {
    const all = among(text);
    return alone(text)
      .filter((id) => ![id, ...(INSTEAD[id] ?? [])].some((one) => all.includes(one)))
      .map((id) => `${id}: ${name}`);
  });
  expect(silent).toEqual([]);
});
