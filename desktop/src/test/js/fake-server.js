/*
 * A CTI OS server of one agent, for looking at the pages without the rest of the system: serves the
 * files, speaks the wire, and plays calls when it is told so on standard input.
 *
 *     node fake-server.js PORT FOLDER_WITH_LIBRARIES
 */
import { createInterface } from 'node:readline';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FakePbx } from './fake-pbx.js';

const WEB = fileURLToPath(new URL('../../main/resources/web/', import.meta.url));
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };

export function startFakeServer(port, libraries, pbx = new FakePbx()) {
    const server = createServer((request, response) => serve(request, response, libraries));
    server.on('upgrade', (request, socket) => upgrade(request, socket, pbx));
    return new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve({ server, pbx, port: server.address().port })));
}

function serve(request, response, libraries) {
    const path = normalize(new URL(request.url, 'http://x').pathname);
    try {
        const file = path.startsWith('/lib/') ? library(libraries, path.slice(5)) : join(WEB, path === '/' ? 'index.html' : path);
        const body = readFileSync(file);
        const headers = { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream', 'cache-control': 'no-store' };
        if (extname(file) === '.html') {
            headers['content-security-policy'] = policy(body.toString());
        }
        response.writeHead(200, headers).end(body);
    } catch {
        response.writeHead(404).end('not found');
    }
}

function policy(page) {
    const [, map] = /<script type="importmap">([\s\S]*?)<\/script>/.exec(page) ?? [null, ''];
    const hash = createHash('sha256').update(map).digest('base64');
    return `default-src 'none'; script-src 'self' 'sha256-${hash}'; style-src 'self'; img-src 'self' data:; connect-src 'self'`;
}

function library(libraries, path) {
    const [name, ...rest] = path.split('/');
    const [version] = readdirSync(join(libraries, name));
    return join(libraries, name, version, ...rest);
}

function upgrade(request, socket, pbx) {
    const accept = createHash('sha1').update(`${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
    socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`);
    const client = { send: (frame) => socket.writable && socket.write(textFrame(JSON.stringify(frame))), cut: () => socket.destroy() };
    let kept = Buffer.alloc(0);
    socket.on('data', (bytes) => {
        kept = Buffer.concat([kept, bytes]);
        for (let frame = readFrame(kept); frame; frame = readFrame(kept)) {
            kept = kept.subarray(frame.length);
            if (frame.opcode === 8) {
                socket.end();
            } else if (frame.opcode === 1) {
                pbx.hear(client, JSON.parse(frame.payload.toString()));
            }
        }
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => pbx.gone(client));
}

function textFrame(text) {
    const payload = Buffer.from(text);
    const head = payload.length < 126 ? Buffer.from([0x81, payload.length]) : Buffer.from([0x81, 126, payload.length >> 8, payload.length & 255]);
    return Buffer.concat([head, payload]);
}

function readFrame(bytes) {
    if (bytes.length < 6) {
        return null;
    }
    let length = bytes[1] & 127;
    let at = 2;
    if (length === 126) {
        length = bytes.readUInt16BE(2);
        at = 4;
    }
    if (bytes.length < at + 4 + length) {
        return null;
    }
    const mask = bytes.subarray(at, at + 4);
    const payload = Buffer.from(bytes.subarray(at + 4, at + 4 + length).map((byte, index) => byte ^ mask[index & 3]));
    return { opcode: bytes[0] & 15, payload, length: at + 4 + length };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
    const { pbx, port } = await startFakeServer(Number(process.argv[2] ?? 0), process.argv[3]);
    console.log(`http://127.0.0.1:${port}/`);
    process.stdin.on('end', () => process.exit(0));
    createInterface({ input: process.stdin }).on('line', (line) => line.trim() && pbx.command(line.trim()));
}
