import { createServer as createHttp, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

async function listen(server: Server, host = '127.0.0.1'): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return (server.address() as AddressInfo).port;
}

/** A real HTTP proxy on loopback that tunnels (RFC 9110 9.3.6) to where `route` says, or answers CONNECT with a status of its own. */
export async function startProxy(route: (asked: string) => number | { readonly status: number }) {
  const asked: { readonly host: string; readonly headers: IncomingMessage['headers'] }[] = [];
  const server = createHttp((_request, response) => response.writeHead(405).end());
  const tunnels = new Set<Socket>();
  server.on('connect', (request, client: Socket) => {
    asked.push({ host: request.url ?? '', headers: request.headers });
    client.on('error', () => {});
    const to = route(request.url ?? '');
    if (typeof to === 'object') {
      const wants = to.status === 407 ? 'proxy-authenticate: Basic realm="Northwind"\r\n' : '';
      client.end(`HTTP/1.1 ${to.status} No\r\n${wants}content-length: 0\r\n\r\n`);
      return;
    }
    const onward = connect(to, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      client.pipe(onward).pipe(client);
    });
    onward.on('error', () => client.destroy());
    tunnels.add(client).add(onward);
  });
  const url = `http://127.0.0.1:${await listen(server)}`;
  const close = async () => {
    for (const socket of tunnels) socket.destroy();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url, asked, close };
}

/** The same, for one test. */
export async function proxyForTest(...args: Parameters<typeof startProxy>) {
  const proxy = await startProxy(...args);
  onTestFinished(() => proxy.close());
  return proxy;
}

/** Plain http, as a portal answers it. */
export async function startPlain(answer: (response: ServerResponse, request: IncomingMessage) => void) {
  const server = createHttp((request, response) => answer(response, request));
  const url = `http://127.0.0.1:${await listen(server)}`;
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url, close };
}

export async function plainForTest(...args: Parameters<typeof startPlain>) {
  const plain = await startPlain(...args);
  onTestFinished(() => plain.close());
  return plain;
}

/** A bare socket: what a firewall, or something that is no directory, does with a connection. */
export async function socketForTest(handle: (socket: Socket) => void): Promise<string> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => {});
    handle(socket);
  });
  onTestFinished(async () => {
    for (const socket of open) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return `https://127.0.0.1:${await listen(server)}`;
}

/** An address where nobody listens. */
export async function nobody(): Promise<string> {
  const server = createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return `https://127.0.0.1:${port}`;
}
