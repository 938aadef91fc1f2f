import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/** A certificate in PEM with its key. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
  readonly name: string;
  readonly privateKey: KeyObject;
}

export interface CertificateOptions {
  /** Common name. */
  readonly name: string;
  /** Organisations: the groups of a client. */
  readonly groups?: readonly string[];
  /** Names of a server. */
  readonly hosts?: readonly string[];
  /** Who signs; without one it signs itself, as an authority does. */
  readonly by?: Certificate;
  readonly until?: Date;
}

/** Makes a certificate (https://www.rfc-editor.org/rfc/rfc5280#section-4.1); Node can only read them. */
export function makeCertificate(options: CertificateOptions): Certificate {
  const { name, groups = [], hosts = ['127.0.0.1'], by, until = new Date('2049-01-01') } = options;
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const subject = nameOf(name, groups);
  const altNames = hosts.map((host) =>
    /^[\d.]+$/.test(host)
      ? der(0x87, Buffer.from(host.split('.').map(Number)))
      : der(0x82, Buffer.from(host)),
  );
  const extensions = [
    extension('551d13', true, sequence(by ? [] : [der(0x01, Buffer.from([0xff]))])), // is an authority
    ...(by ? [extension('551d11', false, sequence(altNames))] : []),
  ];
  const body = sequence([
    der(0xa0, der(0x02, Buffer.from([2]))), // version 3
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    sequence([ECDSA]),
    by ? nameOf(by.name, []) : subject,
    sequence([timeOf(new Date('2020-01-01')), timeOf(until)]),
    subject,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(extensions)),
  ]);
  const signature = sign('sha256', body, by?.privateKey ?? privateKey);
  const whole = sequence([body, sequence([ECDSA]), der(0x03, Buffer.concat([Buffer.from([0]), signature]))]);
  const lines = whole.toString('base64').match(/.{1,64}/g) ?? [];
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    name,
    privateKey,
  };
}

/** Tag, length, content. */
function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function sequence(parts: readonly Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts));
}

/** ecdsa-with-SHA256 */
const ECDSA = der(0x06, Buffer.from('2a8648ce3d040302', 'hex'));

function nameOf(name: string, groups: readonly string[]): Buffer {
  const part = (type: string, text: string): Buffer =>
    der(0x31, sequence([der(0x06, Buffer.from(type, 'hex')), der(0x0c, Buffer.from(text))]));
  return sequence([...groups.map((group) => part('55040a', group)), part('550403', name)]);
}

function timeOf(time: Date): Buffer {
  return der(0x17, Buffer.from(`${time.toISOString().slice(2, 19).replaceAll(/[-T:]/g, '')}Z`));
}

function extension(type: string, isCritical: boolean, value: Buffer): Buffer {
  const critical = isCritical ? [der(0x01, Buffer.from([0xff]))] : [];
  return sequence([der(0x06, Buffer.from(type, 'hex')), ...critical, der(0x04, value)]);
}
