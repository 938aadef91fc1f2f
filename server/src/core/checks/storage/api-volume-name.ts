import { set } from '../../manifest/edit.ts';
import type { Field } from '../../manifest/field.ts';
import type { PodTemplate } from '../../manifest/pods.ts';
import type { TextEdit } from '../../text.ts';
import type { Fix } from '../check.ts';
import { defineCheck } from '../check.ts';
import { isFilledIn, labelProblem } from '../../syntax/names.ts';
import { volumeUses } from './volumes.ts';

export default defineCheck({
  id: 'api-volume-name',
  title: 'Volumes have names of their own that are DNS labels',
  category: 'storage',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  on: 'pod',
  fix: { kind: 'edit', safe: true },
  check({ target, pod, report }) {
    const first = new Map<string, Field>();
    for (const volume of target.at('volumes').items()) {
      const field = volume.at('name');
      const name = field.string;
      if (name === undefined || isFilledIn(name)) continue;
      const problem = name === '' ? 'it is empty' : labelProblem(name);
      const other = first.get(name);
      if (problem) {
        const fixes = pod ? renameFix(field, name, [...first.keys()], pod) : [];
        report(field, `"${name}" cannot be the name of a volume: ${problem}`, { fixes });
      } else if (other) {
        report(field, `the pod already has a volume "${name}": give every volume a name of its own`, {
          related: [{ field: other, message: 'it is named here first' }],
        });
      } else first.set(name, field);
    }
  },
});

/** Renames the volume where it is declared and where it is used. */
function renameFix(
  field: Field,
  name: string,
  taken: readonly string[],
  { spec, containers }: PodTemplate,
): Fix[] {
  const plain = name
    .toLowerCase()
    .replaceAll(/[^-a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  const names = spec
    .at('volumes')
    .items()
    .map((volume) => volume.at('name').string);
  if (labelProblem(plain) || taken.includes(plain) || names.includes(plain)) return [];
  if (names.filter((one) => one === name).length > 1) return [];
  const uses = containers
    .flatMap((container) => volumeUses(container.field))
    .filter(({ string }) => string === name);
  return [
    {
      title: `Rename to \`${plain}\``,
      safe: true,
      edits: () => distinct([field, ...uses].flatMap((one) => set(one, plain))),
    },
  ];
}

/** Aliases are written once. */
function distinct(edits: readonly TextEdit[]): TextEdit[] {
  return edits.filter((edit, index) => edits.findIndex(({ start }) => start === edit.start) === index);
}
