import { set } from '../../manifest/edit.ts';
import { POD_KINDS } from '../../references/objects.ts';
import { isFilledIn } from '../../syntax/names.ts';
import { defineCheck } from '../check.ts';

const LABEL = 'app.kubernetes.io/instance';

export default defineCheck({
  id: 'instance-label-mismatch',
  title: 'The instance label is the name of the workload',
  category: 'metadata',
  severity: 'off',
  scope: 'object',
  kinds: POD_KINDS,
  on: 'object',
  fix: { kind: 'edit', safe: false },
  aliases: { polaris: ['metadataAndInstanceMismatched'] },
  check({ resource, report }) {
    const metadata = resource.root.at('metadata');
    const field = metadata.at('labels', LABEL);
    const name = metadata.at('name').string;
    const instance = field.written;
    if (!resource.facts?.podSpec || !name || instance === undefined || instance === name) return;
    if (isFilledIn(name) || isFilledIn(instance)) return;
    report(field, `${LABEL} is "${instance}", but the name is "${name}": make them the same`, {
      fixes: [{ title: `Change to \`${name}\``, safe: false, edits: () => set(field, name) }],
    });
  },
});
