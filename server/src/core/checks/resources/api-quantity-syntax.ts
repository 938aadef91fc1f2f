import { set } from '../../manifest/edit.ts';
import { parseQuantity } from '../../manifest/quantity.ts';
import { isFilledIn } from '../../syntax/names.ts';
import { defineCheck } from '../check.ts';
import { quantitiesOf } from './quantities.ts';

export default defineCheck({
  id: 'api-quantity-syntax',
  title: 'Quantities are a number with at most one suffix',
  category: 'resources',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  on: 'object',
  fix: { kind: 'edit', safe: false },
  check({ resource, report }) {
    for (const { field, text, quantity } of quantitiesOf(resource)) {
      if (quantity || isFilledIn(text)) continue;
      const meant = likely(text);
      const advice = meant
        ? `did you mean \`${meant}\`?`
        : 'write a number with a suffix such as m, k, M, Mi or Gi';
      const fixes = meant
        ? [{ title: `Change to \`${meant}\``, safe: false, edits: () => set(field, meant) }]
        : [];
      report(field, `"${field.written}" is not a quantity: ${advice}`, { fixes });
    }
  },
});

/** The quantity that a text with another spelling of the unit stands for. */
function likely(text: string): string | undefined {
  const match = /^([+-]?\d+(?:[.,]\d+)?)[\s_]*([a-z]*)$/i.exec(text);
  const unit = match && SPELLINGS[(match[2] ?? '').toLowerCase()];
  const meant = match && unit !== undefined ? `${match[1]?.replace(',', '.')}${unit ?? ''}` : undefined;
  return meant !== undefined && parseQuantity(meant) ? meant : undefined;
}

const SPELLINGS: Readonly<Record<string, string | undefined>> = {
  ...unitSpellings(),
  '': '',
  b: '',
  byte: '',
  bytes: '',
  core: '',
  cores: '',
  cpu: '',
  cpus: '',
  vcpu: '',
  vcpus: '',
  m: 'm',
  mcpu: 'm',
  millicore: 'm',
  millicores: 'm',
};

/** `kb`, `kib` and the like of every unit of bytes. */
function unitSpellings(): Record<string, string> {
  const units = ['k', 'M', 'G', 'T', 'P', 'E'];
  return Object.fromEntries(
    units.flatMap((unit) => {
      const letter = unit.toLowerCase();
      const binary = `${unit.toUpperCase()}i`;
      return [
        [letter, unit],
        [`${letter}b`, unit],
        [`${letter}i`, binary],
        [`${letter}ib`, binary],
      ];
    }),
  );
}
