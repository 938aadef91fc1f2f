import type { Connection } from '../transport/connection.ts';

/** The version of an API server, such as `1.36`; some providers add a plus sign to the number. */
export async function serverVersion(connection: Connection): Promise<string | undefined> {
  const { major = '', minor = '' } = await connection.json<{ major?: string; minor?: string }>({
    path: '/version',
  });
  const text = `${major}.${/^\d*/.exec(minor)?.[0] ?? ''}`;
  return /^\d+\.\d+$/.test(text) ? text : undefined;
}
