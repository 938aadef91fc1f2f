import { SECTION, SETTINGS, type Setting } from '../../server/src/core/settings.ts';

/** The settings as VS Code wants them in package.json, in the order of the table. */
export function settingsContribution(): Record<string, unknown> {
  const settings: readonly Setting[] = SETTINGS;
  const entries = settings.map(
    (setting, order) => [`${SECTION}.${setting.key}`, contribution(setting, order)] as const,
  );
  return { title: 'Kube Guardrails', properties: Object.fromEntries(entries) };
}

function contribution(setting: Setting, order: number): Record<string, unknown> {
  return {
    type: setting.type,
    ...(setting.values && { enum: setting.values }),
    ...(setting.type === 'array' && { items: { type: 'string' } }),
    ...(setting.key === 'checks' && { additionalProperties: CHECK_SETTING }),
    default: setting.default,
    markdownDescription: setting.description,
    scope: setting.scope,
    order,
  };
}

/** The value of one check in `kubeGuardrails.checks`: its severity, or options that may include it. */
const CHECK_SETTING = {
  anyOf: [
    { enum: ['off', 'information', 'warning', 'error'] },
    { type: 'object', properties: { severity: { enum: ['off', 'information', 'warning', 'error'] } } },
  ],
};

/** The settings as a Markdown table. */
export function settingsTable(): string {
  const settings: readonly Setting[] = SETTINGS;
  const rows = settings.map(
    ({ key, default: value, description }) =>
      `| \`${SECTION}.${key}\` | \`${JSON.stringify(value)}\` | ${description.replaceAll('|', '\\|')} |`,
  );
  return ['| Setting | Default | What it does |', '| --- | --- | --- |', ...rows].join('\n');
}
