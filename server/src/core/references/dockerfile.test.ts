import { describe, expect, it } from 'vitest';
import { dockerfilePorts } from './dockerfile.ts';

function ports(text: string, target?: string) {
  const read = dockerfilePorts({ uri: 'file:///w/Dockerfile', text }, target);
  const exposed = read.exposed.map(({ number, protocol, numberSpan }) => {
    const written = numberSpan ? text.slice(numberSpan.start, numberSpan.end) : 'range';
    return `${number}/${protocol} ${written}@${numberSpan?.start ?? ''}`;
  });
  return { exposed, env: read.env?.number, literal: read.literal, bases: read.bases };
}

describe('dockerfilePorts', () => {
  it('reads numbers, protocols, ranges and continued lines in any case', () => {
    expect(ports('FROM node:20\nexpose 3000 53/udp \\\n  7000-7002/tcp\n')).toEqual({
      exposed: ['3000/TCP 3000@20', '53/UDP 53@25', '7000/TCP range@', '7001/TCP range@', '7002/TCP range@'],
      env: undefined,
      literal: true,
      bases: ['node:20'],
    });
  });

  it('follows variables to where the number is written', () => {
    const text = 'ARG P=3000\nFROM node\nARG P\nENV PORT="$P" HOST=0.0.0.0\nEXPOSE $PORT ${OTHER:-81}\n';
    expect(ports(text)).toEqual({
      exposed: ['3000/TCP 3000@6', '81/TCP 81@76'],
      env: 3000,
      literal: true,
      bases: ['node'],
    });
    expect(ports('FROM a\nENV PORT 8080\nEXPOSE ${PORT}/tcp\n').exposed).toEqual(['8080/TCP 8080@16']);
    expect(ports("FROM a\nENV PORT='8080'\nEXPOSE $PORT\n").exposed).toEqual(['8080/TCP 8080@17']);
  });

  it('says when a port is not literal', () => {
    expect(ports('FROM a\nARG PORT\nEXPOSE $PORT 80\n')).toMatchObject({
      exposed: ['80/TCP 80@29'],
      literal: false,
    });
    expect(ports('FROM a\nEXPOSE 99999\n')).toMatchObject({ exposed: [], literal: false });
  });

  it('takes the last stage or the target, with what its base stage says', () => {
    const text = 'FROM node AS base\nEXPOSE 3000\nFROM base AS dev\nEXPOSE 9229\nFROM base\nENV PORT=3000\n';
    expect(ports(text).exposed).toEqual(['3000/TCP 3000@25']);
    expect(ports(text, 'dev').exposed).toEqual(['3000/TCP 3000@25', '9229/TCP 9229@54']);
    expect(ports(text, 'dev').env).toBeUndefined();
  });

  it('survives what is no Dockerfile', () => {
    expect(ports('EXPOSE 80\n{{ x }}\n\u0000').exposed).toEqual([]);
    expect(ports('').literal).toBe(false);
  });
});
