import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';

/** An ear on loopback, for TCP and UDP on one port: whatever arrives, in whatever protocol, has escaped. */
export interface Listener extends AsyncDisposable {
  readonly port: number;
  readonly heard: readonly string[];
}

export async function listen(): Promise<Listener> {
  const heard: string[] = [];
  const tcp = createServer((socket) => {
    heard.push('a TCP connection');
    socket.on('error', () => {});
    socket.end();
  }).listen(0, '127.0.0.1');
  await once(tcp, 'listening');
  const { port } = tcp.address() as AddressInfo;
  const udp = createSocket('udp4', () => heard.push('a UDP datagram')).bind(port, '127.0.0.1');
  await once(udp, 'listening');
  return {
    port,
    heard,
    async [Symbol.asyncDispose]() {
      udp.close();
      tcp.close();
    },
  };
}
