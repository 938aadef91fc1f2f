import type { CheckRow } from './checks.ts';
import { SECTION, SETTINGS, type Setting } from '../../server/src/core/settings.ts';

/** The settings as VS Code wants them in package.json, in the order of the table. */
export function settingsContribution(checks: readonly CheckRow[]): Record<string, unknown> {
  const settings: readonly Setting[] = SETTINGS;
  const properties = settings.map((setting, order) => [
    `${SECTION}.${setting.key}`,
    {
      type: setting.type,
      ...(setting.values && { enum: setting.values }),
      ...(setting.type === 'array' && { items: { type: 'string' } }),
      ...(setting.key === 'checks' && checksSchema(checks)),
      default: setting.default,
      markdownDescription: setting.description,
      scope: setting.scope,
      order,
    },
  ]);
  return { title: 'Kube Guardrails', properties: Object.fromEntries(properties) as unknown };
}

/** Ids with their titles for completion; the value is a severity, or options that may include it. */
function checksSchema(checks: readonly CheckRow[]): Record<string, unknown> {
  const severity = { enum: ['off', 'information', 'warning', 'error'] };
  return {
    propertyNames: { enum: checks.map(({ id }) => id), enumDescriptions: checks.map(({ title }) => title) },
    additionalProperties: { anyOf: [severity, { type: 'object', properties: { severity } }] },
  };
}

/** The settings as a Markdown table. */
export function settingsTable(): string {
  const settings: readonly Setting[] = SETTINGS;
  const rows = settings.map(
    ({ key, default: value, description }) =>
      `| \`${SECTION}.${key}\` | \`${JSON.stringify(value)}\` | ${description.replaceAll('|', '\\|')} |`,
  );
  return ['| Setting | Default | What it does |', '| --- | --- | --- |', ...rows].join('\n');
}
