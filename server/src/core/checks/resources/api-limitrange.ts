import type { Field } from '../../manifest/field.ts';
import { compareQuantities, quantityOf } from '../../manifest/quantity.ts';
import type { ObjectContext } from '../check.ts';
import { defineCheck } from '../check.ts';
import { isExtended, isHugePages } from './resourceName.ts';

export default defineCheck({
  id: 'api-limitrange',
  title: 'The numbers of a LimitRange are in order',
  category: 'resources',
  severity: 'error',
  basis: 'api',
  kinds: ['LimitRange'],
  scope: 'object',
  on: 'object',
  fix: null,
  check({ target, resource, report }) {
    if (resource.group !== '') return;
    const seen = new Set<unknown>();
    for (const item of target.at('spec', 'limits').items()) {
      const type = item.at('type');
      if (type.exists && seen.has(type.value))
        report(type, `there is a second item of type ${type.written}: merge the two`);
      seen.add(type.value);
      if (type.value === 'Pod') refuseDefaults(item, report);
      if (type.value === 'PersistentVolumeClaim') requireStorage(item, report);
      for (const name of namesOf(item)) checkOrder(item, name, report);
    }
  },
});

type Report = ObjectContext['report'];

function refuseDefaults(item: Field, report: Report): void {
  for (const part of ['default', 'defaultRequest']) {
    const field = item.at(part);
    if (field.entries().length > 0)
      report(field, `a pod has no \`${part}\`: move it to an item of type Container`, { onKey: true });
  }
}

function requireStorage(item: Field, report: Report): void {
  // `storage: null` is there, too: it is 0.
  if (item.at('min', 'storage').pair || item.at('max', 'storage').pair) return;
  report(item.at('type'), 'this limits no storage: set `min.storage` or `max.storage`');
}

const PARTS = ['min', 'defaultRequest', 'default', 'max', 'maxLimitRequestRatio'];

function namesOf(item: Field): Set<string> {
  return new Set(
    PARTS.flatMap((part) =>
      item
        .at(part)
        .entries()
        .map(({ key }) => String(key)),
    ),
  );
}

/** Pairs that must be in order; the first that is not names the cause. */
const ORDER = [
  ['min', 'max', 'min'],
  ['min', 'defaultRequest', 'defaultRequest'],
  ['min', 'default', 'default'],
  ['defaultRequest', 'max', 'defaultRequest'],
  ['default', 'max', 'default'],
  ['defaultRequest', 'default', 'defaultRequest'],
] as const;

/** Rules of https://kubernetes.io/docs/concepts/policy/limit-range/. One finding for each resource. */
function checkOrder(item: Field, name: string, report: Report): void {
  for (const [low, high, wrong] of ORDER) {
    const [less, more] = [item.at(low, name), item.at(high, name)];
    const [left, right] = [quantityOf(less), quantityOf(more)];
    if (!left || !right || compareQuantities(left, right) <= 0) continue;
    const [at, other] = wrong === low ? [less, more] : [more, less];
    const message = `${name}: ${low} ${less.written} is more than ${high} ${more.written}: ${wrong === low ? 'lower' : 'raise'} it`;
    report(at, message, { related: [{ field: other, message: `the ${wrong === low ? high : low}` }] });
    return;
  }
  checkDevice(item, name, report);
  checkRatio(item, name, report);
}

function checkDevice(item: Field, name: string, report: Report): void {
  if (!isExtended(name) && !isHugePages(name)) return;
  const request = item.at('defaultRequest', name);
  const limit = item.at('default', name).exists ? item.at('default', name) : item.at('max', name);
  const [left, right] = [quantityOf(request), quantityOf(limit)];
  if (!left || !right || compareQuantities(left, right) === 0) return;
  report(
    request,
    `${name} cannot be shared: defaultRequest ${request.written} must equal ${String(limit.parent?.key)} ${limit.written}`,
  );
}

const ONE = 10n ** 9n;

function checkRatio(item: Field, name: string, report: Report): void {
  const field = item.at('maxLimitRequestRatio', name);
  const [ratio, min, max] = [
    quantityOf(field),
    quantityOf(item.at('min', name)),
    quantityOf(item.at('max', name)),
  ];
  if (!ratio) return;
  if (ratio.nanos < ONE) {
    report(
      field,
      `ratio ${field.written} is less than 1, but no limit is less than its request: write 1 or more`,
    );
  } else if (min && max && ratio.nanos * min.nanos > max.nanos * ONE) {
    const related = [{ field: item.at('max', name), message: 'the max' }];
    report(field, `ratio ${field.written} is more than max divided by min, so it bounds nothing: lower it`, {
      related,
    });
  }
}
