import './theme/index.css';
import { createRoot } from 'react-dom/client';
import { App, Stray } from './app.tsx';

const root = document.getElementById('root');
if (!root) throw new TypeError('index.html has no #root');

const { latchkey } = window;
createRoot(root).render(latchkey ? <App bridge={latchkey} /> : <Stray />);
