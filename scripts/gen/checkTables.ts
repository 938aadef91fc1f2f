import { PRESETS, presetLevel } from '../../server/src/core/checks/config/presets.ts';
import { ENGINE_FINDINGS } from '../../server/src/core/checks/engineFindings.ts';
import { FOREIGN_IDS } from '../../server/src/core/checks/waivers/foreignIds.ts';
import type { CheckRow } from './checks.ts';
import { FOLDER } from './checks.ts';

/** Other tools, as the aliases call them and as they call themselves. */
export const TOOLS: Readonly<Record<string, string>> = {
  'kube-linter': 'kube-linter',
  'kube-score': 'kube-score',
  polaris: 'Polaris',
  trivy: 'Trivy',
  checkov: 'Checkov',
};

/** All checks as Markdown tables, one a category, with links to their pages. Expects to stand in `docs/`. */
export function checksTable(rows: readonly CheckRow[]): string {
  const categories = new Map<string, CheckRow[]>();
  for (const row of rows) {
    const known = categories.get(row.category);
    if (known) known.push(row);
    else categories.set(row.category, [row]);
  }
  const sections = [...categories]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([category, members]) => `## ${heading(category)}\n\n${categoryTable(members)}`);
  const number = rows.length;
  return [`${number} checks in ${categories.size} categories.`, ...sections].join('\n\n');
}

function categoryTable(rows: readonly CheckRow[]): string {
  return table(
    ['Check', 'What should hold', 'Severity', 'Fix', 'Presets', 'Elsewhere'],
    rows.map((row) => [link(row), row.title, row.severity, fixOf(row), presetsOf(row), elsewhere(row)]),
  );
}

/** What became of every id of a tool that we know. */
export function migrationTable(tool: string, rows: readonly CheckRow[]): string {
  const ours = new Map<string, CheckRow[]>();
  for (const row of rows) {
    for (const id of row.check?.aliases?.[tool] ?? []) ours.set(id, [...(ours.get(id) ?? []), row]);
  }
  const foreign = FOREIGN_IDS[tool] ?? {};
  const ids = [...new Set([...ours.keys(), ...Object.keys(foreign)])].toSorted((a, b) =>
    a.localeCompare(b, 'en', { numeric: true }),
  );
  const hasPreset = PRESETS.has(tool);
  return table(
    [TOOLS[tool] ?? tool, 'Here', ...(hasPreset ? [`In the preset \`${tool}\``] : []), 'In `recommended`'],
    ids.map((id) => {
      const known = ours.get(id);
      if (!known) return [`\`${id}\``, ...without(foreign[id] ?? '', rows, hasPreset ? 1 : 0)];
      const isOn = known.some(({ check }) => check && presetLevel([tool], check) !== 'off');
      const preset = hasPreset ? [isOn ? 'yes' : 'no'] : [];
      return [`\`${id}\``, known.map(link).join(', '), ...preset, levels(known)];
    }),
  );
}

/** The cells of an id that is no check of ours: the schemas find it, or a sentence says why there is none. */
function without(meaning: string, rows: readonly CheckRow[], presets: number): string[] {
  const inPreset = (text: string): string[] => Array.from({ length: presets }, () => text);
  if (meaning !== 'schema') return [meaning, ...inPreset(''), ''];
  const ids = new Set(ENGINE_FINDINGS.filter(({ basis }) => basis === 'schema').map(({ id }) => id));
  const findings = rows.filter(({ id }) => ids.has(id));
  return [findings.map(link).join(', '), ...inPreset('always'), levels(findings)];
}

function levels(rows: readonly CheckRow[]): string {
  return [...new Set(rows.map(({ severity }) => severity))].join(', ');
}

/** Presets in which a check is on; what the API server or the YAML specification says is on in all of them. */
function presetsOf({ check }: CheckRow): string {
  if (!check || (check.basis ?? 'guardrail') !== 'guardrail') return 'all';
  return [...PRESETS.keys()].filter((name) => presetLevel([name], check) !== 'off').join(', ');
}

function elsewhere({ check }: CheckRow): string {
  const known = Object.entries(TOOLS).flatMap(([tool, name]) => {
    const ids = check?.aliases?.[tool] ?? [];
    return ids.length > 0 ? [`${name} ${ids.map((id) => `\`${id}\``).join(', ')}`] : [];
  });
  return known.join('; ');
}

function fixOf({ fix }: CheckRow): string {
  if (!fix) return '';
  if (fix.safe) return 'safe';
  return fix.kind === 'placeholder' ? 'to confirm' : 'yes';
}

function link({ category, id }: CheckRow): string {
  return `[\`${id}\`](../${FOLDER}/${category}/${id}.md)`;
}

const HEADINGS: Readonly<Record<string, string>> = { rbac: 'RBAC', engine: 'YAML, schemas and waivers' };

function heading(category: string): string {
  return HEADINGS[category] ?? `${category.slice(0, 1).toUpperCase()}${category.slice(1)}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map(cell).join(' | ')} |`)
    .join('\n');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
