import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SERVER, checkJson, cli, folder, pod } from './harness.ts';

const CONFIG = `extends: []
customChecks:
  team-label:
    field: metadata.labels.team
    required: true
    value: shop
  few-ports:
    on: container
    field: ports
    schema: { type: array, maxItems: 1, items: { properties: { containerPort: { minimum: 1024 } } } }
    severity: error
`;

describe('custom checks', () => {
  const files = {
    '.kube-guardrails.yaml': CONFIG,
    'web.yaml': `${pod('web', 'nginx:1.29')}      ports: [{ containerPort: 80 }]\n`,
  };

  it('report like all others', () => {
    const { report, run } = checkJson([], { cwd: folder(files) });
    expect(run).toMatchObject({ code: 1, err: '' });
    expect(report.findings.map(({ id, line, severity, message }) => [id, line, severity, message])).toEqual([
      ['team-label', 3, 'warning', '`metadata.labels.team` is missing: set it to `shop`'],
      ['few-ports', 9, 'error', '`ports[0].containerPort` must be >= 1024'],
    ]);
  });

  it('are rules in SARIF', () => {
    const { out } = cli(['check', '--format', 'sarif'], { cwd: folder(files) });
    const { rules } = (JSON.parse(out) as Sarif).runs[0]?.tool.driver ?? {};
    expect(rules?.find(({ id }) => id === 'team-label')).toMatchObject({
      shortDescription: { text: 'Rule of this project for `metadata.labels.team`' },
    });
  });

  it('load the validator of schemas only where one is used', () => {
    const bundle = readFileSync(join(SERVER, 'dist/cli.js'), 'utf8');
    expect(bundle).toContain('require("./ajv.js")');
    expect(bundle).not.toContain('must NOT have additional properties');
  });
});

interface Sarif {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
  }[];
}
