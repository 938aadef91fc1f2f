export interface CrashBudgetOptions {
  /** Crashes that are forgiven within the time. */
  readonly crashes: number;
  readonly minutes: number;
}

/** A function to call at each crash, with the time in milliseconds: whether to start again. */
export function crashBudget({ crashes, minutes }: CrashBudgetOptions): (now: number) => boolean {
  let recent: number[] = [];
  return (now) => {
    recent = [...recent.filter((time) => now - time < minutes * 60_000), now];
    return recent.length <= crashes;
  };
}
