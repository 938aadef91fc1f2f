import type { CommandHelp } from '../help.ts';
import { commandHelp } from '../help.ts';
import type { ExitCode, Host } from '../host.ts';
import { readText } from '../../io/files.ts';
import { REASONS } from '../check/collect.ts';
import { configFile } from '../check/configFile.ts';
import { pathName } from '../check/names.ts';
import { Session } from '../check/session.ts';
import { findTargets } from '../check/targets.ts';
import { differences } from '../expectations/differences.ts';
import { configMistakes, runExpectations, unknownChecks } from '../expectations/run.ts';
import { count } from '../formats/report.ts';
import { parseOptions } from '../options.ts';
import { Progress } from '../terminal/progress.ts';
import { visible } from '../terminal/escape.ts';
import { styles, usesColor } from '../terminal/style.ts';
import { UsageError } from '../usage.ts';
import { walk } from '../../io/walk.ts';

const TEST_HELP: CommandHelp = {
  usage: 'test [options] [paths]',
  summary: 'Checks that manifests have the findings that their comments name, and no others.',
  options: {
    config: {
      value: 'FILE',
      description: 'Use this config file instead of the nearest .kube-guardrails.yaml.',
    },
  },
  details: `Paths are files, globs and folders; in folders, files that end in .test.yaml or .test.yml. Without one, the current folder.

A comment with carets expects a finding in the line above, by the id of its check or by its whole message:

  image: nginx:latest
  #      ^^^^^^^^^^^^ image-tag-latest

Every finding must be expected, unless a comment names the checks that the file is about:

  # kube-guardrails-test: image-tag-latest, team-label

A line "#- path.yaml" starts another file, which is checked together with the others of the same text.

Exit codes: 0 all is as expected, 1 something is not, 2 wrong usage or a file that cannot be read.
`,
};

/** `kube-guardrails test` */
export function test(argv: readonly string[], host: Host): ExitCode {
  const { options, paths } = parseOptions('test', argv, TEST_HELP.options);
  if (options.has('help')) {
    host.out(commandHelp(TEST_HELP));
    return 0;
  }
  const nameOf = (path: string): string => visible(pathName(host.cwd, path));
  const warn = (message: string): void => host.err(`kube-guardrails: ${visible(message)}\n`);
  const { files, problems } = filesToTest(paths, host.cwd, nameOf);
  for (const problem of problems) warn(problem);
  if (files.length === 0 && problems.length === 0)
    throw new UsageError('there is no file that ends in .test.yaml here: name the files to test');
  const config = configFile(options.get('config'), host.cwd);
  const progress = new Progress(process.stderr, false);
  const session = new Session({ kubernetesVersion: '', configFile: config, progress, warn });
  const style = styles(usesColor('auto', host.stdout, host.env));
  let wrong = 0;
  let unreadable = problems.length;
  for (const path of files) {
    const { text, problem } = readText(path);
    if (text === undefined) {
      warn(`${nameOf(path)}: cannot be tested, ${REASONS[problem]}`);
      unreadable++;
      continue;
    }
    const mistakes = [...configMistakes(session, path), ...unknownChecks(session, path, text)];
    const lines = mistakes.map((mistake) => `  ${visible(mistake)}\n`).join('');
    const report = lines + differences(runExpectations(session, path, text), style);
    if (report !== '') wrong++;
    host.out(`${report === '' ? style('green', 'ok') : style('red', 'FAILED')} ${nameOf(path)}\n${report}`);
  }
  host.out(
    `\n${count(files.length, 'file')} tested, ${wrong === 0 ? 'all as expected' : `${wrong} not as expected`}\n`,
  );
  if (unreadable > 0) return 2;
  return wrong > 0 ? 1 : 0;
}

function filesToTest(
  paths: readonly string[],
  cwd: string,
  nameOf: (path: string) => string,
): { files: readonly string[]; problems: readonly string[] } {
  const targets = findTargets(paths.length > 0 ? paths : ['.'], cwd, nameOf);
  const met = targets.folders.flatMap((folder) =>
    [...walk(folder)].filter((path) => path !== undefined && /\.test\.ya?ml$/.test(path)),
  );
  const files = new Set([...targets.files, ...(met as string[])]);
  return { files: [...files].toSorted((a, b) => (a < b ? -1 : 1)), problems: targets.problems };
}
