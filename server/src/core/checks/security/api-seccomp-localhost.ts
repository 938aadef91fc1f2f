import { remove, set } from '../../manifest/edit.ts';
import type { Field } from '../../manifest/field.ts';
import type { ObjectContext } from '../check.ts';
import { defineCheck } from '../check.ts';
import { isFilledIn } from '../../syntax/names.ts';
import { descendingProblem } from '../storage/volumes.ts';
import { securityContexts } from './securityContexts.ts';

export default defineCheck({
  id: 'api-seccomp-localhost',
  title: 'A profile of seccomp or AppArmor has a name if it is one of the node, and only then',
  category: 'security',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  on: 'pod',
  fix: { kind: 'edit', safe: false },
  check({ pod, environment, report }) {
    for (const context of pod ? securityContexts(pod) : []) {
      for (const key of ['seccompProfile', 'appArmorProfile'] as const)
        checkProfile(context.at(key), environment.partial, report);
    }
  },
});

/** Source: https://kubernetes.io/docs/tutorials/security/seccomp/. */
function checkProfile(profile: Field, partial: boolean, report: ObjectContext['report']): void {
  const [type, name] = [profile.at('type'), profile.at('localhostProfile')];
  const isSeccomp = profile.key === 'seccompProfile';
  if (!type.string) return;
  if (type.string !== 'Localhost') {
    if (!name.exists) return;
    report(name, `only a profile of type \`Localhost\` has a name, not \`${type.string}\`: remove it`, {
      fixes: [
        { title: 'Remove `localhostProfile`', safe: false, edits: () => remove(name) },
        { title: 'Set `type: Localhost`', safe: false, edits: () => set(type, 'Localhost') },
      ],
    });
  } else if (!name.exists) {
    const advice = 'set `localhostProfile`, or use `RuntimeDefault`';
    if (!partial)
      report(name, `\`Localhost\` means a profile of the node, but none is named: ${advice}`, { at: type });
  } else if (name.string !== undefined && !isFilledIn(name.string)) {
    const text = name.string;
    const problem = isSeccomp ? descendingProblem(text) : paddingProblem(text);
    if (problem) report(name, `"${text}" cannot be the name of a profile: ${problem}`);
  }
}

function paddingProblem(name: string): string | undefined {
  if (name.trim() === '') return 'write one';
  return name.trim() === name ? undefined : 'remove the spaces around it';
}
