import { defineCheck } from '../check.ts';

export default defineCheck({
  id: 'sudo-in-entrypoint',
  title: 'Containers do not start with sudo',
  category: 'security',
  severity: 'off',
  scope: 'object',
  on: 'container',
  containers: ['init', 'sidecar', 'app', 'ephemeral'],
  fix: null,
  check({ target, report }) {
    for (const item of [...target.at('command').items(), ...target.at('args').items()]) {
      if (!SUDO.test(item.string ?? '')) continue;
      report(item, 'sudo gives the program root after all: run it as the user that it needs');
    }
  },
});

/** As the program itself, or as a command of a shell; not as what is installed. */
const SUDO = /(?:^|[;&|(`\n])\s*(?:\/usr\/bin\/)?sudo(?:\s|$)/;
