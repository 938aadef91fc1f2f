import { defineCheck } from '../check.ts';
import { hasOthers } from '../oneOf.ts';
import { actionsOf } from './handlers.ts';

export default defineCheck({
  id: 'api-exec-command',
  title: 'What runs a command names it',
  category: 'probes',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  on: 'container',
  containers: ['sidecar', 'app'],
  fix: null,
  check({ container, environment, report }) {
    for (const { field: action, name } of container ? actionsOf(container) : []) {
      const exec = action.at('exec');
      const command = exec.at('command');
      if (!exec.isMap || command.items().length > 0 || (command.exists && !command.isSeq)) continue;
      if (!command.exists && (environment.partial || hasOthers(exec, ['command']))) continue;
      report(command, `\`exec\` of \`${name}\` runs nothing: add a \`command\``);
    }
  },
});
