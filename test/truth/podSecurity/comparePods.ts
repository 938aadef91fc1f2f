import { standard, unfound, unfounded } from './ours.ts';
import type { Level, Verdict } from './admission.ts';
import type { PodSample } from './pods.ts';

const AT_ONCE = 8;

export interface Result {
  readonly judged: number;
  readonly refused: number;
  /** What admission objected to in any of the pods. */
  readonly objections: ReadonlySet<string>;
  /** Pods of which only one of us objects to something. */
  readonly problems: readonly string[];
}

/** Has pods judged by admission and by our checks for a version. `only` is the level where one alone is enforced. */
export async function comparePods(
  samples: readonly PodSample[],
  judge: (one: PodSample) => Promise<Verdict>,
  minor: number,
  only?: Level,
): Promise<Result> {
  const checks = { baseline: standard('baseline', minor), restricted: standard('restricted', minor) };
  const objections = new Set<string>();
  const problems: string[] = [];
  let [judged, refused] = [0, 0];
  const queue = [...samples];
  const work = async (): Promise<void> => {
    for (let one = queue.pop(); one; one = queue.pop()) {
      const verdict = await judge(one);
      if (!verdict) continue;
      judged++;
      if (verdict.length > 0) refused++;
      for (const reason of verdict.flatMap(({ reasons }) => reasons)) objections.add(reason);
      for (const level of levelsIn(verdict, only)) {
        const reasons = verdict.filter((said) => said.level === level).flatMap((said) => said.reasons);
        const ids = checks[level](one.text);
        const [ours, theirs] = [unfounded(ids, reasons, minor), unfound(ids, reasons)];
        if (ours.length + theirs.length === 0) continue;
        const who = `only we say [${ours.join(', ')}], only admission [${theirs.join(', ')}]`;
        problems.push(`${level} 1.${minor}, ${one.name}: ${who}`);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { judged, refused, objections, problems: problems.toSorted() };
}

/** Levels of which a verdict speaks: a pod that is refused for the baseline standard is not held to the restricted one. */
function levelsIn(verdict: NonNullable<Verdict>, only: Level | undefined): readonly Level[] {
  if (only) return [only];
  return verdict[0]?.level === 'baseline' ? ['baseline'] : ['baseline', 'restricted'];
}
