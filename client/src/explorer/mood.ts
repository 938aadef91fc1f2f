/** How an object is: `ok` is green, `warning` yellow, `error` red; `quiet` is what rests or has ended. */
export type Mood = 'ok' | 'warning' | 'error' | 'quiet';
