import type { Fix } from '../check.ts';
import type { Finding } from '../finding.ts';
import type { Waiver } from '../waivers.ts';
import type { Refusal } from './apply.ts';

/** What is wrong with a waiver that does not hold. A waiver of another tool keeps to that tool's rules, but for ours. */
export function refusalFindings(
  waiver: Waiver,
  refused: ReadonlyMap<string, Refusal>,
  ofDate: Refusal | undefined,
): Omit<Finding, 'severity'>[] {
  const { tool, span, resource, ids, keepOnly } = waiver;
  const place = {
    id: 'invalid-waiver',
    basis: 'guardrail' as const,
    span,
    path: '',
    resource,
    related: [],
    tags: [],
  };
  const removal = (left: readonly string[]): Fix => ({
    title: left.length > 0 ? 'Remove what is refused from the waiver' : 'Remove the waiver',
    safe: false,
    edits: () => keepOnly(left),
  });
  if (ofDate !== undefined) {
    if (tool !== undefined && refused.size === 0) return [];
    return [{ ...place, message: dateMessage(ofDate, waiver), fixes: [removal([])] }];
  }
  return (['forbidden', 'reason'] as const).flatMap((kind) => {
    const about = [...refused].filter(([, refusal]) => refusal === kind).map(([id]) => id);
    if (about.length === 0) return [];
    const names = about.map((id) => `\`${id}\``).join(', ');
    const message =
      kind === 'forbidden'
        ? `${names} must not be waived here, says the config file: deal with what is found`
        : `${names} may be waived only with a reason, says the config file: ${tool === undefined ? 'add ` -- why`' : 'say why in a waiver of our own'}`;
    const left = tool === undefined ? ids.filter((id) => !about.includes(id)) : [];
    return [{ ...place, message, fixes: kind === 'forbidden' ? [removal(left)] : [] }];
  });
}

function dateMessage(refusal: Refusal, { until }: Waiver): string {
  return refusal === 'expired'
    ? `this waiver expired after ${until}: deal with what it silenced, or set a later day`
    : `"${until}" is no date, so this waiver silences nothing: write the last day as in \`until 2027-01-31\``;
}
