import type { AnyCheck, Fix } from '../check.ts';
import { nearest } from '../config.ts';
import { ENGINE_FINDINGS } from '../engineFindings.ts';
import type { Finding } from '../finding.ts';
import type { Waiver } from '../waivers.ts';
import { aliasesOf } from './aliases.ts';

/**
 * A waiver, or names in it, that silence nothing. A check that is off cannot tell, so its waivers are left alone; so are those
 * of other tools, which may need them.
 */
export function unusedFinding(
  waiver: Waiver,
  used: ReadonlySet<string>,
  isOn: (id: string) => boolean,
  checks: readonly AnyCheck[],
): Omit<Finding, 'severity'>[] {
  if (waiver.tool !== undefined) return [];
  const ids = [...checks, ...ENGINE_FINDINGS].map(({ id }) => id);
  const isKnown = (id: string): boolean => ids.includes(id);
  const idle = waiver.ids.filter((id) => !used.has(id) && (isOn(id) || !isKnown(id)));
  const whole = waiver.ids.length === 0 && used.size === 0;
  if (idle.length === 0 && !whole) return [];
  const left = whole ? [] : waiver.ids.filter((id) => !idle.includes(id));
  const unknown = idle.find((id) => !isKnown(id));
  const meant = unknown === undefined ? [] : meanings(unknown, ids, checks);
  const fixes: Fix[] = meant.map((id) => ({
    title: `Change to \`${id}\``,
    safe: false,
    edits: () => waiver.keepOnly(waiver.ids.map((one) => (one === unknown ? id : one))),
  }));
  fixes.push({
    title: left.length > 0 ? `Remove ${list(idle)} from the waiver` : 'Remove the waiver',
    // A misspelt id was meant: its waiver is not thrown away unasked.
    safe: meant.length === 0,
    edits: () => waiver.keepOnly(left),
  });
  return [
    {
      id: 'unused-waiver',
      basis: 'guardrail',
      message: unusedMessage(idle, left, unknown, meant),
      span: waiver.span,
      path: '',
      resource: waiver.resource,
      related: [],
      tags: ['unnecessary'],
      fixes,
    },
  ];
}

/** What an unknown id may have meant: what another tool calls so, else what is spelt like it. */
function meanings(unknown: string, ids: readonly string[], checks: readonly AnyCheck[]): readonly string[] {
  const aliases = aliasesOf(checks);
  const foreign = aliases.toolsWith(unknown).flatMap((tool) => aliases.idsOf(tool, unknown));
  if (foreign.length > 0) return [...new Set(foreign)];
  const near = nearest(unknown, ids);
  return near === undefined ? [] : [near];
}

function unusedMessage(
  idle: readonly string[],
  left: readonly string[],
  unknown: string | undefined,
  meant: readonly string[],
): string {
  if (unknown !== undefined) {
    const hint = meant.length > 0 ? `did you mean ${list(meant)}?` : 'remove it from the waiver';
    return `there is no check \`${unknown}\`: ${hint}`;
  }
  if (left.length === 0) return 'this waiver silences nothing: remove it';
  return `${list(idle)} silence${idle.length > 1 ? '' : 's'} nothing here: remove ${idle.length > 1 ? 'them' : 'it'} from the waiver`;
}

function list(ids: readonly string[]): string {
  return ids.map((id) => `\`${id}\``).join(', ');
}
