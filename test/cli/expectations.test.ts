import { describe, expect, it } from 'vitest';
import { cli, folder } from './harness.ts';

const CONFIG = `extends: []
customChecks:
  team-label: { field: metadata.labels.team, required: true, kinds: [Pod] }
checks: { image-tag-latest: warning }
`;

const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
  #     ^^^ team-label
spec:
  containers:
    - name: web
      image: nginx
      #      ^^^^^ image-tag-latest
`;

function run(
  test: string,
  args: readonly string[] = [],
  more: Readonly<Record<string, string>> = {},
): ReturnType<typeof cli> {
  const files = { '.kube-guardrails.yaml': CONFIG, 'rules/web.test.yaml': test, ...more };
  return cli(['test', ...args], { cwd: folder(files) });
}

const PASSED = { code: 0, err: '', out: 'ok rules/web.test.yaml\n\n1 file tested, all as expected\n' };

const RIGHT = POD.replace('  name: web\n  #     ^^^ team-label\n', '  name: web\n').replace(
  'metadata:\n',
  'metadata:\n^^^^^^^^ team-label\n',
);

function about(id: string): string {
  return `# kube-guardrails-test: ${id}\n${RIGHT.replace('^^^^^^^^ team-label\n', '')}`;
}

describe('test', () => {
  it('passes where everything that is found is expected, by id or by message', () => {
    expect(run(RIGHT)).toEqual(PASSED);
    const told = RIGHT.replace('team-label', '`metadata.labels.team` is missing: set it');
    expect(run(told)).toEqual(PASSED);
    expect(run(RIGHT.replaceAll('\n', '\r\n'))).toEqual(PASSED);
  });

  it('shows what is not there and what is there instead', () => {
    const { code, out } = run(POD);
    expect(code).toBe(1);
    expect(out).toBe(`FAILED rules/web.test.yaml
   3 |   metadata:
     | + ^^^^^^^^ team-label: \`metadata.labels.team\` is missing: set it
   4 |     name: web
     | -   #     ^^^ team-label

1 file tested, 1 not as expected
`);
  });

  it('keeps to the checks that a comment names', () => {
    expect(run(about('image-tag-latest'))).toEqual(PASSED);
    expect(run(about('team-label')).code).toBe(1);
    expect(run(about('image-tag-latst')).out).toContain(
      '  there is no check "image-tag-latst", which this file says it is about\n',
    );
  });

  it('checks the files of one text together', () => {
    const text = `#- service.yaml
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector: { app: web }
  ports:
    - port: 80
      targetPort: http
      #           ^^^^ service-target-port-missing
#- pod.yaml
${RIGHT.replace('name: web\nspec', 'name: web\n  labels: { app: web }\nspec').replace('metadata:\n^^^^^^^^ team-label\n', 'metadata:\n').replace('labels: {', 'labels: { team: a,')}`;
    const config = CONFIG.replace('checks: {', 'checks: { service-target-port-missing: error,');
    expect(run(text, [], { '.kube-guardrails.yaml': config })).toEqual(PASSED);
    const { out } = run(text.replace(/.*\^\^\^\^ service.*\n/, ''), [], { '.kube-guardrails.yaml': config });
    expect(out).toContain(
      '  service.yaml\n  10 |         targetPort: http\n     | +       #           ^^^^ service-target-port-missing: ',
    );
  });

  it('takes files by name, and says what cannot be tested', () => {
    expect(run(RIGHT, ['rules/web.test.yaml'])).toEqual(PASSED);
    expect(run(RIGHT, ['nowhere'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('nowhere') as string,
    });
    expect(cli(['test'], { cwd: folder() })).toMatchObject({ code: 2 });
    const broken = run(RIGHT, [], { '.kube-guardrails.yaml': `${CONFIG}chekcs: {}\n` });
    expect(broken.code).toBe(1);
    expect(broken.out).toContain('  in the config file: unknown setting `chekcs`: did you mean `checks`?\n');
  });
});
