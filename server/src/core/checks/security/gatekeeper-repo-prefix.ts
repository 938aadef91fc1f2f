import { set } from '../../manifest/edit.ts';
import { isFilledIn } from '../../syntax/names.ts';
import { defineCheck } from '../check.ts';

export default defineCheck({
  id: 'gatekeeper-repo-prefix',
  title: 'Repositories that Gatekeeper allows end with a slash',
  category: 'security',
  severity: 'off',
  scope: 'object',
  kinds: ['K8sAllowedRepos'],
  on: 'object',
  fix: { kind: 'edit', safe: false },
  aliases: { trivy: ['KSV-0124'] },
  check({ target, resource, report }) {
    if (resource.group !== 'constraints.gatekeeper.sh') return;
    for (const item of target.at('spec', 'parameters', 'repos').items()) {
      const prefix = item.string;
      // A tag or a digest makes it one image.
      if (!prefix || /\/$|@|:[^/]*$/.test(prefix.replace(/:\d+$/, '')) || isFilledIn(prefix)) continue;
      report(
        item,
        `"${prefix}" also allows whatever begins like it, such as ${prefix}${prefix.includes('/') ? '-other' : '.evil.test'}: end it with a slash`,
        {
          fixes: [{ title: 'Append `/`', safe: false, edits: () => set(item, `${prefix}/`) }],
        },
      );
    }
  },
});
