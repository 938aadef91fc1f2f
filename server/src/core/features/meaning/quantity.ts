import { parseQuantity } from '../../manifest/quantity.ts';

const BYTES =
  /^(?:requests\.|limits\.)?(?:memory|storage|ephemeral-storage|hugepages-.*|sizeLimit)$|\.requests\.storage$/;
const BINARY = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];

/** A quantity in plain units, by the name of what is counted: `134,217,728 bytes (128 MiB)`, `0.25 cores`. */
export function quantityInWords(text: string, name: string): string | undefined {
  const quantity = parseQuantity(text);
  if (!quantity) return undefined;
  const value = Number(quantity.nanos) / 1e9;
  if (/(?:^|\.)cpu$/i.test(name)) return cores(value);
  if (!BYTES.test(name)) return quantity.suffix === '' ? undefined : number(value);
  const bytes = `${number(value)} ${value === 1 ? 'byte' : 'bytes'}`;
  const power = value < 1024 ? 0 : Math.min(BINARY.length - 1, Math.floor(Math.log2(value) / 10));
  if (power === 0) return bytes;
  const scaled = value / 1024 ** power;
  return `${bytes} (${Number.isInteger(scaled) ? '' : 'about '}${number(Number(scaled.toPrecision(4)))} ${BINARY[power]})`;
}

function cores(value: number): string {
  const share = value > 0 && value < 1 ? `, ${number(value * 100)} % of one` : '';
  return `${number(value)} ${value === 1 ? 'core' : 'cores'}${share}`;
}

function number(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: 9 });
}
