import { isFilledIn } from '../../syntax/names.ts';
import { defineCheck } from '../check.ts';

/** The Jobs that it makes are named by it and 11 characters more, and at most 63 characters. */
const MAX_LENGTH = 52;
/** What the API server adds to `generateName`. */
const GENERATED = 5;
/** Longer names are no names at all, which `api-name-dns-subdomain` says. */
const LONGEST = 253;

export default defineCheck({
  id: 'api-cron-name',
  title: 'The name of a CronJob has at most 52 characters',
  category: 'workload',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  kinds: ['CronJob'],
  on: 'object',
  fix: null,
  check({ target, resource, environment, report }) {
    const field = target.at('metadata', 'name');
    const prefix = target.at('metadata', 'generateName');
    const name = field.string ?? prefix.string ?? '';
    if (resource.group !== 'batch' || environment.partial || isFilledIn(name)) return;
    const most = field.string === undefined ? MAX_LENGTH - GENERATED : MAX_LENGTH;
    if (name.length <= most || name.length > LONGEST) return;
    const what = field.string === undefined ? 'the beginning of the name' : 'the name';
    report(
      field,
      `${what} of a CronJob has at most ${most} characters, but this has ${name.length}: shorten it`,
      {
        at: field.string === undefined ? prefix : field,
      },
    );
  },
});
