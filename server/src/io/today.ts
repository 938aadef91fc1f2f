/** The day by Greenwich, as in `2026-01-31`: the same for everybody who checks a file at one moment. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}
