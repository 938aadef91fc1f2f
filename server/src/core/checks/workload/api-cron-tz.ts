import { set } from '../../manifest/edit.ts';
import type { Field } from '../../manifest/field.ts';
import { isFilledIn } from '../../syntax/names.ts';
import type { Fix } from '../check.ts';
import { defineCheck } from '../check.ts';

/** From 1.29 on a time zone in the schedule is refused. */
const REFUSED = 29;

export default defineCheck({
  id: 'api-cron-tz',
  title: 'The time zone of a CronJob stands in its own field and exists',
  category: 'workload',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  kinds: ['CronJob'],
  on: 'object',
  fix: { kind: 'edit', safe: true },
  check({ target, resource, environment, report }) {
    if (resource.group !== 'batch') return;
    const schedule = target.at('spec', 'schedule');
    const zone = target.at('spec', 'timeZone');
    if (environment.version >= REFUSED && schedule.string?.includes('TZ')) {
      report(schedule, 'the time zone cannot stand in the schedule: move it to `timeZone`', {
        fixes: moveZone(schedule, schedule.string, zone),
      });
    }
    if (zone.string === undefined || isFilledIn(zone.string)) return;
    const problem = zoneProblem(zone.string);
    if (!problem) return;
    const { hint, name } = problem;
    const fixes: Fix[] = name
      ? [{ title: `Change to \`${name}\``, safe: true, edits: () => set(zone, name) }]
      : [];
    report(zone, `there is no time zone "${zone.string}": ${hint}`, { fixes });
  },
});

function moveZone(field: Field, schedule: string, zone: Field): Fix[] {
  const [, name, rest] = /^(?:CRON_)?TZ=(\S+)\s+(\S.*)$/.exec(schedule) ?? [];
  if (!name || !rest || zone.exists) return [];
  const edits: Fix['edits'] = () => [...set(field, rest.trim()), ...set(zone, name)];
  return [{ title: 'Move the time zone to `timeZone`', safe: true, edits }];
}

/** Names of https://www.iana.org/time-zones, in their own spelling: `Local` and offsets are none. */
function zoneProblem(name: string): { readonly hint: string; readonly name?: string } | undefined {
  const hint = 'write one of the IANA names, such as Europe/Berlin or Etc/UTC';
  if (name === '') return { hint };
  const wrong = name
    .split('/')
    .some((part) => part === '.' || part === '..' || !/^[A-Za-z._0-9+][A-Za-z.\-_0-9+]{0,13}$/.test(part));
  if (wrong || name.toLowerCase() === 'local') return { hint };
  const known = canonicalZone(name);
  if (known === undefined) return UNLISTED.test(name) ? undefined : { hint };
  if (known !== name && known.toLowerCase() === name.toLowerCase())
    return { hint: `did you mean "${known}"?`, name: known };
  return undefined;
}

/** Names of the time zone database that JavaScript leaves out. */
const UNLISTED = /^(?:posix\/|right\/|Factory$|posixrules$|localtime$)/;

/** Names that JavaScript has besides those of the time zone database. */
const FOREIGN =
  /^(?:SystemV\/.*|US\/Pacific-New|Etc\/Unknown|A[CEGRS]T|AET|B[ES]T|C[ANST]T|CTT|E[AC]T|I[ES]T|JST|MIT|NET|NST|P[LNRS]T|SST|VST)$/;

function canonicalZone(name: string): string | undefined {
  if (FOREIGN.test(name)) return undefined;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}
