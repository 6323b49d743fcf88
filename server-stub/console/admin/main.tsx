import '../theme/index.css';
import { createRoot } from 'react-dom/client';

const root = document.getElementById('root');
if (!root) throw new TypeError('the page has no #root');

createRoot(root).render(<main />);
