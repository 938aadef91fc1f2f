import type { ResolvedConfig } from '../../core/checks/config.ts';
import type { AnyCheck } from '../../core/checks/check.ts';
import { ENGINE_FINDINGS } from '../../core/checks/engineFindings.ts';
import type { Waiver } from '../../core/checks/waivers.ts';
import { aliasesOf } from '../../core/checks/waivers/aliases.ts';

/** The checks of a run, and what is configured of them. */
interface Judge {
  readonly checks: readonly AnyCheck[];
  readonly config: ResolvedConfig;
}

/**
 * Whether a run can tell of a name in a waiver, `''` for one that names none, that it silences nothing: all that it stands for
 * is looked for where the waiver stands. A name that nothing has silences nothing.
 */
export function canTell(
  { checks, config }: Judge,
  uri: string,
  { tool, resource }: Waiver,
): (name: string) => boolean {
  const profile = config.profile(resource ? { uri, resource } : { uri });
  const isOff = (id: string): boolean => {
    const check = checks.find((one) => one.id === id);
    if (check) return !profile.isOnSomewhere(check);
    return ENGINE_FINDINGS.some((one) => one.id === id) && profile.engineLevel(id) === 'off';
  };
  return (name) => {
    if (name === '') return !config.isNarrowed;
    const ids = tool === undefined ? [name] : aliasesOf(checks).idsOf(tool, name);
    return !ids.some(isOff);
  };
}
