import type { Field } from '../../manifest/field.ts';
import { set } from '../../manifest/edit.ts';
import { compareQuantities, quantityOf } from '../../manifest/quantity.ts';
import type { Fix, ObjectContext } from '../check.ts';
import { containerName, hasLimit, isSilent } from './containerResources.ts';
import { shownName } from './resourceName.ts';

/**
 * Reports a container whose limit of a resource is not its request. A request without a limit is left to `limitCheck` where
 * that is on. A limit without a request is fine: the request is then the limit.
 */
export function reportMismatch(context: ObjectContext, name: string, limitCheck: string): void {
  const { target, environment, report } = context;
  const request = target.at('resources', 'requests', name);
  const limit = target.at('resources', 'limits', name);
  if (!request.exists) return;
  const amount = request.written ?? '';
  const about = `${containerName(target)} requests ${amount} of ${shownName(name)}`;
  const fixes = [sameLimit(limit, request)];
  if (limit.exists) {
    const [left, right] = [quantityOf(request), quantityOf(limit)];
    if (!left || !right || compareQuantities(left, right) === 0) return;
    report(limit, `${about} but may use ${limit.written}: set both to the same`, { fixes });
  } else if (!hasLimit(context, name) && !isSilent(context) && !environment.isOn(limitCheck)) {
    report(request, `${about} but has no limit: set the limit to the same`, { fixes });
  }
}

/** A fix that sets a limit to what is requested, written as the request is. */
export function sameLimit(limit: Field, request: Field, safe = false): Fix {
  const amount = request.number ?? request.written ?? '';
  return { title: `Set the limit to \`${request.written}\``, safe, edits: () => set(limit, amount) };
}
